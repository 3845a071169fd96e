package org.deciban.tunnels.probes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.deciban.tunnels.HandMadeBijection;
import org.deciban.tunnels.HandMadeModel;
import org.deciban.tunnels.TokenSequence;
import org.deciban.tunnels.tasks.Bijection;
import org.junit.jupiter.api.Test;

/** Models of which it is known what they use. */
class CausalAxisTest {
    private static final Bijection TASK = new Bijection(8, 7, 0);
    private static final ProbeOptions OPTIONS = new ProbeOptions(40, 200, 0.95, 6, 3);

    /** The entropy, then three numbers that have nothing to do with it, with standard deviations ½, ⅖ and ³⁄₁₀. */
    private static double[] stream(TokenSequence tokens, int position) {
        SplittableRandom random = new SplittableRandom(31L * tokens.hashCode() + position);
        return new double[] {
            HandMadeBijection.entropy(TASK, position),
            0.5 * random.nextGaussian(),
            0.4 * random.nextGaussian(),
            0.3 * random.nextGaussian()
        };
    }

    /** Answers with the posterior, mixed with the uniform distribution by a share. */
    private static HandMadeModel model(HandMadeModel.Rows stream, Share share) {
        return new HandMadeModel(
                HandMadeBijection::elimination,
                (tokens, position) -> tokens.row(position),
                stream,
                (tokens, position, residual, head) -> HandMadeBijection.mixed(
                        HandMadeBijection.posterior(TASK, tokens, position),
                        HandMadeBijection.uniform(TASK),
                        Math.min(1, share.of(tokens, position, residual))));
    }

    private interface Share {
        double of(TokenSequence tokens, int position, double[] residual);
    }

    private static CausalAxis.Row row(CausalAxis probe, String axis) {
        return probe.rows().stream()
                .filter(r -> r.place().equals("0") && r.axis().equals(axis))
                .findFirst()
                .orElseThrow();
    }

    private static double offEntropy(TokenSequence tokens, int position, double[] residual) {
        return Math.abs(residual[0] - HandMadeBijection.entropy(TASK, position));
    }

    @Test
    void anAxisThatTheAnswerReadsIsCausal() {
        CausalAxis probe = CausalAxis.of(TASK, model(CausalAxisTest::stream, CausalAxisTest::offEntropy), OPTIONS);
        for (String axis : new String[] {"PC1", "least squares"}) {
            CausalAxis.Row row = row(probe, axis);
            assertThat(row.verdict()).isEqualTo(AxisVerdict.DECODABLE_AND_CAUSAL);
            assertThat(row.rSquared().low()).isGreaterThan(0.9);
            assertThat(row.rSquaredOfRest()).isLessThan(0.2);
            assertThat(row.klBefore().value()).isLessThan(1e-11);
            assertThat(row.moved().low()).isGreaterThan(row.largestControl());
        }
    }

    /** Nothing else varies: the axis is exact, and what its removal costs can be computed by hand. */
    @Test
    void theCostOfRemovalIsThatOfTheMean() {
        HandMadeModel line = model(
                (tokens, position) -> new double[] {HandMadeBijection.entropy(TASK, position), 4},
                CausalAxisTest::offEntropy);
        CausalAxis.Row row = row(CausalAxis.of(TASK, line, OPTIONS), "least squares");
        double mean = 0;
        for (int s = 0; s < 7; s++) {
            mean += Math.log(8 - s) / Math.log(2) / 7;
        }
        double expected = 0;
        for (int s = 0; s < 7; s++) {
            double share = Math.min(1, Math.abs(mean - Math.log(8 - s) / Math.log(2)));
            // On each of 8 − s values the answer falls from 1/(8 − s) to this.
            double left = (1 - share) / (8 - s) + share / 8;
            expected += Math.log(1.0 / (8 - s) / left) / Math.log(2) / 7;
        }
        assertThat(row.moved().value()).isCloseTo(expected, within(1e-10));
        assertThat(row.klChange().value()).isCloseTo(expected, within(1e-10));
        assertThat(row.rSquared().value()).isCloseTo(1, within(1e-12));
        assertThat(row.varianceShare()).isCloseTo(1, within(1e-12));
        assertThat(row.movedByEqualVariance().value()).isNaN();
        // The only other direction is (0, ±1), along which nothing lies; a displacement along it leaves the entropy
        // alone.
        assertThat(row.largestControl()).isLessThan(1e-11);
        assertThat(row.verdict()).isEqualTo(AxisVerdict.DECODABLE_AND_CAUSAL);
    }

