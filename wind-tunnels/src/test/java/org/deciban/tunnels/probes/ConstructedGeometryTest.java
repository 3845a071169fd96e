package org.deciban.tunnels.probes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.TokenSequence;
import org.deciban.tunnels.constructed.ConstructedBijection;
import org.deciban.tunnels.meters.Estimate;
import org.deciban.tunnels.meters.Sample;
import org.deciban.tunnels.tasks.Bijection;
import org.junit.jupiter.api.Test;

/** The constructed bijection: what the probes must find follows from its derivation, see docs/wind-tunnels-geometry.md. */
class ConstructedGeometryTest {
    private static final int VALUES = 20;
    private static final int QUERIES = 19;
    private static final int LENGTH = 37;
    /** The elimination head gives each value the weight 1/64 and the rest to its sink. */
    private static final double DENOMINATOR = 64;

    private static final Bijection TASK = Bijection.published();
    private static final int SEQUENCES = 14;
    private static final ProbeReport.Geometry GEOMETRY = ProbeReport.Geometry.of(
            new ConstructedBijection(TASK),
            Sample.draw(TASK, SEQUENCES, 5),
            new ProbeOptions(SEQUENCES, 100, 0.95, 2, 5));

    private static void assertExactly(Estimate estimate, double value) {
        assertThat(estimate.value()).isCloseTo(value, within(1e-12));
        assertThat(estimate.low()).isCloseTo(value, within(1e-12));
        assertThat(estimate.high()).isCloseTo(value, within(1e-12));
    }

    /**
     * Keys of key tokens are their position, one-hot. In the previous head the last position has none: 18 orthonormal vectors and 0,
     * which less their mean have cosines −20/341 among the 18 and −1/√(18 · 341) with the other. In the elimination head each has a 1 for
     * being a key beside, cosine ½, which vanishes with the mean.
     */
    @Test
    void keysAreOrthogonalButForWhatTheyShare() {
        List<KeyOrthogonality.Row> rows = GEOMETRY.orthogonality().rows();
        assertThat(rows).hasSize(3);
        assertExactly(rows.get(0).cosine(), 0);
        assertExactly(
                rows.get(0).centred(), (18 * 17 / 2 * 20.0 / 341 + 18 / Math.sqrt(18 * 341)) / (QUERIES * 18 / 2.0));
        assertExactly(rows.get(1).cosine(), 0);
        assertExactly(rows.get(1).centred(), 1.0 / 18);
        assertExactly(rows.get(2).cosine(), 0.5);
        assertExactly(rows.get(2).centred(), 1.0 / 18);
    }

    /** Of a new key the first two heads look at the sink alone. */
    @Test
    void headsThatAreNotNeededRest() {
        for (AttentionSharpening.Row row : GEOMETRY.sharpening().rows().subList(0, 2)) {
            assertExactly(row.entropyBits(), 0);
            assertExactly(row.share(), 0);
            assertExactly(row.totalVariation(), 1);
            assertThat(row.withoutSinks().value()).isNaN();
        }
    }

    /** s values at 1/64 and the sink at 1 − s/64: far from the pattern with the sink, exactly the pattern without. */
    @Test
    void eliminationIsThePatternBesideTheSink() {
        AttentionSharpening.Row row = GEOMETRY.sharpening().closest().orElseThrow();
        assertThat(row.layer()).isEqualTo(1);
        assertThat(row.head()).isEqualTo(1);
        double entropy = 0;
        double share = 0;
        for (int s = 0; s < QUERIES; s++) {
            double sink = 1 - s / DENOMINATOR;
            entropy -= (s / DENOMINATOR * Math.log(1 / DENOMINATOR) + sink * Math.log(sink)) / Math.log(2) / QUERIES;
            share += s / DENOMINATOR / (QUERIES - 1);
        }
        assertExactly(row.entropyBits(), entropy);
        assertExactly(row.share(), share);
        assertExactly(row.totalVariation(), 1 - share);
        assertExactly(row.withoutSinks(), 0);
    }

    /**
     * The covariance follows from the construction: fill ln(64 − s), position one-hot, positions not before, key one-hot, and after the
     * last layer the values seen, s of 20 at random; s is 0 … 18 alike.
     */
    @Test
    void theFirstComponentIsThatOfTheConstruction() {
        for (int layer = -1; layer <= 1; layer++) {
            Expected expected = new Expected(layer == 1);
            ValueManifold.Row row = GEOMETRY.manifold().residual(layer);
            assertThat(row.share().value()).isCloseTo(expected.share(), within(0.015));
            assertThat(row.participationRatio()).isCloseTo(expected.participation(), within(0.4));
            // Along the expected axis the coordinate moves with s in one direction, and the entropy log2 (20 − s) in
            // the other.
            double[] means = expected.coordinates();
            double sign = Math.signum(means[1] - means[0]);
            for (int s = 1; s < QUERIES; s++) {
                assertThat(sign * (means[s] - means[s - 1])).isPositive();
            }
            assertThat(row.correlation().value()).isGreaterThan(0.995);
        }
    }

    /** Moments over s, keys and values, summed by hand; the first eigenvector by powers. */
    private static final class Expected {
        private static final int FILL = 0;
        private static final int POSITION = 1;
        private static final int NOT_BEFORE = POSITION + LENGTH;
        private static final int KEY = NOT_BEFORE + LENGTH;
        private static final int SEEN = KEY + VALUES;

        private final int dimensions;
        private final double[][] conditional = new double[QUERIES][];
        private final double[][] covariance;
        private final double[] axis;
        private double first;

