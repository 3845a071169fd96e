package org.deciban.tunnels.probes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.deciban.tunnels.HandMadeBijection;
import org.deciban.tunnels.HandMadeModel;
import org.deciban.tunnels.ObservableModel;
import org.deciban.tunnels.meters.Estimate;
import org.deciban.tunnels.meters.Sample;
import org.deciban.tunnels.tasks.Bijection;
import org.junit.jupiter.api.Test;

/** Keys, attention and manifold of models of which they are known. */
class GeometryTest {
    private static final Bijection TASK = Bijection.published();
    private static final ProbeOptions OPTIONS = new ProbeOptions(30, 100, 0.95, 2, 4);

    private static ProbeReport.Geometry geometry(ObservableModel model) {
        return ProbeReport.Geometry.of(model, Sample.draw(TASK, 30, 4), OPTIONS);
    }

    private static void assertExactly(Estimate estimate, double value) {
        assertThat(estimate.value()).isCloseTo(value, within(1e-12));
        assertThat(estimate.low()).isCloseTo(value, within(1e-12));
        assertThat(estimate.high()).isCloseTo(value, within(1e-12));
    }

    /** 19 one-hot keys: cosine 0, and less their mean −1/18. */
    @Test
    void oneHotKeysAreOrthogonal() {
        KeyOrthogonality.Row row =
                geometry(HandMadeBijection.exact(TASK)).orthogonality().rows().get(0);
        assertExactly(row.cosine(), 0);
        assertExactly(row.centred(), 1.0 / 18);
        assertThat(row.vectors()).isEqualTo(19);
        assertThat(row.dimension()).isEqualTo(40);
        assertThat(row.expected()).isBetween(row.sampled().low(), row.sampled().high());
    }

    /** All keys alike: cosine 1; and nothing is left without their mean. */
    @Test
    void equalKeysAreNot() {
        KeyOrthogonality.Row row = geometry(new HandMadeModel(
                        HandMadeBijection::elimination,
                        (tokens, position) -> new double[] {1, 2, 4},
                        (tokens, position) -> new double[] {0},
                        (tokens, position, residual, head) -> HandMadeBijection.uniform(TASK)))
                .orthogonality()
                .rows()
                .get(0);
        assertExactly(row.cosine(), 1);
        assertThat(row.centred().value()).isNaN();
    }

    /** A query after s pairs has entropy log2 s, all of its attention on the pattern, and nothing anywhere else. */
    @Test
    void eliminationIsThePattern() {
        AttentionSharpening sharpening = geometry(HandMadeBijection.exact(TASK)).sharpening();
        AttentionSharpening.Row row = sharpening.rows().get(0);
        double expected = IntStream.range(1, 19).mapToDouble(GeometryTest::log2).sum() / 19;
        assertExactly(row.entropyBits(), expected);
        assertExactly(row.share(), 1);
        assertExactly(row.totalVariation(), 0);
        assertThat(row.entropyBitsByQuery()).hasSize(19);
        assertThat(row.entropyBitsByQuery().get(18)).isCloseTo(log2(18), within(1e-12));
        assertThat(sharpening.closest()).contains(row);
    }

    /** Over 2 s + 1 tokens alike: entropy log2 (2 s + 1), share s / (2 s + 1), and the rest is the distance. */
    @Test
    void uniformAttentionIsAsFarAsItsShareSays() {
        AttentionSharpening.Row row = geometry(new HandMadeModel(
                        HandMadeBijection::uniformAttention,
                        (tokens, position) -> tokens.row(position),
                        (tokens, position) -> new double[] {0},
                        (tokens, position, residual, head) -> HandMadeBijection.uniform(TASK)))
                .sharpening()
                .rows()
                .get(0);
        assertExactly(
                row.entropyBits(),
                IntStream.range(0, 19).mapToDouble(s -> log2(2 * s + 1)).sum() / 19);
        double share =
                IntStream.range(1, 19).mapToDouble(s -> s / (2.0 * s + 1)).sum() / 18;
        assertExactly(row.share(), share);
        assertExactly(row.totalVariation(), 1 - share);
        assertExactly(row.withoutSinks(), 1 - share);
    }

