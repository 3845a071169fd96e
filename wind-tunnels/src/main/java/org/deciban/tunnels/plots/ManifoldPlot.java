package org.deciban.tunnels.plots;

import java.awt.Color;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.ObservableModel;
import org.deciban.tunnels.meters.Divergences;
import org.deciban.tunnels.meters.Sample;
import org.deciban.tunnels.probes.PrincipalComponents;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The residual stream after the last layer where a model is asked, along its first two principal components, coloured by the entropy of
 * the exact posterior, violet for none to yellow for the most. Whether a pattern means anything is for the probes to say.
 */
public final class ManifoldPlot {
    private static final int SHADES = 8;

    /** More would cover each other, and compiled models take a while to be recorded. */
    private static final int MOST_SEQUENCES = 20;

    /** Pixels between ticks, for the streams of compiled models have large numbers. */
    private static final int TICKS = 110;

    private static final int MARKER = 5;

    /** Viridis, from low to high. */
    private static final int[] VIRIDIS = {0x440154, 0x46327E, 0x365C8D, 0x277F8E, 0x1FA187, 0x4AC16D, 0xA0DA39, 0xFDE725
    };

    private ManifoldPlot() {}

    /**
     * Writes the chart.
     *
     * @return whether there was anything to draw: a stream that does not vary has no components
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    public static boolean write(ObservableModel model, Sample sample, Path file) {
        List<double[]> rows = new ArrayList<>();
        List<Double> entropies = new ArrayList<>();
        for (int s = 0; s < Math.min(sample.size(), MOST_SEQUENCES); s++) {
            LabelledSequence sequence = sample.sequences().get(s);
            double[][] residual = model.record(sequence.tokens()).residual(model.layers() - 1);
            int[] positions = sequence.positions();
            for (int index = 0; index < positions.length; index++) {
                rows.add(residual[positions[index]]);
                entropies.add(Divergences.entropy(sample.posterior(s, index)));
            }
        }
        PrincipalComponents components = PrincipalComponents.of(rows.toArray(double[][]::new));
        if (components.variances().length == 0) {
            return false;
        }
        XYChart chart = Chart.of(
                "Residual stream after the last layer of " + model.name() + ": "
                        + sample.task().name(),
                axis("first", components, 0),
                axis("second", components, 1));
        chart.getStyler()
                .setXAxisDecimalPattern("0.##")
                .setYAxisDecimalPattern("0.##")
                .setXAxisTickMarkSpacingHint(TICKS)
                .setMarkerSize(MARKER);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE).setLegendLayout(LegendLayout.Vertical);
        double low = entropies.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double high = entropies.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        for (int shade = 0; shade < SHADES; shade++) {
            draw(chart, rows, entropies, components, low, high, shade);
        }
        Chart.write(chart, file);
        return true;
    }

    private static void draw(
            XYChart chart,
            List<double[]> rows,
            List<Double> entropies,
            PrincipalComponents components,
            double low,
            double high,
            int shade) {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            double place = high > low ? (entropies.get(i) - low) / (high - low) * SHADES : 0;
            if (Math.min(SHADES - 1, (int) place) == shade) {
                points.add(new double[] {
                    components.coordinate(rows.get(i), 0),
                    components.variances().length > 1 ? components.coordinate(rows.get(i), 1) : 0
                });
            }
        }
        if (points.isEmpty()) {
            return;
        }
        double step = (high - low) / SHADES;
        XYSeries series = chart.addSeries(
                String.format(Locale.ROOT, "%.1f to %.1f bits", low + shade * step, low + (shade + 1) * step),
                points.stream().mapToDouble(point -> point[0]).toArray(),
                points.stream().mapToDouble(point -> point[1]).toArray());
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(new Color(VIRIDIS[shade]));
    }

    private static String axis(String which, PrincipalComponents components, int index) {
        double variance = index < components.variances().length ? components.variances()[index] : 0;
        return String.format(
                Locale.ROOT,
                "%s principal component, %.0f %% of the variance",
                which,
                100 * variance / components.totalVariance());
    }
}
