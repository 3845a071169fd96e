package org.deciban.tunnels.probes;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.deciban.tunnels.meters.Bootstrap;
import org.deciban.tunnels.meters.Estimate;

/** Estimates of statistics that may not be defined. */
final class Estimates {
    /** Of what is not. */
    static final Estimate UNDEFINED = new Estimate(Double.NaN, Double.NaN, Double.NaN);

    private Estimates() {}

    /** Of a mean over the sequences for which the value is defined. */
    static Estimate mean(Bootstrap bootstrap, List<Double> values) {
        double[] defined = values.stream()
                .mapToDouble(v -> v)
                .filter(v -> !Double.isNaN(v))
                .toArray();
        return defined.length == 0 ? UNDEFINED : bootstrap.mean(defined);
    }

    /** Of any statistic of how often each sequence was drawn; a resample for which it is not defined counts as 0. */
    static Estimate of(Bootstrap bootstrap, int sequences, ToDoubleFunction<int[]> statistic) {
        Estimate estimate = bootstrap.estimate(sequences, drawn -> {
            double value = statistic.applyAsDouble(drawn);
            return Double.isNaN(value) ? 0 : value;
        });
        int[] once = new int[sequences];
        Arrays.fill(once, 1);
        return Double.isNaN(statistic.applyAsDouble(once)) ? UNDEFINED : estimate;
    }
}
