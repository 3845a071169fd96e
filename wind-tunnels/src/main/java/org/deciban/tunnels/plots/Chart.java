package org.deciban.tunnels.plots;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.deciban.tunnels.meters.Estimate;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The look that all charts have in common. */
final class Chart {
    static final Color EXACT = Color.BLACK;

    /** Of Okabe and Ito, told apart by the colour-blind. */
    private static final List<Color> MODELS = List.of(
            new Color(0x0072B2),
            new Color(0xD55E00),
            new Color(0x009E73),
            new Color(0xCC79A7),
            new Color(0xE69F00),
            new Color(0x56B4E9));

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 620;
    private static final int BAND_ALPHA = 50;

    private Chart() {}

    static Color model(int index) {
        return MODELS.get(index % MODELS.size());
    }

    /** A model on top of others that may be equal to it is drawn with another line. */
    static BasicStroke stroke(int index) {
        float[][] dashes = {{1, 0}, {10, 6}, {3, 5}, {12, 5, 3, 5}};
        return new BasicStroke(2.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes[index % dashes.length], 0);
    }

    static XYChart of(String title, String x, String y) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        Font words = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
        chart.getStyler()
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 16))
                .setChartTitleBoxVisible(false)
                .setChartTitlePadding(12)
                .setLegendFont(words)
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal)
                .setLegendBorderColor(Color.WHITE)
                .setLegendSeriesLineLength(36);
        chart.getStyler()
                .setAxisTitleFont(words)
                .setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12))
                .setYAxisLabelAlignment(TextAlignment.Right)
                .setPlotGridLinesColor(new Color(0xE0E0E0))
                .setXAxisDecimalPattern("0")
                .setLocale(Locale.ROOT);
        return chart;
    }

    /** A line. */
    static XYSeries line(XYChart chart, String name, double[] x, double[] y, Color color, BasicStroke stroke) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setMarker(SeriesMarkers.NONE).setLineColor(color).setLineStyle(stroke);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
        return series;
    }

    /** What the intervals of a line cover, without a line in the legend. */
    static void band(XYChart chart, String name, double[] x, List<Estimate> estimates, Color color) {
        int n = x.length;
        double[] outlineX = new double[2 * n];
        double[] outlineY = new double[2 * n];
        for (int i = 0; i < n; i++) {
            outlineX[i] = x[i];
            outlineX[2 * n - 1 - i] = x[i];
            outlineY[i] = estimates.get(i).low();
            outlineY[2 * n - 1 - i] = estimates.get(i).high();
        }
        XYSeries series = chart.addSeries(name + " interval", outlineX, outlineY);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        Color translucent = new Color(color.getRed(), color.getGreen(), color.getBlue(), BAND_ALPHA);
        series.setMarker(SeriesMarkers.NONE).setLineColor(new Color(0, 0, 0, 0));
        series.setFillColor(translucent);
        series.setShowInLegend(false);
    }

    /**
     * Writes a PNG.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    static void write(XYChart chart, Path file) {
        try {
            Files.write(file, ChartEncoder.getBytes(chart, "png"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
