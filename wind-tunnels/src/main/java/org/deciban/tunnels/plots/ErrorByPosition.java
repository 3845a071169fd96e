package org.deciban.tunnels.plots;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.deciban.tunnels.meters.Estimate;
import org.deciban.tunnels.meters.Measurement;
import org.deciban.tunnels.meters.Meter;
import org.knowm.xchart.XYChart;

/**
 * The mean of a meter by position, of models, with intervals, as its decimal logarithm: XChart's own logarithmic axis draws all
 * its minor lines. What is 0, or less than the foot, is drawn at the foot, which the
 * axis says; where it is infinite the line has a gap, which the legend says.
 */
public final class ErrorByPosition {
    /** The lowest foot, unless there is nothing above what rounding leaves. */
    private static final double LEAST_FOOT = 1e-18;

    private static final double ROUNDING = 1e-15;

    /** The square of what rounding leaves, and less. */
    private static final double LEAST_FOOT_OF_ROUNDING = 1e-36;

    private ErrorByPosition() {}

    /**
     * Writes the chart.
     *
     * @param measurements of one sample, at least one
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    public static void write(List<Measurement> measurements, Meter meter, Path file) {
        List<List<Estimate>> curves =
                measurements.stream().map(measured -> measured.byIndex(meter)).toList();
        double foot = foot(curves);
        double top = top(curves, foot);
        boolean zeros = curves.stream().flatMap(List::stream).anyMatch(estimate -> estimate.value() < foot);
        String nowhere = infinite(measurements, meter);
        XYChart chart = Chart.of(
                "Mean " + meter.words() + " by position: "
                        + measurements.get(0).sample().task().name(),
                "position at which the model is asked, from 1" + nowhere,
                meter.unit() + (zeros ? " (less is drawn at " + power(foot) + ")" : ""));
        chart.getStyler()
                .setYAxisMin(Math.log10(foot))
                .setYAxisMax(Math.log10(top))
                .setYAxisTickLabelsFormattingFunction(ErrorByPosition::label);
        for (int m = 0; m < measurements.size(); m++) {
            draw(chart, measurements.get(m).model(), curves.get(m), foot, m);
        }
        Chart.write(chart, file);
    }

    private static String power(double value) {
        return label(Math.log10(value));
    }

    /** Of a decimal logarithm; between powers of ten there is none. */
    private static String label(double logarithm) {
        return Math.abs(logarithm - Math.rint(logarithm)) < 1e-6 ? "1e" + Math.round(logarithm) : "";
    }

    /** What has no finite value to draw. */
    private static String infinite(List<Measurement> measurements, Meter meter) {
        List<String> names = measurements.stream()
                .filter(measured ->
                        measured.byIndex(meter).stream().allMatch(estimate -> Double.isInfinite(estimate.value())))
                .map(Measurement::model)
                .toList();
        return names.isEmpty() ? "" : "; ∞ at all of them: " + String.join(", ", names);
    }

    private static void draw(XYChart chart, String name, List<Estimate> curve, double foot, int index) {
        double[] x = IntStream.rangeClosed(1, curve.size()).asDoubleStream().toArray();
        double[] y = new double[x.length];
        int infinite = 0;
        List<Estimate> finite = new ArrayList<>();
        List<Double> finiteX = new ArrayList<>();
        for (int i = 0; i < y.length; i++) {
            Estimate estimate = curve.get(i);
            boolean gap = Double.isInfinite(estimate.high());
            infinite += Double.isInfinite(estimate.value()) ? 1 : 0;
            y[i] = Double.isInfinite(estimate.value()) ? Double.NaN : logarithm(estimate.value(), foot);
            if (!gap) {
                finite.add(new Estimate(y[i], logarithm(estimate.low(), foot), logarithm(estimate.high(), foot)));
                finiteX.add(x[i]);
            }
        }
        String label = name + (infinite > 0 ? " (∞ at " + infinite + " of " + y.length + ")" : "");
        if (finite.size() > 1) {
            Chart.band(
                    chart,
                    name,
                    finiteX.stream().mapToDouble(Double::doubleValue).toArray(),
                    finite,
                    Chart.model(index));
        }
        if (infinite < y.length) {
            Chart.line(chart, label, x, y, Chart.model(index), Chart.stroke(index));
        }
    }

    private static double logarithm(double value, double foot) {
        return Math.log10(Math.max(foot, value));
    }

    /** A power of ten well below the smallest value that is not 0. */
    private static double foot(List<List<Estimate>> curves) {
        double least = curves.stream()
                .flatMap(List::stream)
                .mapToDouble(Estimate::value)
                .filter(value -> value > 0 && Double.isFinite(value))
                .min()
                .orElse(1e-16);
        boolean rounding = curves.stream()
                .flatMap(List::stream)
                .mapToDouble(Estimate::value)
                .allMatch(value -> value < ROUNDING);
        return Math.max(
                rounding ? LEAST_FOOT_OF_ROUNDING : LEAST_FOOT, Math.pow(10, Math.floor(Math.log10(least)) - 1));
    }

    private static double top(List<List<Estimate>> curves, double foot) {
        double most = curves.stream()
                .flatMap(List::stream)
                .mapToDouble(Estimate::high)
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        return Math.max(foot * 100, Math.pow(10, Math.ceil(Math.log10(Math.max(most, foot)))));
    }
}
