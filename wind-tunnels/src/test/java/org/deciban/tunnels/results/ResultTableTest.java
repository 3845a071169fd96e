package org.deciban.tunnels.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.deciban.tunnels.meters.Estimate;
import org.junit.jupiter.api.Test;

class ResultTableTest {
    private static final ResultTable TABLE = ResultTable.of("Things", "what", "n", "much", "about")
            .row("ünï", 3, 0.14134, new Estimate(0.5, 0.25, 1))
            .row("b", 12, Double.NaN, new Estimate(Double.NaN, Double.NaN, Double.NaN))
            .row("c", 0, Double.POSITIVE_INFINITY, new Estimate(2.2e-16, 0, 1e-15))
            .note("A note.")
            .build();

    @Test
    void columnsLineUp() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TABLE.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "Things",
                        "  what  n   much    about",
                        "  ünï   3   0.1413  0.5000 [0.2500, 1.000]",
                        "  b     12  –       –",
                        "  c     0   ∞       2.200e-16 [0, 1.000e-15]",
                        "  A note.");
    }

    @Test
    void dataHasWhatIsFinite() {
        assertThat(TABLE.data().get(0))
                .isEqualTo(Map.of(
                        "what",
                        "ünï",
                        "n",
                        3,
                        "much",
                        0.14134,
                        "about",
                        Map.of("value", 0.5, "low", 0.25, "high", 1.0)));
        assertThat(TABLE.data().get(1)).isEqualTo(Map.of("what", "b", "n", 12, "about", Map.of()));
        assertThat(TABLE.data().get(2)).doesNotContainKey("much");
    }

    @Test
    void aRowMustFit() {
        ResultTable.Builder builder = ResultTable.of("Things", "a", "b");
        assertThatThrownBy(() -> builder.row("x")).hasMessage("a row of the table Things must have 2 cells, got 1");
        assertThatThrownBy(() -> builder.row("x", 3L)).hasMessageContaining("must be text, a number or an estimate");
    }

    /** 1e-12 of K outcomes where p is certain and q excludes it: log2 (K / 1e-12). */
    @Test
    void anExcludedOutcomeCostsALimitedNumberOfBits() {
        double[] p = {1, 0};
        assertThat(FiniteDivergence.bits(p, new double[] {0, 1})).isCloseTo(Math.log(2e12) / Math.log(2), within(1e-9));
        assertThat(FiniteDivergence.bits(p, new double[] {1, 0})).isBetween(0.0, 2e-12);
        assertThat(FiniteDivergence.bits(p, new double[] {0.5, 0.5})).isCloseTo(1, within(1e-11));
        assertThat(FiniteDivergence.meanBits(new double[][] {p, p}, new double[][] {{0.5, 0.5}, {0.25, 0.75}}))
                .isCloseTo(1.5, within(1e-11));
    }
}
