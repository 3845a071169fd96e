package org.deciban.tunnels;

import java.util.Optional;

/**
 * A model of one layer and one head that is put together in a test. Its answer is a function of the sequence, of what stands in the
 * residual stream after layer 0 once interventions are through, and of whether the head is kept.
 */
public final class HandMadeModel implements ObservableModel {
    private final Rows attention;
    private final Rows keys;
    private final Rows residual;
    private final Answer answer;

    /** Shape {@code [tokens, any]}. */
    @FunctionalInterface
    public interface Rows {
        double[] row(TokenSequence tokens, int position);
    }

    /** A distribution at a position. */
    @FunctionalInterface
    public interface Answer {
        double[] at(TokenSequence tokens, int position, double[] residual, boolean head);
    }

    public HandMadeModel(Rows attention, Rows keys, Rows residual, Answer answer) {
        this.attention = attention;
        this.keys = keys;
        this.residual = residual;
        this.answer = answer;
    }

    @Override
    public String name() {
        return "hand-made";
    }

    @Override
    public int layers() {
        return 1;
    }

    @Override
    public int heads(int layer) {
        return 1;
    }

    private static double[][] rows(TokenSequence tokens, Rows rows) {
        double[][] all = new double[tokens.length()][];
        for (int position = 0; position < all.length; position++) {
            all[position] = rows.row(tokens, position);
        }
        return all;
    }

    @Override
    public Activations record(TokenSequence tokens) {
        return new Activations() {
            @Override
            public double[][] attention(int layer, int head) {
                return rows(tokens, attention);
            }

            @Override
            public double[][] keys(int layer, int head) {
                return rows(tokens, keys);
            }

            /** The embedding is one number that never changes. */
            @Override
            public double[][] residual(int layer) {
                return layer < 0 ? new double[tokens.length()][1] : rows(tokens, residual);
            }

            /** The keys once more. */
            @Override
            public Optional<double[][]> values(int layer, int head) {
                return Optional.of(rows(tokens, keys));
            }
        };
    }

    @Override
    public double[][] predict(TokenSequence tokens, int[] positions, Intervention intervention) {
        double[][] answers = new double[positions.length][];
        for (int p = 0; p < positions.length; p++) {
            double[] stream = intervention.residual(0, positions[p], residual.row(tokens, positions[p]));
            answers[p] = answer.at(tokens, positions[p], stream, intervention.keepsHead(0, 0));
        }
        return answers;
    }
}
