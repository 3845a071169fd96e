package org.deciban.tunnels.tasks;

import java.util.List;
import java.util.random.RandomGenerator;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.TokenSequence;

/**
 * Two binary variables and one factor f over both: the model is asked for the marginal of each variable. Tables have entries
 * uniform in [.05, 1].
 *
 * <p>Three tokens of 8 features, the layout of arXiv:2603.17063: the belief, ½ at the start; f00, f01, f10, f11; the type, 0 for a
 * variable and 1 for the factor; the own index and that of a neighbour, over 2. Tokens 0 and 1 are the variables, token 2 the factor.
 * Each holds the whole table, so that no attention is needed: a function of one token is enough.
 *
 * <p>{@code P(v0 = 1) = (f10 + f11) / Σ f}, {@code P(v1 = 1) = (f01 + f11) / Σ f}.
 */
public final class TwoVariables implements AnalyticTask {
    private static final double LEAST = 0.05;
    private static final int FACTOR = 2;

    @Override
    public String name() {
        return "two-variables";
    }

    @Override
    public List<String> inputs() {
        return List.of("belief", "f00", "f01", "f10", "f11", "type", "own index", "neighbour");
    }

    @Override
    public List<String> outcomes() {
        return List.of("0", "1");
    }

    @Override
    public int maximumLength() {
        return 3;
    }

    @Override
    public boolean isCausal() {
        return false;
    }

    /** Infinite: the tables are real. */
    @Override
    public double log2Hypotheses() {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public LabelledSequence draw(RandomGenerator random) {
        double[] table = new double[4];
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            table[i] = random.nextDouble(LEAST, 1);
            sum += table[i];
        }
        double left = random.nextDouble() * sum;
        int row = 0;
        while (row < 3 && left >= table[row]) {
            left -= table[row++];
        }
        return new LabelledSequence(tokens(table), new int[] {0, 1}, new int[] {row / 2, row % 2});
    }

    /** The tokens of a table f00, f01, f10, f11. */
    public static TokenSequence tokens(double... table) {
        double[][] rows = new double[3][];
        for (int token = 0; token < 3; token++) {
            rows[token] = new double[] {
                0.5,
                table[0],
                table[1],
                table[2],
                table[3],
                token == FACTOR ? 1 : 0,
                token / 2.0,
                token == FACTOR ? 0 : 1
            };
        }
        return TokenSequence.ofFeatures(rows);
    }

    @Override
    public double[][] posterior(TokenSequence tokens, int[] positions) {
        double[][] posterior = new double[positions.length][];
        for (int p = 0; p < positions.length; p++) {
            double[] row = tokens.row(positions[p]);
            if (positions[p] == FACTOR || row.length != inputs().size()) {
                throw new IllegalArgumentException("variables stand at positions 0 and 1, of " + inputs().size()
                        + " features; got position " + positions[p] + " of " + row.length);
            }
            double sum = row[1] + row[2] + row[3] + row[4];
            double one = (positions[p] == 0 ? row[3] + row[4] : row[2] + row[4]) / sum;
            posterior[p] = new double[] {1 - one, one};
        }
        return posterior;
    }
}