        Expected(boolean seen) {
            dimensions = seen ? SEEN + VALUES : SEEN;
            double[] mean = new double[dimensions];
            covariance = new double[dimensions][dimensions];
            for (int s = 0; s < QUERIES; s++) {
                conditional[s] = given(s);
                for (int i = 0; i < dimensions; i++) {
                    mean[i] += conditional[s][i] / QUERIES;
                }
            }
            for (int i = 0; i < dimensions; i++) {
                for (int j = 0; j < dimensions; j++) {
                    for (int s = 0; s < QUERIES; s++) {
                        covariance[i][j] += product(s, i, j) / QUERIES;
                    }
                    covariance[i][j] -= mean[i] * mean[j];
                }
            }
            axis = power();
        }

        /** The mean of the stream after s pairs. */
        private double[] given(int s) {
            double[] row = new double[dimensions];
            row[FILL] = Math.log(DENOMINATOR - s);
            row[POSITION + 2 * s] = 1;
            Arrays.fill(row, NOT_BEFORE + 2 * s, NOT_BEFORE + LENGTH, 1);
            Arrays.fill(row, KEY, SEEN, 1.0 / VALUES);
            Arrays.fill(row, SEEN, dimensions, (double) s / VALUES);
            return row;
        }

        /** The mean product of two dimensions after s pairs. */
        private double product(int s, int i, int j) {
            if (i >= KEY && j >= KEY && i < SEEN && j < SEEN) {
                return i == j ? 1.0 / VALUES : 0;
            }
            if (i >= SEEN && j >= SEEN) {
                return i == j ? (double) s / VALUES : s * (s - 1.0) / (VALUES * (VALUES - 1));
            }
            return conditional[s][i] * conditional[s][j];
        }

        private double[] power() {
            double[] vector = new double[dimensions];
            Arrays.fill(vector, 0, KEY, 1);
            for (int step = 0; step < 2000; step++) {
                double[] next = new double[dimensions];
                for (int i = 0; i < dimensions; i++) {
                    next[i] = Cosines.dot(covariance[i], vector);
                }
                first = Math.sqrt(Cosines.dot(next, next));
                for (int i = 0; i < dimensions; i++) {
                    vector[i] = next[i] / first;
                }
            }
            return vector;
        }

        double trace() {
            return IntStream.range(0, dimensions)
                    .mapToDouble(i -> covariance[i][i])
                    .sum();
        }

        double share() {
            return first / trace();
        }

        /** tr² / tr of the square. */
        double participation() {
            double squares = 0;
            for (double[] row : covariance) {
                squares += Cosines.dot(row, row);
            }
            return trace() * trace() / squares;
        }

        double[] coordinates() {
            return Arrays.stream(conditional)
                    .mapToDouble(row -> Cosines.dot(row, axis))
                    .toArray();
        }
    }

    /**
     * From sequences that treat all values alike, any axis has the same entry for each of them in {@code seen}. To remove it moves all
     * logits alike, which no softmax sees: the entropy axis is decodable, exactly, and inert. Other directions move logits apart, by 2048
     * for each unit.
     */
    @Test
    void onSymmetricSequencesTheAxisIsDecodableAndInert() {
        Bijection small = new Bijection(3, 3, 0);
        CausalAxis probe = CausalAxis.of(
                new EverySequence(small), new ConstructedBijection(small), new ProbeOptions(72, 100, 0.95, 3, 2));
        List<CausalAxis.Row> last =
                probe.rows().stream().filter(row -> row.place().equals("1")).toList();
        assertThat(last).hasSize(2);
        for (CausalAxis.Row row : last) {
            assertThat(row.verdict()).isEqualTo(AxisVerdict.DECODABLE_AND_INERT);
            assertThat(row.moved().value()).isLessThan(1e-9);
            assertThat(row.klBefore().value()).isLessThan(1e-11);
            assertThat(row.movedByRandom().low()).isGreaterThan(1);
            assertThat(row.movedByDisplacement().low()).isGreaterThan(1);
        }
        assertThat(last.get(1).rSquared().low()).isGreaterThan(1 - 1e-9);
    }

    /** All 36 sequences of 3 keys and 3 values, over and over. */
    private static final class EverySequence implements AnalyticTask {
        private static final int[][] ORDERS = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

        private final Bijection task;
        private final List<LabelledSequence> sequences = new ArrayList<>();
        private int next;

        EverySequence(Bijection task) {
            this.task = task;
            for (int[] keys : ORDERS) {
                for (int[] values : ORDERS) {
                    int[] tokens = {keys[0], 3 + values[0], keys[1], 3 + values[1], keys[2]};
                    sequences.add(
                            new LabelledSequence(TokenSequence.ofSymbols(tokens, 6), new int[] {0, 2, 4}, values));
                }
            }
        }

        @Override
        public LabelledSequence draw(RandomGenerator random) {
            return sequences.get(next++ % sequences.size());
        }

        @Override
        public double[][] posterior(TokenSequence tokens, int[] positions) {
            return task.posterior(tokens, positions);
        }

        @Override
        public String name() {
            return task.name();
        }

        @Override
        public List<String> inputs() {
            return task.inputs();
        }

        @Override
        public List<String> outcomes() {
            return task.outcomes();
        }

        @Override
        public int maximumLength() {
            return task.maximumLength();
        }

        @Override
        public boolean isCausal() {
            return true;
        }

        @Override
        public double log2Hypotheses() {
            return task.log2Hypotheses();
        }
    }
}
