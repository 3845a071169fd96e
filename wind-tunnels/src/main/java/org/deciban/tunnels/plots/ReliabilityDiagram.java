package org.deciban.tunnels.plots;

import java.awt.BasicStroke;
import java.awt.Color;
import java.nio.file.Path;
import java.util.List;
import org.deciban.tunnels.meters.Calibration.Bin;
import org.deciban.tunnels.meters.Measurement;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Predicted probability against the exact probability of what it was predicted for, by bin; the diagonal is calibrated. */
public final class ReliabilityDiagram {
    private ReliabilityDiagram() {}

    /**
     * Writes the chart.
     *
     * @param measurements of one sample, at least one
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    public static void write(List<Measurement> measurements, Path file) {
        XYChart chart = Chart.of(
                "Calibration: " + measurements.get(0).sample().task().name(),
                "mean predicted probability of a bin",
                "mean exact probability");
        chart.getStyler()
                .setXAxisMin(0.0)
                .setXAxisMax(1.0)
                .setYAxisMin(0.0)
                .setYAxisMax(1.0)
                .setXAxisDecimalPattern("0.0")
                .setYAxisDecimalPattern("0.0");
        float[] dots = {2, 4};
        Chart.line(
                chart,
                "calibrated",
                new double[] {0, 1},
                new double[] {0, 1},
                Color.GRAY,
                new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dots, 0));
        for (int m = 0; m < measurements.size(); m++) {
            Measurement measured = measurements.get(m);
            List<Bin> bins = measured.calibration().bins().stream()
                    .filter(bin -> bin.count() > 0)
                    .toList();
            XYSeries series = Chart.line(
                    chart,
                    measured.model(),
                    bins.stream().mapToDouble(Bin::predicted).toArray(),
                    bins.stream().mapToDouble(Bin::posterior).toArray(),
                    Chart.model(m),
                    Chart.stroke(m));
            series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(Chart.model(m));
        }
        Chart.write(chart, file);
    }
}
