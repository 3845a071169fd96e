package org.deciban.tunnels.ablations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.constructed.ConstructedBijection;
import org.deciban.tunnels.meters.Bootstrap;
import org.deciban.tunnels.meters.Estimate;
import org.deciban.tunnels.meters.Sample;
import org.deciban.tunnels.tasks.Bijection;
import org.junit.jupiter.api.Test;

/** What the constructed bijection loses without its parts follows from what they are for. */
class ConstructedAblationTest {
    private static final Bootstrap BOOTSTRAP = new Bootstrap(50, 1, 0.95);

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }

    private static void assertExactly(Estimate estimate, double value) {
        assertThat(estimate.value()).isCloseTo(value, within(1e-10));
        assertThat(estimate.low()).isCloseTo(value, within(1e-10));
        assertThat(estimate.high()).isCloseTo(value, within(1e-10));
    }

    /** Without repeats nothing is recalled: only elimination counts, and without it the answer is uniform, log2 (20 / (20 − s)). */
    @Test
    void withoutRepeatsOnlyEliminationIsNeeded() {
        Bijection task = Bijection.published();
        AblationReport report =
                AblationReport.of(task, new ConstructedBijection(task), new AblationOptions(6, 2, BOOTSTRAP, 3));
        double uniform = 0;
        for (int s = 0; s < 19; s++) {
            uniform += log2(20.0 / (20 - s)) / 19;
        }
        for (String without : List.of("layer 0", "head 0.0", "head 1.0")) {
            assertExactly(report.row("without " + without).klBits(), 0);
        }
        for (String without :
                List.of("layer 1", "head 1.1", "attention from layer 0 on", "attention from layer 1 on")) {
            assertExactly(report.row("without " + without).klBits(), uniform);
            assertExactly(report.row("without " + without).change(), uniform);
        }
        for (int i = 1; i <= 2; i++) {
            assertExactly(report.row("keys and values renamed, " + i).klBits(), 0);
            assertExactly(report.row("keys and values renamed, " + i).moved(), 0);
        }
    }

    /**
     * Without recall the values that came least often are left, all alike. Of a key that came before, the value is mostly none of them: it
     * is ruled out, and all that is left of it is the 1e-12 of the
     * uniform distribution that divergences are kept finite by. Without elimination it is recalled all the same, and new keys are answered
     * uniformly.
     */
    @Test
    void withRepeatsRecallIsNeededForWhatCameBefore() {
        Bijection task = new Bijection(6, 8, 0.4);
        AblationOptions options = new AblationOptions(12, 0, BOOTSTRAP, 9);
        AblationReport report = AblationReport.of(task, new ConstructedBijection(task), options);
        double forgotten = 0;
        double uniform = 0;
        List<LabelledSequence> sequences = Sample.draw(task, 12, 9).sequences();
        for (LabelledSequence sequence : sequences) {
            Set<Integer> met = new HashSet<>();
            int[] counts = new int[6];
            for (int pair = 0; pair < 8; pair++) {
                int left = 6 - met.size();
                int label = sequence.labels()[pair];
                if (met.add(sequence.tokens().symbol(2 * pair))) {
                    uniform += log2(6.0 / left) / 8 / 12;
                } else {
                    int least = Arrays.stream(counts).min().orElseThrow();
                    long among = Arrays.stream(counts).filter(n -> n == least).count();
                    forgotten += (counts[label] == least ? log2(among) : log2(6e12)) / 8 / 12;
                }
                counts[label]++;
            }
        }
        assertThat(report.row("none").klBits().value()).isCloseTo(0, within(1e-10));
        for (String without : List.of("layer 0", "head 0.0", "head 1.0")) {
            assertThat(report.row("without " + without).klBits().value()).isCloseTo(forgotten, within(1e-9));
        }
        assertThat(report.row("without head 1.1").klBits().value()).isCloseTo(uniform, within(1e-9));
    }
}
