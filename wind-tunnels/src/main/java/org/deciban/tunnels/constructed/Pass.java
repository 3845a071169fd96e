package org.deciban.tunnels.constructed;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
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
        /** A position at which nothing is answered. */
        static final int NONE = -1;

        private final int[] tokens;
        private final int[] distributions;
        private final BitSet repeated = new BitSet();

        /**
         * @param tokens by position, a token of the program; several positions may be shown as one token that does nothing
         * @param distributions by position, an index of the read-out or {@link #NONE}
         */
        Positions(int[] tokens, int[] distributions) {
            this.tokens = tokens.clone();
            this.distributions = distributions.clone();
            Set<Integer> seen = new HashSet<>();
            for (int position = 0; position < tokens.length; position++) {
                repeated.set(position, !seen.add(tokens[position]));
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
            return repeated.get(position);
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
