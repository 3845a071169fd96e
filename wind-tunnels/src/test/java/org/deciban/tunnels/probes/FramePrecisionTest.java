package org.deciban.tunnels.probes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.deciban.tunnels.HandMadeBijection;
import org.deciban.tunnels.HandMadeModel;
import org.deciban.tunnels.tasks.Bijection;
import org.junit.jupiter.api.Test;

class FramePrecisionTest {
    private static final Bijection TASK = new Bijection(6, 5, 0);
    private static final ProbeOptions OPTIONS = new ProbeOptions(10, 50, 0.95, 1, 1);

    /** Attention goes from uniform to elimination by {@code frame}, the answer from uniform to exact by {@code precision}. */
    private static HandMadeModel model(double frame, double precision) {
        return new HandMadeModel(
                (tokens, position) -> HandMadeBijection.mixed(
                        HandMadeBijection.uniformAttention(tokens, position),
                        HandMadeBijection.elimination(tokens, position),
                        frame),
                (tokens, position) -> tokens.row(position),
                (tokens, position) -> new double[] {precision * HandMadeBijection.entropy(TASK, position), 1},
                (tokens, position, residual, head) -> HandMadeBijection.mixed(
                        HandMadeBijection.uniform(TASK),
                        HandMadeBijection.posterior(TASK, tokens, position),
                        precision));
    }

    private static FramePrecision of(double[]... frameAndPrecision) {
        List<FramePrecision.Checkpoint> checkpoints = new ArrayList<>();
        for (double[] pair : frameAndPrecision) {
            checkpoints.add(new FramePrecision.Checkpoint(100L * checkpoints.size(), model(pair[0], pair[1])));
        }
        return FramePrecision.of(TASK, checkpoints, OPTIONS);
    }

    @Test
    void aFrameThatIsThereFirstIsSeenFirst() {
        FramePrecision probe = of(
                new double[] {0, 0},
                new double[] {0.95, 0.1},
                new double[] {1, 0.4},
                new double[] {1, 0.8},
                new double[] {1, 1});
        assertThat(probe.frameSettles()).isEqualTo(100);
        assertThat(probe.precisionSettles()).isEqualTo(400);
        assertThat(text(probe)).contains("the frame settles before the precision");
        // Total variation is linear in the mixture: of uniform attention it is (s + 1) / (2 s + 1), and for the first
        // key 0.
        double uniform = 0;
        for (int s = 1; s < 5; s++) {
            uniform += (s + 1) / (2.0 * s + 1);
        }
        assertThat(probe.rows().get(0).attentionToLast().value()).isCloseTo(uniform / 5, within(1e-12));
        assertThat(probe.rows().get(1).attentionToPattern()).isCloseTo(0.05 * uniform / 4, within(1e-12));
        assertThat(probe.rows().get(4).klBits().value()).isCloseTo(0, within(1e-14));
        assertThat(probe.rows().get(0).share().value()).isNaN();
        assertThat(probe.rows().get(4).keyCosine()).isCloseTo(1.0 / 4, within(1e-12));
    }

    @Test
    void theOtherOrderIsSeenToo() {
        FramePrecision probe = of(new double[] {0, 0}, new double[] {0.1, 1}, new double[] {1, 1});
        assertThat(probe.precisionSettles()).isEqualTo(100);
        assertThat(probe.frameSettles()).isEqualTo(200);
        assertThat(text(probe)).contains("the frame settles after the precision");
    }

    @Test
    void whatDoesNotChangeHasSettledAtTheStart() {
        assertThat(of(new double[] {1, 1}, new double[] {1, 1}).frameSettles()).isZero();
    }

    @Test
    void checkpointsMustAscend() {
        List<FramePrecision.Checkpoint> twice =
                List.of(new FramePrecision.Checkpoint(5, model(0, 0)), new FramePrecision.Checkpoint(5, model(1, 1)));
        assertThatThrownBy(() -> FramePrecision.of(TASK, twice, OPTIONS))
                .hasMessage("the steps of checkpoints must ascend, got 5 after 5");
        assertThatThrownBy(() -> FramePrecision.of(TASK, twice.subList(0, 1), OPTIONS))
                .hasMessage("at least 2 checkpoints are needed, got 1");
    }

    private static String text(FramePrecision probe) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        probe.table().print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
