package org.deciban.tunnels.meters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private static double[] normal(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[count];
        Arrays.setAll(values, i -> 10 + random.nextGaussian());
        return values;
    }

    /** Of normal values the interval is close to that of the central limit, mean ± 1.96 s / √n. */
    @Test
    void anIntervalIsThatOfTheCentralLimit() {
        double[] values = normal(1, 400);
        double mean = Arrays.stream(values).average().orElseThrow();
        double deviation = Math.sqrt(Arrays.stream(values)
                .map(x -> (x - mean) * (x - mean))
                .average()
                .orElseThrow());
        Estimate estimate = new Bootstrap(10_000, 1, 0.95).mean(values);
        double half = 1.96 * deviation / 20;
        assertThat(estimate.value()).isEqualTo(mean, within(1e-12));
        assertThat(estimate.low()).isEqualTo(mean - half, within(0.05 * half));
        assertThat(estimate.high()).isEqualTo(mean + half, within(0.05 * half));
    }

    /** Of 300 samples of a known mean, 95 % of the intervals hold it, within 3.3 standard errors of that share. */
    @Test
    void intervalsHoldTheMeanAsOftenAsTheySay() {
        int held = 0;
        for (int sample = 0; sample < 300; sample++) {
            Estimate estimate = new Bootstrap(500, sample, 0.95).mean(normal(100 + sample, 100));
            held += estimate.low() <= 10 && 10 <= estimate.high() ? 1 : 0;
        }
        assertThat(held / 300.0).isEqualTo(0.95, within(3.3 * Math.sqrt(0.95 * 0.05 / 300)));
    }

    @Test
    void oneSeedGivesOneInterval() {
        double[] values = normal(2, 50);
        assertThat(Bootstrap.STANDARD.mean(values)).isEqualTo(Bootstrap.STANDARD.mean(values));
        assertThat(new Bootstrap(2_000, 2, 0.95).mean(values)).isNotEqualTo(Bootstrap.STANDARD.mean(values));
    }

    @Test
    void anInfiniteValueMakesTheUpperEndInfinite() {
        double[] values = {1, 1, 1, 1, Double.POSITIVE_INFINITY};
        Estimate estimate = Bootstrap.STANDARD.mean(values);
        assertThat(estimate.value()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(estimate.low()).isEqualTo(1);
        assertThat(estimate.high()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    /** The numerator is twice the denominator in each sequence, so that the ratio is 2 however they are drawn. */
    @Test
    void aRatioIsOfTheSameSequences() {
        double[] below = normal(3, 60);
        double[] above = Arrays.stream(below).map(x -> 2 * x).toArray();
        Estimate ratio = Bootstrap.STANDARD.ratio(above, below);
        assertThat(ratio.low()).isEqualTo(2, within(1e-12));
        assertThat(ratio.high()).isEqualTo(2, within(1e-12));
    }

    @Test
    void whatHasNoMeaningIsRefused() {
        assertThatThrownBy(() -> new Bootstrap(0, 1, 0.95)).hasMessageContaining("got 0");
        assertThatThrownBy(() -> new Bootstrap(1, 1, Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> Bootstrap.STANDARD.ratio(new double[1], new double[2]))
                .hasMessageContaining("1 and 2");
    }
}
