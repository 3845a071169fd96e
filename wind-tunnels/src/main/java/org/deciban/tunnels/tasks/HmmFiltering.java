package org.deciban.tunnels.tasks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.TokenSequence;

/**
 * Filtering in a hidden Markov model that the sequence itself spells out: a header with the transition and emission matrices, then
 * observations. At each observation the model is asked for the hidden state there.
 *
 * <p>With S states, O symbols and levels {@code 0 … Q}, the tokens are {@code T}, the S·S entries of the transition matrix row by
 * row, {@code E}, the S·O entries of the emission matrix row by row, {@code :}, then the observations. An entry is the level q
 * that stands for the probability q / Q, and each row has levels that sum to Q. So the header says the matrices exactly: the
 * posterior is a function of the tokens. The first state is uniform.
 *
 * <p>The rows are drawn from Dirichlet(1, …, 1) and rounded to levels, the largest remainders up. The posterior is that of the
 * forward algorithm: {@code α_1 ∝ E[·, o_1]}, {@code α_t ∝ (α_(t−1) T) ⊙ E[·, o_t]}.
 *
 * <p>Task of arXiv:2512.22471, there with 5 states and symbols; how its header wrote real numbers as tokens is not what is done here.
 */
public final class HmmFiltering implements AnalyticTask {
    /** The symbols that open the transition matrix, the emission matrix and the observations. */
    private static final List<String> MARKS = List.of("T", "E", ":");

    private final int states;
    private final int symbols;
    private final int levels;
    private final int steps;

    /**
     * @param states S, at least 2
     * @param symbols O, at least 2
     * @param levels Q, at least 1: an entry is a multiple of 1 / Q
     * @param steps the number of observations, at least 1
     * @throws IllegalArgumentException if a bound does not hold
     */
    public HmmFiltering(int states, int symbols, int levels, int steps) {
        if (states < 2 || symbols < 2 || levels < 1 || steps < 1) {
            throw new IllegalArgumentException(
                    "a hidden Markov model must have at least 2 states, 2 symbols, 1 level and 1 step, got " + states
                            + ", " + symbols + ", " + levels + " and " + steps);
        }
        this.states = states;
        this.symbols = symbols;
        this.levels = levels;
        this.steps = steps;
    }

    /** The published size, 5 states and 5 symbols, with entries in 64ths. */
    public static HmmFiltering published(int steps) {
        return new HmmFiltering(5, 5, 64, steps);
    }

    /** S, the number of states. */
    public int states() {
        return states;
    }

    /** O, the number of symbols that can be observed. */
    public int symbols() {
        return symbols;
    }

    /** Q, what the levels of a row sum to. */
    public int levels() {
        return levels;
    }

    /** The number of observations. */
    public int steps() {
        return steps;
    }

    /** The number of tokens before the first observation: S·(S + O) + 3. */
    public int headerLength() {
        return states * (states + symbols) + MARKS.size();
    }

    @Override
    public String name() {
        return "hmm";
    }

    /** The three marks, the levels {@code 0 … Q}, the observations {@code o0 …}. */
    @Override
    public List<String> inputs() {
        List<String> names = new ArrayList<>(MARKS);
        for (int level = 0; level <= levels; level++) {
            names.add(Integer.toString(level));
        }
        for (int symbol = 0; symbol < symbols; symbol++) {
            names.add("o" + symbol);
        }
        return List.copyOf(names);
    }

    @Override
    public List<String> outcomes() {
        List<String> names = new ArrayList<>();
        for (int state = 0; state < states; state++) {
            names.add("s" + state);
        }
        return List.copyOf(names);
    }

    @Override
    public int maximumLength() {
        return headerLength() + steps;
    }

    @Override
    public boolean isCausal() {
        return true;
    }

    /** log2 S^steps: the paths of hidden states. The matrices come on top of that. */
    @Override
    public double log2Hypotheses() {
        return steps * Math.log(states) / Math.log(2);
    }

    @Override
    public LabelledSequence draw(RandomGenerator random) {
        int[][] transition = drawRows(random, states);
        int[][] emission = drawRows(random, symbols);
        int[] tokens = new int[maximumLength()];
        int next = spell(tokens, 0, 0, transition);
        next = spell(tokens, next, 1, emission);
        tokens[next] = 2;
        int[] positions = new int[steps];
        int[] labels = new int[steps];
        int state = random.nextInt(states);
        for (int step = 0; step < steps; step++) {
            state = step == 0 ? state : drawIndex(random, transition[state]);
            positions[step] = headerLength() + step;
            tokens[positions[step]] = MARKS.size() + levels + 1 + drawIndex(random, emission[state]);
            labels[step] = state;
        }
        return new LabelledSequence(TokenSequence.ofSymbols(tokens, inputs().size()), positions, labels);
    }

    private static int spell(int[] tokens, int from, int mark, int[][] rows) {
        int next = from;
        tokens[next++] = mark;
        for (int[] row : rows) {
            for (int level : row) {
                tokens[next++] = MARKS.size() + level;
            }
        }
        return next;
    }

