package org.deciban.transformer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;
import org.junit.jupiter.api.Test;

/** The softmax of a head whose scores are chosen freely: the same for every query, one per key. */
class AttentionWeightsProperties {
    /** Dimensions: one, score, value, result. The head writes the mixed value into the result. */
    private static Matrix tokens(double[] scores, double[] values) {
        double[] entries = new double[4 * scores.length];
        for (int t = 0; t < scores.length; t++) {
            entries[4 * t] = 1;
            entries[4 * t + 1] = scores[t];
            entries[4 * t + 2] = values[t];
        }
        return Matrix.ofRowMajor(scores.length, 4, entries);
    }

    private static final AttentionHead HEAD = new AttentionHead(
            "h",
            Matrix.ofRowMajor(1, 4, new double[] {1, 0, 0, 0}),
            Matrix.ofRowMajor(1, 4, new double[] {0, 1, 0, 0}),
            Matrix.ofRowMajor(1, 4, new double[] {0, 0, 1, 0}),
            Matrix.ofRowMajor(4, 1, new double[] {0, 0, 0, 1}));

    private static PreparedTransformer prepared() {
        ResidualLayout.Builder layout = ResidualLayout.builder();
        layout.add("all", 4);
        return new DenseEngine()
                .prepare(new Transformer(layout.build(), List.of(new Layer("l", List.of(HEAD), FeedForward.none(4)))));
    }

    private static double[] weights(double... scores) {
        ForwardTrace trace = ForwardTrace.of(point -> point.site() == Site.PATTERN);
        prepared().forward(tokens(scores, new double[scores.length]), trace);
        double[] pattern = trace.get(new HookPoint(0, 0, Site.PATTERN)).toRowMajor();
        return Arrays.copyOf(pattern, scores.length);
    }

    private static double result(double[] scores, double[] values) {
        return prepared().forward(tokens(scores, values)).get(0, 3);
    }

    @Test
    void oddsAreTheExponentialOfTheDifferenceOfScores() {
        assertThat(weights(Math.log(1), Math.log(2), Math.log(5)))
                .containsExactly(new double[] {0.125, 0.25, 0.625}, within(1e-15));
        assertThat(weights(0, 0, 0, 0)).containsExactly(0.25, 0.25, 0.25, 0.25);
        assertThat(weights(-3)).containsExactly(1);
    }

    @Property
    void aShiftOfAllScoresChangesNoBit(@ForAll Random random) {
        double[] scores = new double[1 + random.nextInt(6)];
        // Multiples of 1/8 below 64 and shifts by powers of two up to 2^40: every sum is exact.
        Arrays.setAll(scores, k -> (random.nextInt(1025) - 512) / 8.0);
        double shift = (random.nextBoolean() ? 1 : -1) * Math.scalb(1.0, random.nextInt(41));
        double[] shifted = Arrays.stream(scores).map(s -> s + shift).toArray();
        assertThat(weights(shifted)).containsExactly(weights(scores));
        assertThat(weights(scores)).containsExactly(NaiveForward.softmax(scores), within(1e-14));
    }

    @Test
    void scoresOfAMillionGiveWeightsAndNotNan() {
        assertThat(weights(1e6, -1e6, 0)).containsExactly(1, 0, 0);
        assertThat(weights(-1e6, -1e6, -2e6)).containsExactly(0.5, 0.5, 0);
        assertThat(weights(1e6, 1e6 + Math.log(3))).containsExactly(new double[] {0.25, 0.75}, within(1e-10));
        assertThat(weights(1e300, -1e300)).containsExactly(1, 0);
    }

    @Test
    void aScoreThatLies746BelowTheLargestHasWeightExactlyZero() {
        assertThat(weights(0, -746)).containsExactly(1, 0);
        assertThat(weights(0, -746.5, -1e9)).containsExactly(1, 0, 0);
        assertThat(weights(-500, -1246)).containsExactly(1, 0);
    }

    @Test
    void aScoreThatLiesLessThan745BelowHasWeightAboveZero() {
        // e^−745 = 0.571… · 2^−1074 and e^−744 = 1.55… · 2^−1074, to be rounded to multiples of 2^−1074.
        assertThat(weights(0, -745)).containsExactly(1, Double.MIN_VALUE);
        assertThat(weights(0, -744)).containsExactly(1, 2 * Double.MIN_VALUE);
    }

    @Test
    void theValueOfATokenOfWeightZeroDoesNotMatter() {
        double[] scores = {0, 0, -746};
        assertThat(result(scores, new double[] {3, 5, 1e300})).isEqualTo(4);
        assertThat(result(scores, new double[] {3, 5, -7})).isEqualTo(4);
    }
}