    /** Of 40 sequences 20 are held out; one layer that varies, two axes, 6 controls of two kinds, the axis and equal variance. */
    @Test
    void forwardPassesAreAsManyAsExpected() {
        AtomicInteger changed = new AtomicInteger();
        HandMadeModel counting = new HandMadeModel(
                HandMadeBijection::elimination,
                (tokens, position) -> tokens.row(position),
                CausalAxisTest::stream,
                (tokens, position, residual, head) -> {
                    changed.addAndGet(position == 0 ? 1 : 0);
                    return HandMadeBijection.uniform(TASK);
                });
        CausalAxis.of(TASK, counting, OPTIONS);
        // 20 of them before anything is changed.
        assertThat(changed.get() - 20).isEqualTo(20 * 2 * (2 + 2 * 6));
        // The embedding of this model does not vary, and all layers at once are then that one.
        assertThat(CausalAxis.passes(counting, OPTIONS)).isEqualTo(3 * 20 * 2 * (2 + 2 * 6));
        assertThat(ProbeReport.expected(TASK, counting, OPTIONS)).isPositive();
    }

    @Test
    void anAxisThatNobodyReadsIsInert() {
        CausalAxis probe = CausalAxis.of(TASK, model(CausalAxisTest::stream, (t, p, r) -> 0), OPTIONS);
        for (String axis : new String[] {"PC1", "least squares"}) {
            CausalAxis.Row row = row(probe, axis);
            assertThat(row.verdict()).isEqualTo(AxisVerdict.DECODABLE_AND_INERT);
            assertThat(row.moved().high()).isLessThan(1e-11);
        }
    }

    /** What a displacement breaks, whatever its direction, is not the entropy. */
    @Test
    void anAnswerThatAnyDisplacementBreaksIsUnspecific() {
        HandMadeModel fragile = model(CausalAxisTest::stream, (tokens, position, residual) -> {
            double[] whole = stream(tokens, position);
            double squares = 0;
            for (int i = 0; i < whole.length; i++) {
                squares += (whole[i] - residual[i]) * (whole[i] - residual[i]);
            }
            return Math.sqrt(squares);
        });
        CausalAxis.Row row = row(CausalAxis.of(TASK, fragile, OPTIONS), "least squares");
        assertThat(row.verdict()).isEqualTo(AxisVerdict.DECODABLE_AND_UNSPECIFIC);
        assertThat(row.movedByDisplacement().value()).isCloseTo(row.moved().value(), within(1e-9));
    }

    @Test
    void noiseIsNotDecodable() {
        HandMadeModel noise = model(
                (tokens, position) -> {
                    double[] stream = stream(tokens, position);
                    return new double[] {stream[1], stream[2], stream[3]};
                },
                (t, p, r) -> 0);
        for (CausalAxis.Row row : CausalAxis.of(TASK, noise, OPTIONS).rows()) {
            assertThat(row.verdict()).isEqualTo(AxisVerdict.NOT_DECODABLE);
        }
    }