    private int[][] drawRows(RandomGenerator random, int columns) {
        int[][] rows = new int[states][];
        for (int state = 0; state < states; state++) {
            rows[state] = drawRow(random, columns);
        }
        return rows;
    }

    /** Levels of a Dirichlet(1, …, 1): exponential variables over their sum. */
    private int[] drawRow(RandomGenerator random, int columns) {
        double[] weights = new double[columns];
        Arrays.setAll(weights, i -> random.nextExponential());
        double sum = Arrays.stream(weights).sum();
        int[] row = new int[columns];
        double[] remainders = new double[columns];
        int left = levels;
        for (int i = 0; i < columns; i++) {
            double exact = weights[i] / sum * levels;
            row[i] = (int) exact;
            remainders[i] = exact - row[i];
            left -= row[i];
        }
        for (; left > 0; left--) {
            int largest = 0;
            for (int i = 1; i < columns; i++) {
                largest = remainders[i] > remainders[largest] ? i : largest;
            }
            row[largest]++;
            remainders[largest] = -1;
        }
        return row;
    }

    private int drawIndex(RandomGenerator random, int[] row) {
        int left = random.nextInt(levels);
        int index = 0;
        while (left >= row[index]) {
            left -= row[index++];
        }
        return index;
    }

    /**
     * The transition matrix that a sequence spells.
     *
     * @return shape {@code [S, S]}, rows sum to 1
     * @throws IllegalArgumentException if the header is not as described
     */
    public double[][] transition(TokenSequence tokens) {
        return matrix(tokens, 0, 0, states);
    }

    /**
     * The emission matrix that a sequence spells.
     *
     * @return shape {@code [S, O]}, rows sum to 1
     * @throws IllegalArgumentException if the header is not as described
     */
    public double[][] emission(TokenSequence tokens) {
        return matrix(tokens, states * states + 1, 1, symbols);
    }

    private double[][] matrix(TokenSequence tokens, int from, int mark, int columns) {
        if (tokens.length() < headerLength() || tokens.symbol(from) != mark) {
            throw new IllegalArgumentException("position " + from + " must hold " + MARKS.get(mark)
                    + ", the start of a matrix, in a header of " + headerLength() + " tokens");
        }
        double[][] matrix = new double[states][columns];
        int next = from + 1;
        for (double[] row : matrix) {
            int sum = 0;
            for (int column = 0; column < columns; column++, next++) {
                int level = tokens.symbol(next) - MARKS.size();
                if (level < 0 || level > levels) {
                    throw new IllegalArgumentException(
                            "position " + next + " must hold a level, got " + inputs().get(tokens.symbol(next)));
                }
                sum += level;
                row[column] = (double) level / levels;
            }
            if (sum != levels) {
                throw new IllegalArgumentException("the " + columns + " levels before position " + next
                        + " must sum to " + levels + ", got " + sum);
            }
        }
        return matrix;
    }

    /**
     * The observations of a sequence.
     *
     * @return symbols in {@code 0 … O − 1}
     * @throws IllegalArgumentException if something else stands there
     */
    public int[] observations(TokenSequence tokens) {
        int[] observations = new int[tokens.length() - headerLength()];
        for (int step = 0; step < observations.length; step++) {
            int symbol = tokens.symbol(headerLength() + step) - MARKS.size() - levels - 1;
            if (symbol < 0) {
                throw new IllegalArgumentException("position " + (headerLength() + step)
                        + " must hold an observation, got " + inputs().get(tokens.symbol(headerLength() + step)));
            }
            observations[step] = symbol;
        }
        return observations;
    }

    @Override
    public double[][] posterior(TokenSequence tokens, int[] positions) {
        double[][] transition = transition(tokens);
        double[][] emission = emission(tokens);
        int[] observations = observations(tokens);
        double[][] posterior = new double[positions.length][];
        double[] filtered = new double[0];
        int next = 0;
        for (int step = 0; step < observations.length && next < positions.length; step++) {
            filtered = step(filtered, transition, emission, observations[step], headerLength() + step);
            if (positions[next] == headerLength() + step) {
                posterior[next++] = filtered;
            }
        }
        if (next < positions.length) {
            throw new IllegalArgumentException("positions must be those of observations, " + headerLength() + " … "
                    + (tokens.length() - 1) + ", ascending; got " + Arrays.toString(positions));
        }
        return posterior;
    }

    /** α_t from α_(t−1), which is empty at the start. */
    private double[] step(double[] before, double[][] transition, double[][] emission, int observed, int position) {
        double[] now = new double[states];
        double sum = 0;
        for (int to = 0; to < states; to++) {
            double prior = before.length == 0 ? 1 : 0;
            for (int from = 0; from < before.length; from++) {
                prior += before[from] * transition[from][to];
            }
            now[to] = prior * emission[to][observed];
            sum += now[to];
        }
        if (!(sum > 0)) {
            throw new IllegalArgumentException("the observations up to position " + position + " have probability 0");
        }
        for (int to = 0; to < states; to++) {
            now[to] /= sum;
        }
        return now;
    }
}
