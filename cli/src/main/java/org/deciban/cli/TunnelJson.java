package org.deciban.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.deciban.cli.TunnelReport.Comparison;
import org.deciban.cli.TunnelReport.ModelTables;
import org.deciban.cli.TunnelReport.Result;
import org.deciban.tunnels.meters.Calibration;
import org.deciban.tunnels.meters.Estimate;
import org.deciban.tunnels.meters.Measurement;
import org.deciban.tunnels.meters.Meter;
import org.deciban.tunnels.meters.PublishedMeter;
import org.deciban.tunnels.meters.PublishedValues;
import org.deciban.tunnels.meters.PublishedValues.PublishedValue;
import org.deciban.tunnels.meters.Sample;
import org.deciban.tunnels.meters.Summary;
import org.deciban.tunnels.results.ResultTable;

/** A wind tunnel as JSON. What is infinite is null, beside its count. */
final class TunnelJson {
    private TunnelJson() {}

    static void print(PrintStream out, TunnelReport report) {
        Json.print(out, json -> new Writer(json).write(report));
    }

    private record Writer(Json json) {
        void write(TunnelReport report) throws IOException {
            Sample sample = report.sample();
            json.text("task", sample.task().name());
            json.count("sequences", sample.size());
            json.count("seed", sample.seed());
            json.count("tokens", sample.sequences().get(0).tokens().length());
            json.count("positions", sample.sequences().get(0).positions().length);
            json.number("log2Hypotheses", sample.task().log2Hypotheses());
            json.number("tolerance", report.tolerance());
            json.flag("asClaimed", report.isAsClaimed());
            json.array("models", () -> {
                for (Result result : report.results()) {
                    json.object(() -> result(report, result));
                }
            });
            json.array("comparisons", () -> {
                for (Comparison comparison : report.comparisons()) {
                    json.object(() -> comparison(comparison));
                }
            });
            json.array("tables", () -> {
                for (ModelTables tables : report.tables()) {
                    for (ResultTable table : tables.tables()) {
                        json.object(() -> table(tables.model(), table));
                    }
                }
            });
            published(report.published());
            json.array("notes", () -> {
                for (String note : report.notes()) {
                    json.text(note);
                }
                json.text(PublishedMeter.NOTE);
            });
        }

        private void result(TunnelReport report, Result result) throws IOException {
            Measurement measured = result.measured();
            json.text("name", result.name());
            json.text("kind", Words.of(result.subject().kind()));
            json.flag("claimsExact", result.subject().claimsExact());
            json.flag("withinTolerance", measured.isWithin(report.tolerance()));
            for (Meter meter : Meter.values()) {
                json.object(meter.key(), () -> summary(measured, measured.summary(meter)));
            }
            json.object("publishedMeter", () -> {
                estimate(measured.published());
                published(report.published(result));
            });
            json.object("calibration", () -> calibration(measured.calibration()));
            curve("exactEntropy", measured.exactEntropy());
            curve("modelEntropy", measured.modelEntropy());
        }

        private void summary(Measurement measured, Summary summary) throws IOException {
            json.text("unit", summary.meter().unit());
            estimate(summary.mean());
            json.number("maximum", summary.maximum());
            json.object("worst", () -> {
                json.count("sequence", summary.worst().sequence());
                json.count("position", summary.worst().position());
            });
            json.count("infinite", summary.infinite());
            json.number("finiteMean", summary.finiteMean());
            curve("byPosition", measured.byIndex(summary.meter()));
        }

        private void estimate(Estimate estimate) throws IOException {
            json.number("mean", estimate.value());
            json.number("low", estimate.low());
            json.number("high", estimate.high());
        }

        private void curve(String key, List<Estimate> curve) throws IOException {
            json.array(key, () -> {
                for (Estimate estimate : curve) {
                    json.object(() -> estimate(estimate));
                }
            });
        }

        private void calibration(Calibration calibration) throws IOException {
            json.number("errorAgainstPosterior", calibration.errorAgainstPosterior());
            json.number("errorAgainstLabels", calibration.errorAgainstLabels());
            json.array("bins", () -> {
                for (Calibration.Bin bin : calibration.bins()) {
                    json.object(() -> {
                        json.number("low", bin.low());
                        json.number("high", bin.high());
                        json.count("count", bin.count());
                        json.number("predicted", bin.predicted());
                        json.number("frequency", bin.frequency());
                        json.number("posterior", bin.posterior());
                    });
                }
            });
        }

        private void comparison(Comparison comparison) throws IOException {
            json.text("closer", comparison.closer());
            json.text("than", comparison.than());
            json.text("meter", comparison.meter().map(Meter::key).orElse("publishedMeter"));
            json.number("times", comparison.times().value());
            json.number("low", comparison.times().low());
            json.number("high", comparison.times().high());
        }

        private void table(String model, ResultTable table) throws IOException {
            json.text("model", model);
            TableJson.write(json, table);
        }

        private void published(List<PublishedValue> published) throws IOException {
            json.array("published", () -> {
                for (PublishedValue value : published) {
                    json.object(() -> {
                        json.text("model", value.model());
                        json.text("size", PublishedValues.size(value.task()));
                        json.count("length", value.steps());
                        json.number("bits", value.bits());
                        json.text("source", value.source());
                    });
                }
            });
        }
    }
}
