package org.deciban.examples.hallucination;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Curves side by side, as a PNG. */
final class Plot {
    private Plot() {}

    static void write(List<FaultCurve> curves, Path file) throws IOException {
        List<XYChart> charts = curves.stream().map(Plot::chart).toList();
        BitmapEncoder.saveBitmap(charts, 1, charts.size(), file.toString(), BitmapFormat.PNG);
    }

    /** The axis of sizes is drawn by hand as logarithms: that of the library writes every power, one over the other. */
    private static XYChart chart(FaultCurve curve) {
        XYChart chart = new XYChartBuilder()
                .width(400)
                .height(380)
                .theme(ChartTheme.XChart)
                .xAxisTitle(curve.size())
                .build();
        chart.getStyler()
                .setXAxisTickLabelsFormattingFunction(exponent -> FaultCurve.written(Math.pow(curve.base(), exponent)))
                .setYAxisMin(0.0)
                .setYAxisMax(1.0);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        add(chart, "largest |belief − posterior|", curve, FaultCurve.Point::falseConfidence);
        add(chart, "confidence in a wrong answer", curve, FaultCurve.Point::wrong);
        add(chart, "share that refuses", curve, FaultCurve.Point::refused);
        return chart;
    }

    private static void add(XYChart chart, String name, FaultCurve curve, ToDoubleFunction<FaultCurve.Point> y) {
        double[] exponents = curve.points().stream()
                .mapToDouble(point -> Math.log(point.size()) / Math.log(curve.base()))
                .toArray();
        double[] values = curve.points().stream().mapToDouble(y).toArray();
        chart.addSeries(name, exponents, values);
    }
}
