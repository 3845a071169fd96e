package org.deciban.tunnels.plots;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.deciban.tunnels.meters.Estimate;
import org.deciban.tunnels.meters.Measurement;
import org.knowm.xchart.XYChart;

/**
 * Mean entropy by position, exact and of models, with intervals. It shows what the {@linkplain
 * org.deciban.tunnels.meters.PublishedMeter published meter} sees, and so hides errors that cancel.
 */
public final class EntropyStaircase {
    private EntropyStaircase() {}

    /**
     * Writes the chart.
     *
     * @param measurements of one sample, at least one
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    public static void write(List<Measurement> measurements, Path file) {
        Measurement first = measurements.get(0);
        XYChart chart = Chart.of(
                "Mean entropy by position: " + first.sample().task().name(),
                "position at which the model is asked, from 1",
                "bits");
        chart.getStyler().setYAxisMin(0.0).setYAxisDecimalPattern("0.0");
        List<Estimate> exact = first.exactEntropy();
        double[] x = IntStream.rangeClosed(1, exact.size()).asDoubleStream().toArray();
        Chart.line(chart, "exact", x, values(exact), Chart.EXACT, Chart.stroke(0));
        for (int m = 0; m < measurements.size(); m++) {
            Measurement measured = measurements.get(m);
            List<Estimate> entropy = measured.modelEntropy();
            Chart.band(chart, measured.model(), x, entropy, Chart.model(m));
            Chart.line(chart, measured.model(), x, values(entropy), Chart.model(m), Chart.stroke(m + 1));
        }
        Chart.write(chart, file);
    }

    private static double[] values(List<Estimate> estimates) {
        return estimates.stream().mapToDouble(Estimate::value).toArray();
    }
}
