package org.deciban.tunnels;

import java.util.Arrays;
import org.deciban.tunnels.tasks.Bijection;

/** Models of the bijection without repeats, written from its definition and not from that of the task. */
public final class HandMadeBijection {
    private HandMadeBijection() {}

    /** The number of values before a key. */
    public static int seen(int position) {
        return position / 2;
    }

    /** Uniform over the value tokens before a key, s of them; the first key looks at itself. */
    public static double[] elimination(TokenSequence tokens, int position) {
        double[] row = new double[tokens.length()];
        int seen = seen(position);
        for (int pair = 0; pair < seen; pair++) {
            row[2 * pair + 1] = 1.0 / seen;
        }
        row[position] += seen == 0 ? 1 : 0;
        return row;
    }

    /** Uniform over the tokens up to a key, 2 s + 1 of them. */
    public static double[] uniformAttention(TokenSequence tokens, int position) {
        double[] row = new double[tokens.length()];
        Arrays.fill(row, 0, position + 1, 1.0 / (position + 1));
        return row;
    }

    /** 1 / (V − s) for each value that was not seen. */
    public static double[] posterior(Bijection task, TokenSequence tokens, int position) {
        double[] row = new double[task.values()];
        Arrays.fill(row, 1.0 / (task.values() - seen(position)));
        for (int pair = 0; pair < seen(position); pair++) {
            row[tokens.symbol(2 * pair + 1) - task.values()] = 0;
        }
        return row;
    }

    /** 1 / V for each. */
    public static double[] uniform(Bijection task) {
        double[] row = new double[task.values()];
        Arrays.fill(row, 1.0 / task.values());
        return row;
    }

    /** {@code (1 − share) a + share b}. */
    public static double[] mixed(double[] a, double[] b, double share) {
        double[] row = new double[a.length];
        Arrays.setAll(row, i -> (1 - share) * a[i] + share * b[i]);
        return row;
    }

    /** log2 (V − s), the entropy of the posterior. */
    public static double entropy(Bijection task, int position) {
        return Math.log(task.values() - seen(position)) / Math.log(2);
    }

    /**
     * Exact while its head is there, uniform without. Keys are one-hot; the residual stream is the entropy and two numbers that do
     * not change.
     */
    public static HandMadeModel exact(Bijection task) {
        return new HandMadeModel(
                HandMadeBijection::elimination,
                (tokens, position) -> tokens.row(position),
                (tokens, position) -> new double[] {entropy(task, position), 3, -1},
                (tokens, position, residual, head) -> head ? posterior(task, tokens, position) : uniform(task));
    }
}
