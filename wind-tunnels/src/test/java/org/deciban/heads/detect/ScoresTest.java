package org.deciban.heads.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scores on attention that was written down by hand, and on attention at random. */
class ScoresTest {
    /** Of ^ a b a: */
    private static final int[] SYMBOLS = {0, 1, 2, 1};

    private static final double[][] ATTENTION = {
        {1, 0, 0, 0},
        {0.25, 0.75, 0, 0},
        {0.5, 0.3, 0.2, 0},
        {0.1, 0.2, 0.6, 0.1}
    };

    @Test
    void scoresOfFourTokensByHand() {
        assertThat(PatternScore.PREVIOUS_TOKEN.of(ATTENTION, SYMBOLS).mean()).isEqualTo((0.25 + 0.3 + 0.6) / 3);
        assertThat(PatternScore.DUPLICATE_TOKEN.of(ATTENTION, SYMBOLS)).isEqualTo(new Tally(0.2, 1));
        assertThat(PatternScore.PREFIX_MATCHING.of(ATTENTION, SYMBOLS)).isEqualTo(new Tally(0.6, 1));
        assertThat(PatternScore.FIRST_TOKEN.of(ATTENTION, SYMBOLS).mean())
                .isCloseTo((0.25 + 0.5 + 0.1) / 3, within(1e-15));
        assertThat(PatternScore.SHARPNESS.of(ATTENTION, SYMBOLS).mean())
                .isCloseTo((1 + 0.75 + 0.5 + 0.6) / 4, within(1e-15));
    }

    @Test
    void streamingMassByHand() {
        // A sink and a window of 1: the query itself.
        assertThat(StreamingScore.mass(ATTENTION, 4, 1, 1).sum()).isCloseTo(1 + 1 + 0.7 + 0.2, within(1e-15));
        assertThat(StreamingScore.mass(ATTENTION, 4, 1, 2).sum()).isCloseTo(1 + 1 + 1 + 0.8, within(1e-15));
        assertThat(StreamingScore.outputChange(new double[][] {{1, 0}, {0, 0}}, new double[][] {{0, 1}, {0, 0}})
                        .mean())
                .isEqualTo(1);
    }

    @Test
    void retrievalNeedsTheRightPlaceAndTheRightSymbol() {
        int[] symbols = {0, 5, 6, 9, 5, 6};
        double[][] attention = new double[6][6];
        attention[3][1] = 1;
        attention[4][1] = 0.6;
        attention[4][2] = 0.4;
        assertThat(RetrievalScore.ofNeedle(attention, symbols, new int[] {3, 4}, new int[] {1, 2}))
                .isEqualTo(new Tally(1, 2));
        // The symbol is right, but it stands outside the needle.
        attention[3][1] = 0;
        attention[3][4] = 1;
        assertThat(RetrievalScore.ofNeedle(attention, symbols, new int[] {3, 4}, new int[] {1, 2}))
                .isEqualTo(new Tally(0, 2));
    }

    @Test
    void severalTargetsAreFoundIfTheyAreTheLargestButForTheSink() {
        double[][] attention = {{0.5, 0.2, 0.2, 0.1}};
        assertThat(RetrievalScore.ofTargets(attention, List.of(Set.of(1, 2)), Set.of(0)))
                .isEqualTo(new Tally(2, 2));
        assertThat(RetrievalScore.ofTargets(attention, List.of(Set.of(1, 3)), Set.of(0)))
                .isEqualTo(new Tally(1, 2));
        assertThat(RetrievalScore.massOnTargets(attention, List.of(Set.of(1, 3)))
                        .mean())
                .isCloseTo(0.3, within(1e-15));
    }

