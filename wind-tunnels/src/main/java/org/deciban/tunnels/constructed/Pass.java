package org.deciban.tunnels.constructed;

import java.util.HashMap;
import java.util.Map;
import org.deciban.transformer.Program;

/**
 * A sequence as the program that answers it.
 *
 * @param program weights, embedded tokens, and a read-out after the last layer alone
 * @param inputs what stands at the inputs of the program
 * @param positions which token of the program stands for each position, and which distribution of the read-out is its answer
 */
record Pass(Program program, Inputs inputs, Positions positions) {
    /** No array in a record: what stands at the inputs. */
    static final class Inputs {
        private final double[] values;

        Inputs(double... values) {
            this.values = values.clone();
        }

        double[] values() {
            return values.clone();
        }
    }

    /** What positions are in a program. */
    static final class Positions {
        /** No position, and the distribution of a position at which nothing is answered. */
        static final int NONE = -1;

        private final int[] tokens;
        private final int[] distributions;
        /** Of each token that is shown the first position that it is shown for. */
        private final Map<Integer, Integer> first = new HashMap<>();

        /**
         * @param tokens by position, a token of the program; several positions may be shown as one token that does nothing
         * @param distributions by position, an index of the read-out or {@link #NONE}
         */
        Positions(int[] tokens, int[] distributions) {
            this.tokens = tokens.clone();
            this.distributions = distributions.clone();
            for (int position = 0; position < tokens.length; position++) {
                first.putIfAbsent(tokens[position], position);
            }
        }

        int count() {
            return tokens.length;
        }

        int token(int position) {
            return tokens[position];
        }

        /** Whether an earlier position is shown as the same token. */
        boolean isRepeated(int position) {
            return first.get(tokens[position]) != position;
        }

        /** The first position that a token is shown for, or {@link #NONE}. */
        int position(int token) {
            return first.getOrDefault(token, NONE);
        }

        /**
         * The distribution that answers a position.
         *
         * @throws IllegalArgumentException if nothing is answered there
         */
        int distribution(int position) {
            if (position < 0 || position >= distributions.length || distributions[position] == NONE) {
                throw new IllegalArgumentException("nothing is asked at position " + position + " of this task");
            }
            return distributions[position];
        }
    }
}
