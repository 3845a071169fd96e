package org.deciban.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deciban.tunnels.ObservableModel;
import org.deciban.tunnels.meters.Measurement;
import org.deciban.tunnels.meters.Meter;
import org.deciban.tunnels.plots.EntropyStaircase;
import org.deciban.tunnels.plots.ErrorByPosition;
import org.deciban.tunnels.plots.ManifoldPlot;
import org.deciban.tunnels.plots.ReliabilityDiagram;

/** The charts of a report. */
final class TunnelPlots {
    private TunnelPlots() {}

    /** Makes a folder if it is missing, before any work is done. */
    static void requireFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder " + folder + ": " + e.getMessage(), e);
        }
    }

    static void write(TunnelReport report, Path folder) {
        // Charts are drawn in memory, where there is no display.
        System.setProperty("java.awt.headless", "true");
        List<Measurement> measured =
                report.results().stream().map(TunnelReport.Result::measured).toList();
        if (measured.isEmpty()) {
            return;
        }
        String task = report.sample().task().name();
        EntropyStaircase.write(measured, folder.resolve(task + "-entropy.png"));
        ErrorByPosition.write(measured, Meter.KULLBACK_LEIBLER, folder.resolve(task + "-kl.png"));
        ErrorByPosition.write(measured, Meter.ENTROPY_ERROR, folder.resolve(task + "-entropy-error.png"));
        ReliabilityDiagram.write(measured, folder.resolve(task + "-calibration.png"));
        for (TunnelReport.Result result : report.results()) {
            if (result.subject().model() instanceof ObservableModel model) {
                ManifoldPlot.write(
                        model, report.sample(), folder.resolve(task + "-manifold-" + fileName(result.name()) + ".png"));
            }
        }
    }

    private static String fileName(String model) {
        return model.replaceAll("[^A-Za-z0-9]+", "-");
    }
}