    @Test
    void iterationScoresByHand() {
        List<double[]> diagonals = List.of(new double[] {0.6, 0.4}, new double[] {0.8, 0.4});
        assertThat(IterationScores.mean(diagonals).mean()).isCloseTo(0.55, within(1e-15));
        assertThat(IterationScores.peakiness(diagonals).mean()).isEqualTo(0.5);
        // Deviations: |0.6 − 0.8| / √2 and 0.
        assertThat(IterationScores.invariance(diagonals)).isCloseTo(1 - 0.2 / Math.sqrt(2) / 2, within(1e-15));
        assertThatThrownBy(() -> IterationScores.invariance(List.of(new double[1])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void attachmentIsHeldAgainstTheBestFixedOffset() {
        // Heads at offsets −1, −1, +1; the attention finds the first and the last.
        double[][] attention = {{1, 0, 0, 0}, {1, 0, 0, 0}, {1, 0, 0, 0}, {0, 0, 1, 0}};
        int[] heads = {0, 0, 1, 2};
        AttachmentScore score = AttachmentScore.none().and(attention, heads, token -> token > 0);
        assertThat(score.attached()).isEqualTo(new Tally(2, 3));
        assertThat(score.bestFixedOffset()).isEqualTo(new Tally(3, 3));
        AttachmentScore more = score.and(attention, new int[] {0, 3, 3, 0}, token -> token == 2);
        assertThat(more.attached()).isEqualTo(new Tally(2, 4));
        assertThat(more.bestFixedOffset()).isEqualTo(new Tally(3, 4));
    }

    @Test
    void copyingByKnownEigenvalues() {
        assertThat(CopyingScore.of(new double[][] {{2, 0}, {0, 1}})).isCloseTo(1, within(1e-12));
        assertThat(CopyingScore.of(new double[][] {{-2, 0}, {0, -1}})).isCloseTo(-1, within(1e-12));
        // A rotation by 90 degrees: ± i.
        assertThat(CopyingScore.of(new double[][] {{0, -1}, {1, 0}})).isCloseTo(0, within(1e-12));
        // Triangular: 3 and −1.
        assertThat(CopyingScore.of(new double[][] {{3, 5}, {0, -1}})).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void copyingOfRandomMatricesIsZeroInExpectation() {
        RandomGenerator random = new SplittableRandom(11);
        Tally tally = Tally.NONE;
        double squares = 0;
        for (int i = 0; i < 400; i++) {
            double[][] circuit = gaussian(random, 12);
            double score = CopyingScore.of(circuit);
            tally = tally.and(score);
            squares += score * score;
        }
        assertThat(tally.mean()).isCloseTo(0, within(5 * Math.sqrt(squares) / 400));
    }

    private static double[][] gaussian(RandomGenerator random, int size) {
        double[][] matrix = new double[size][size];
        for (double[] row : matrix) {
            for (int i = 0; i < size; i++) {
                row[i] = random.nextGaussian();
            }
        }
        return matrix;
    }

    /** Scores that are independent and alike make keys exchangeable, so that every weight is 1/n in expectation. */
    @ParameterizedTest
    @EnumSource(
            value = PatternScore.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SHARPNESS"})
    void attentionAtRandomScoresChance(PatternScore score) {
        RandomGenerator random = new SplittableRandom(5);
        int n = 20;
        for (boolean causal : new boolean[] {false, true}) {
            List<Double> differences = new ArrayList<>();
            for (int i = 0; i < 800; i++) {
                int[] symbols = new int[n];
                for (int position = 1; position < n; position++) {
                    symbols[position] = 1 + random.nextInt(6);
                }
                double[][] attention = softmax(gaussian(random, n), causal);
                differences.add(score.of(attention, symbols).mean()
                        - score.chance(symbols, n, causal).mean());
            }
            double mean = differences.stream().mapToDouble(d -> d).average().orElseThrow();
            double deviation =
                    Math.sqrt(differences.stream().mapToDouble(d -> d * d).sum() / differences.size());
            assertThat(mean).as("causal %s", causal).isCloseTo(0, within(5 * deviation / Math.sqrt(800)));
            assertThat(deviation).isPositive();
        }
    }

    private static double[][] softmax(double[][] scores, boolean causal) {
        for (int query = 0; query < scores.length; query++) {
            int seen = causal ? query + 1 : scores.length;
            double sum = 0;
            for (int key = 0; key < scores.length; key++) {
                scores[query][key] = key < seen ? Math.exp(scores[query][key]) : 0;
                sum += scores[query][key];
            }
            for (int key = 0; key < scores.length; key++) {
                scores[query][key] /= sum;
            }
        }
        return scores;
    }

    /** Each of n keys is the largest with probability 1/n, and the needle's symbols differ. */
    @Test
    void retrievalAtRandomIsOneOverTheKeys() {
        RandomGenerator random = new SplittableRandom(6);
        int n = 12;
        int[] symbols = new int[n + 1];
        for (int i = 0; i < n; i++) {
            symbols[i] = i;
        }
        symbols[n] = 3;
        int tries = 20_000;
        Tally tally = Tally.NONE;
        for (int i = 0; i < tries; i++) {
            double[][] attention = new double[n + 1][n + 1];
            for (int key = 0; key < n; key++) {
                attention[n - 1][key] = random.nextDouble();
            }
            tally = tally.and(RetrievalScore.ofNeedle(attention, symbols, new int[] {n - 1}, new int[] {2, 3, 4}));
        }
        double chance = RetrievalScore.chanceOfNeedle(n);
        assertThat(tally.mean()).isCloseTo(chance, within(5 * Math.sqrt(chance * (1 - chance) / tries)));
    }

    @Test
    void attentionOfFewerRowsThanTokensIsRefused() {
        assertThatThrownBy(() -> PatternScore.FIRST_TOKEN.of(new double[2][4], SYMBOLS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4")
                .hasMessageContaining("[2, 4]");
    }
}
