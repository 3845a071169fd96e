package org.deciban.tunnels.probes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.deciban.tunnels.HandMadeBijection;
import org.deciban.tunnels.tasks.Bijection;
import org.junit.jupiter.api.Test;

class ProbeReportTest {
    private static final Bijection TASK = new Bijection(5, 4, 0);
    private static final ProbeReport REPORT =
            ProbeReport.of(TASK, HandMadeBijection.exact(TASK), new ProbeOptions(8, 20, 0.95, 2, 1));

    @Test
    void everyProbeIsPrintedUnderItsTitle() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        REPORT.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .startsWith("Key orthogonality")
                .contains(
                        "\nAttention:", "\nValue manifold:", "\nIs the entropy axis causal?", "\nHow far answers move");
    }

    /** log2 1, log2 2 and log2 3 of attention after 1, 2 and 3 pairs, none before, over 4 queries: log2 6 / 4. */
    @Test
    void dataHasTheNumbersOfTheTable() {
        List<Map<String, Object>> attention = REPORT.tables().get(1).data();
        assertThat(attention).hasSize(1);
        assertThat(attention.get(0)).containsEntry("layer", 0).containsKey("TV to pattern");
        Map<?, ?> entropy = (Map<?, ?>) attention.get(0).get("entropy");
        assertThat((Double) entropy.get("value")).isCloseTo(Math.log(6) / Math.log(2) / 4, within(1e-12));
    }

    @Test
    void optionsAreChecked() {
        assertThatThrownBy(() -> new ProbeOptions(3, 20, 0.95, 1, 1))
                .hasMessage("probes need at least 4 sequences, got 3");
        assertThatThrownBy(() -> new ProbeOptions(4, 20, 0.95, 0, 1))
                .hasMessage("an axis must have at least 1 control, got 0");
        assertThatThrownBy(() -> new ProbeOptions(4, 20, Double.NaN, 1, 1)).hasMessageContaining("level");
    }
}
