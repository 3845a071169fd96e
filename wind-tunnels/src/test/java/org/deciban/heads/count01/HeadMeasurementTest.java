package org.deciban.heads.count01;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.deciban.heads.count01.Separation.Point;
import org.deciban.tunnels.LabelledSequence;
import org.junit.jupiter.api.Test;

/** Heads whose accuracies are known. */
class HeadMeasurementTest {
    private static final double[] NOTHING = new double[4];

    /** An answer, given by heads of which each says 1 rather than 0 by a number. */
    private static Vote answer(int label, double... forOne) {
        double[][] heads = new double[forOne.length][];
        for (int head = 0; head < heads.length; head++) {
            heads[head] = new double[] {0, forOne[head], 0, 0};
        }
        return new Vote(heads, NOTHING, label);
    }

    private static double phi(double x) {
        return new NormalDistribution().cumulativeProbability(x);
    }

    /** Heads that see the answer at strengths, each with normal noise of its own of deviation 1. */
    private static List<Vote> noisy(long seed, int count, double... strengths) {
        RandomGenerator random = new SplittableRandom(seed);
        List<Vote> votes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int label = random.nextInt(2);
            double[] forOne = new double[strengths.length];
            for (int head = 0; head < forOne.length; head++) {
                forOne[head] = strengths[head] * (2 * label - 1) + random.nextGaussian();
            }
            votes.add(answer(label, forOne));
        }
        return votes;
    }

    /** A head alone is right with Φ(μ), four together with Φ(2μ), and weights of their own gain nothing. */
    @Test
    void equalHeadsAreAnEnsembleWithUniformWeights() {
        List<Vote> fitOn = noisy(1, 4_000, 0.6, 0.6, 0.6, 0.6);
        List<Vote> measureOn = noisy(2, 20_000, 0.6, 0.6, 0.6, 0.6);
        for (int head = 0; head < 4; head++) {
            assertThat(HeadMeasurement.alone(Matter.ANSWER, measureOn, head)).isCloseTo(phi(0.6), within(0.015));
        }
        assertThat(HeadMeasurement.alone(Matter.ANSWER, measureOn, -1)).isCloseTo(phi(1.2), within(0.012));
        assertThat(HeadWeighting.uniform(Matter.ANSWER, fitOn).accuracy(measureOn))
                .isCloseTo(phi(1.2), within(0.012));
        HeadWeighting fitted = HeadWeighting.fitted(Matter.ANSWER, fitOn);
        assertThat(fitted.accuracy(measureOn)).isCloseTo(phi(1.2), within(0.012));
        assertThat(fitted.weights())
                .allSatisfy(
                        weight -> assertThat(weight / fitted.weights().get(0)).isBetween(0.75, 1.33));
    }

    /** Log odds are Σ 2 μ_h x_h, so that weights are as μ_h times the deviation √(1 + μ_h²) that heads were divided by. */
    @Test
    void unequalHeadsAreGivenTheWeightsOfTheLinearDiscriminant() {
        double[] strengths = {0.3, 1.2, 0};
        HeadWeighting fitted = HeadWeighting.fitted(Matter.ANSWER, noisy(3, 16_000, strengths));
        for (int head = 0; head < 3; head++) {
            double deviation = Math.sqrt(1 + strengths[head] * strengths[head]);
            // The scores of two classes are ± half the difference, over a deviation that counts both classes.
            double expected = 2 * strengths[head] * deviation / Math.sqrt(2);
            assertThat(fitted.weights().get(head)).isCloseTo(expected, within(0.12));
        }
        assertThat(fitted.accuracy(noisy(4, 20_000, strengths))).isCloseTo(phi(Math.sqrt(0.09 + 1.44)), within(0.01));
    }

    /** One head knows the kind, three shout at random. */
    @Test
    void aHeadAmongNoiseNeedsWeights() {
        List<Vote> fitOn = shouted(5);
        List<Vote> measureOn = shouted(6);
        HeadWeighting fitted = HeadWeighting.fitted(Matter.KIND, fitOn);
        assertThat(fitted.accuracy(measureOn)).isEqualTo(1);
        assertThat(HeadWeighting.uniform(Matter.KIND, fitOn).accuracy(measureOn))
                .isBetween(0.4, 0.85);
        for (int head = 1; head < 4; head++) {
            assertThat(Math.abs(fitted.weights().get(head)))
                    .isLessThan(fitted.weights().get(0) / 5);
            assertThat(HeadMeasurement.alone(Matter.KIND, measureOn, head)).isBetween(0.25, 0.6);
        }
    }

    private static List<Vote> shouted(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        List<Vote> votes = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            int label = random.nextInt(4);
            double[][] heads = new double[4][4];
            heads[0][label] = 1;
            heads[0][1 - Math.min(label, 1)] += label < 2 ? 1 : 0;
            for (int head = 1; head < 4; head++) {
                for (int outcome = 0; outcome < 4; outcome++) {
                    heads[head][outcome] = 50 * random.nextGaussian();
                }
            }
            votes.add(new Vote(heads, NOTHING, label));
        }
        return votes;
    }

    @Test
    void aHeadThatIsOffOrReversedSeparatesAllTheSame() {
        List<Vote> votes = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            int label = i % 2;
            int sign = 2 * label - 1;
            // Right; off by 9, so that it always says 1; reversed; blind.
            votes.add(answer(label, sign, sign + 9, -sign, 0));
        }
        votes.add(new Vote(new double[4][4], new double[] {0, 0, 1, 0}, Count01Strings.ENDS));
        HeadMeasurement measured = HeadMeasurement.of(votes, votes);
        assertThat(measured.answerAlone()).containsExactly(1.0, 0.5, 0.0, 0.5);
        assertThat(measured.separation()).containsExactly(1.0, 1.0, 1.0, 0.5);
        // At a tie a head alone says the first kind, an answer; so it does not find the end.
        assertThat(measured.kindAlone().get(3)).isCloseTo(40 / 41.0, within(1e-15));
        assertThat(measured.answer().fitted()).isEqualTo(1);
        assertThat(measured.kind().model()).isGreaterThan(0.4);
        // The blind head has no weight.
        assertThat(measured.answer().weights().get(3)).isZero();
    }

    /** Against every threshold there is. */
    @Test
    void theThresholdIsTheBest() {
        RandomGenerator random = new SplittableRandom(7);
        for (int trial = 0; trial < 200; trial++) {
            List<Point> points = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(12); i++) {
                points.add(new Point(random.nextInt(6), random.nextInt(2)));
            }
            double best = 0;
            for (double threshold = -0.5; threshold <= 6; threshold++) {
                double at = threshold;
                long right = points.stream()
                        .filter(point -> (point.number() > at ? 1 : 0) == point.answer())
                        .count();
                best = Math.max(best, Math.max(right, points.size() - right) / (double) points.size());
            }
            assertThat(Separation.fit(points).accuracy(points)).isEqualTo(best);
        }
        assertThatThrownBy(() -> Separation.fit(List.of())).hasMessageContaining("got none");
    }

    @Test
    void interventionsAreComparedWithACountOfOtherWeights() {
        Count01Strings task = new Count01Strings(6);
        List<LabelledSequence> sequences = List.of(task.of(0, 1, 1), task.of(0, 1, 2), task.of(1, 0, 0, 1, 1));
        List<Vote> votes = new ArrayList<>();
        for (LabelledSequence sequence : sequences) {
            for (int label : sequence.labels()) {
                double[] right = new double[4];
                right[label] = 1;
                votes.add(new Vote(new double[1][4], right, label));
            }
        }
        // Of 0s twice: 2 − 2, 1 − 2, 3 − 4; of 0s a quarter: 2 − ¼, 1 − ¼, 3 − ½.
        Intervened twice = Intervened.of(new AttentionFactors(2, 1), sequences, votes);
        assertThat(twice.countSaysOne()).isZero();
        assertThat(twice.saysOne()).isCloseTo(2 / 3.0, within(1e-15));
        assertThat(twice.agrees()).isCloseTo(1 / 3.0, within(1e-15));
        assertThat(twice.kinds()).isEqualTo(1);
        Intervened quarter = Intervened.of(new AttentionFactors(0.25, 1), sequences, votes);
        assertThat(quarter.countSaysOne()).isEqualTo(1);
        assertThat(quarter.agrees()).isCloseTo(2 / 3.0, within(1e-15));
    }

    @Test
    void aVoteOfAnotherShapeIsRefused() {
        assertThatThrownBy(() -> new Vote(new double[1][3], NOTHING, 0)).hasMessageContaining("4 outcomes");
        assertThatThrownBy(() -> new Vote(new double[1][4], NOTHING, 4)).hasMessageContaining("label");
        assertThatThrownBy(() -> HeadWeighting.fitted(Matter.ANSWER, List.of())).hasMessageContaining("got none");
    }
}