    /** 1/32 of the attention on each value, the rest on a sink: s/32 on the pattern, and exact without the sink. */
    @Test
    void aSinkDoesNotCountAmongTheTokens() {
        AttentionSharpening.Row row = geometry(new HandMadeModel(
                        (tokens, position) -> {
                            double[] attention =
                                    Arrays.copyOf(HandMadeBijection.elimination(tokens, position), tokens.length() + 1);
                            int seen = HandMadeBijection.seen(position);
                            for (int token = 0; token < tokens.length(); token++) {
                                attention[token] *= seen / 32.0;
                            }
                            attention[tokens.length()] = 1 - seen / 32.0;
                            return attention;
                        },
                        (tokens, position) -> tokens.row(position),
                        (tokens, position) -> new double[] {0},
                        (tokens, position, residual, head) -> HandMadeBijection.uniform(TASK)))
                .sharpening()
                .rows()
                .get(0);
        // The mean of s / 32 over s = 1 … 18.
        assertExactly(row.share(), 9.5 / 32);
        assertExactly(row.totalVariation(), 1 - 9.5 / 32);
        assertExactly(row.withoutSinks(), 0);
    }

    private static double log2(int n) {
        return Math.log(n) / Math.log(2);
    }

    /** The stream moves along the entropy alone. */
    @Test
    void aLineOrderedByEntropyIsOneComponent() {
        ValueManifold manifold = geometry(HandMadeBijection.exact(TASK)).manifold();
        ValueManifold.Row row = manifold.residual(0);
        assertExactly(row.share(), 1);
        assertThat(row.participationRatio()).isCloseTo(1, within(1e-12));
        assertExactly(row.correlation(), 1);
        // The entropy is the same at a position of every sequence.
        assertThat(row.within()).isNaN();
        // The embedding of the model does not vary.
        assertThat(manifold.residual(-1).share().value()).isNaN();
    }

    /**
     * One-hot keys, 19 of 20 in each sequence: as values, their covariance is (δ − 1/20)/20 in expectation, with 19 equal
     * eigenvalues, so that the participation ratio is about 19 and the first share about 1/19.
     */
    @Test
    void valuesThatAreOneHotFillTheirSpace() {
        ValueManifold.Row row = geometry(HandMadeBijection.exact(TASK)).manifold().rows().stream()
                .filter(r -> r.space().equals("values"))
                .findFirst()
                .orElseThrow();
        assertThat(row.participationRatio()).isBetween(18.5, 19.0);
        assertThat(row.share().value()).isBetween(1 / 19.0, 0.07);
        assertThat(row.correlation().value()).isBetween(0.0, 0.3);
    }

    /** Within a position, where entropies differ because keys repeat. */
    @Test
    void withinPositionsThePositionAloneSaysNothing() {
        Bijection repeating = new Bijection(6, 6, 0.5);
        Sample sample = Sample.draw(repeating, 200, 2);
        ValueManifold.Row byPosition = ProbeReport.Geometry.of(streamOf((p, h) -> p), sample, OPTIONS)
                .manifold()
                .residual(0);
        assertThat(byPosition.within()).isNaN();
        ValueManifold.Row byEntropy = ProbeReport.Geometry.of(streamOf((p, h) -> -h), sample, OPTIONS)
                .manifold()
                .residual(0);
        assertThat(byEntropy.within()).isCloseTo(1, within(1e-12));
        assertThat(byEntropy.correlation().value()).isCloseTo(1, within(1e-12));
    }

    private interface Stream {
        double at(int position, double entropy);
    }

    /** Of the bijection with repeats: log2 of the values that are left, or 0 for a key that came before. */
    private static HandMadeModel streamOf(Stream stream) {
        return new HandMadeModel(
                HandMadeBijection::uniformAttention,
                (tokens, position) -> tokens.row(position),
                (tokens, position) -> {
                    long seen = IntStream.range(0, position / 2)
                            .map(pair -> tokens.symbol(2 * pair))
                            .distinct()
                            .count();
                    boolean known = IntStream.range(0, position / 2)
                            .anyMatch(pair -> tokens.symbol(2 * pair) == tokens.symbol(position));
                    return new double[] {stream.at(position, known ? 0 : log2(6 - (int) seen))};
                },
                (tokens, position, residual, head) -> HandMadeBijection.uniform(new Bijection(6, 6, 0.5)));
    }
}