    /**
     * Entropy beside entropy with six times as much noise: the first component is the noise, and the entropy is in what is left
     * without it; least squares looks at the entropy, and what is left is the noise.
     */
    @Test
    void theFirstComponentNeedNotBeTheEntropy() {
        HandMadeModel noisy = model(
                (tokens, position) -> {
                    double[] stream = stream(tokens, position);
                    return new double[] {stream[0] + 6 * stream[1], stream[0]};
                },
                (t, p, r) -> 0);
        CausalAxis probe = CausalAxis.of(TASK, noisy, OPTIONS);
        CausalAxis.Row first = row(probe, "PC1");
        assertThat(first.verdict()).isEqualTo(AxisVerdict.NOT_DECODABLE);
        assertThat(first.rSquaredOfRest()).isGreaterThan(0.8);
        CausalAxis.Row read = row(probe, "least squares");
        assertThat(read.verdict()).isEqualTo(AxisVerdict.DECODABLE_AND_INERT);
        assertThat(read.rSquared().value()).isCloseTo(1, within(1e-9));
        assertThat(read.rSquaredOfRest()).isLessThan(0.3);
    }

    /**
     * Of y = mean at the position + rest, a decoder that knows the position explains nothing of the rest, and one that knows y all. In
     * a bijection without repeats there is no rest.
     */
    @Test
    void whatThePositionSaysDoesNotCountBeyondIt() {
        Bijection repeating = new Bijection(8, 7, 0.5);
        HandMadeModel.Rows exact = (tokens, position) -> new double[] {entropyOf(repeating, tokens, position)};
        HandMadeModel.Rows byPosition = (tokens, position) -> new double[] {position};
        CausalAxis.Row all = row(CausalAxis.of(repeating, silent(exact), OPTIONS), "least squares");
        assertThat(all.rSquaredBeyondPosition()).isCloseTo(1, within(1e-9));
        CausalAxis.Row none = row(CausalAxis.of(repeating, silent(byPosition), OPTIONS), "least squares");
        assertThat(none.rSquaredBeyondPosition()).isLessThan(0.05);
        CausalAxis without = CausalAxis.of(TASK, silent(byPosition), OPTIONS);
        assertThat(row(without, "least squares").rSquaredBeyondPosition()).isNaN();
        assertThat(row(without, "least squares").rSquared().low()).isGreaterThan(0.9);
        assertThat(without.table().notes()).hasSize(1);
    }

    private static HandMadeModel silent(HandMadeModel.Rows stream) {
        return model(stream, (t, p, r) -> 0);
    }

    private static double entropyOf(Bijection task, TokenSequence tokens, int position) {
        Set<Integer> before = new HashSet<>();
        for (int p = 0; p < position; p += 2) {
            before.add(tokens.symbol(p));
        }
        return before.contains(tokens.symbol(position)) ? 0 : Math.log(task.values() - before.size()) / Math.log(2);
    }

    /** Variances 4, 2, 1 along the axes: removing the second, a mixture of the others has its variance. */
    @Test
    void aDirectionOfTheSameVarianceIsFound() {
        double[][] rows = {
            {Math.sqrt(12), 0, 0}, {-Math.sqrt(12), 0, 0},
            {0, Math.sqrt(6), 0}, {0, -Math.sqrt(6), 0},
            {0, 0, Math.sqrt(3)}, {0, 0, -Math.sqrt(3)}
        };
        double[] entropies = {0, 0, 1, -1, 0, 0};
        PrincipalComponents components = PrincipalComponents.of(rows);
        EntropyAxis axis =
                EntropyAxis.find(EntropyAxis.Kind.LEAST_SQUARES, components, rows, entropies, new SplittableRandom(1));
        assertThat(Math.abs(axis.direction[1])).isCloseTo(1, within(1e-12));
        assertThat(axis.varianceShare).isCloseTo(2.0 / 7, within(1e-12));
        assertThat(axis.equalVarianceRatio).isCloseTo(1, within(1e-12));
        // cos² · 4 + sin² · 1 = 2 at cos² = ⅓.
        assertThat(axis.equalVariance[0] * axis.equalVariance[0]).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(axis.equalVariance[1]).isCloseTo(0, within(1e-12));
        EntropyAxis first = EntropyAxis.find(
                EntropyAxis.Kind.FIRST_COMPONENT, components, rows, entropies, new SplittableRandom(1));
        assertThat(first.equalVarianceRatio).isCloseTo(0.5, within(1e-12));
    }
}
