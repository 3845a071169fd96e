package org.deciban.tunnels.probes;

import static org.assertj.core.api.Assertions.assertThat;

import org.deciban.tunnels.meters.Estimate;
import org.junit.jupiter.api.Test;

class AxisVerdictTest {
    private static final Estimate READ = new Estimate(0.9, 0.8, 0.95);
    private static final Estimate MOVED = new Estimate(0.5, 0.4, 0.6);
    private static final Estimate MORE = new Estimate(0.3, 0.2, 0.4);

    @Test
    void everyConditionCounts() {
        assertThat(AxisVerdict.of(READ, MOVED, MORE, 0.45)).isEqualTo(AxisVerdict.DECODABLE_AND_CAUSAL);
        assertThat(AxisVerdict.of(READ, MOVED, MORE, 0.5)).isEqualTo(AxisVerdict.DECODABLE_AND_UNSPECIFIC);
        assertThat(AxisVerdict.of(READ, MOVED, new Estimate(0.3, 0, 0.4), 0.1))
                .isEqualTo(AxisVerdict.DECODABLE_AND_UNSPECIFIC);
        assertThat(AxisVerdict.of(READ, new Estimate(0.5, 0.01, 0.6), MORE, 0.1))
                .isEqualTo(AxisVerdict.DECODABLE_AND_UNDECIDED);
        assertThat(AxisVerdict.of(READ, new Estimate(0.005, 0.001, 0.01), MORE, 0.1))
                .isEqualTo(AxisVerdict.DECODABLE_AND_INERT);
        assertThat(AxisVerdict.of(new Estimate(0.9, 0.5, 0.95), MOVED, MORE, 0.1))
                .isEqualTo(AxisVerdict.NOT_DECODABLE);
        assertThat(AxisVerdict.of(Estimates.UNDEFINED, MOVED, MORE, 0.1)).isEqualTo(AxisVerdict.NOT_DECODABLE);
    }
}
