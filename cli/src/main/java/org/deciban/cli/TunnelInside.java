package org.deciban.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.deciban.cli.TunnelReport.ModelTables;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.ObservableModel;
import org.deciban.tunnels.SequenceModel;
import org.deciban.tunnels.ablations.AblationOptions;
import org.deciban.tunnels.ablations.AblationReport;
import org.deciban.tunnels.ablations.LengthGeneralisation;
import org.deciban.tunnels.learned.LearnedModel;
import org.deciban.tunnels.learned.LearnedWeights;
import org.deciban.tunnels.probes.FramePrecision;
import org.deciban.tunnels.probes.FramePrecision.Checkpoint;
import org.deciban.tunnels.probes.ProbeOptions;
import org.deciban.tunnels.probes.ProbeReport;
import org.deciban.tunnels.results.ResultTable;

/**
 * What is found inside models of a task.
 *
 * @param lengths the task at several lengths
 */
record TunnelInside(Console console, AnalyticTask task, List<AnalyticTask> lengths) {
    /** What one report may take; that of a deep model would take hours. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private static final Pattern CHECKPOINT = Pattern.compile("step-(\\d+)\\.safetensors");

    /** Keys, attention, residual stream and entropy axis of a model that shows them; none of one that does not. */
    ModelTables probes(TunnelSubject subject) {
        List<ResultTable> tables = new ArrayList<>();
        if (subject.model() instanceof ObservableModel model) {
            Duration expected = ProbeReport.expected(task, model, ProbeOptions.DEFAULT);
            tables.addAll(looked(
                    "probing",
                    model,
                    expected,
                    () -> ProbeReport.of(task, model, ProbeOptions.DEFAULT).tables()));
            // An MLP and an LSTM have no attention whose frame could settle.
            List<Checkpoint> checkpoints = hasAttention(model) ? checkpoints(subject) : List.of();
            if (checkpoints.size() >= 2) {
                tables.addAll(looked(
                        "following the training of",
                        model,
                        expected.multipliedBy(checkpoints.size()),
                        () -> List.of(FramePrecision.of(task, checkpoints, ProbeOptions.DEFAULT)
                                .table())));
            }
        }
        return new ModelTables(subject.model().name(), tables);
    }

    private static boolean hasAttention(ObservableModel model) {
        return model.layers() > 0 && model.heads(0) > 0;
    }

    private static List<Checkpoint> checkpoints(TunnelSubject subject) {
        if (subject.checkpoints().filter(Files::isDirectory).isEmpty()) {
            return List.of();
        }
        List<Checkpoint> checkpoints = new ArrayList<>();
        try (Stream<Path> files = Files.list(subject.checkpoints().get())) {
            for (Path file : files.toList()) {
                Matcher name = CHECKPOINT.matcher(file.getFileName().toString());
                if (name.matches()) {
                    LearnedModel model = new LearnedModel(LearnedWeights.read(file));
                    checkpoints.add(new Checkpoint(Long.parseLong(name.group(1)), model));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        checkpoints.sort(Comparator.comparingLong(Checkpoint::step));
        return checkpoints;
    }

    /** A model without its parts, with names permuted, and, if it was not constructed for one length, at others. */
    ModelTables ablations(TunnelSubject subject) {
        SequenceModel model = subject.model();
        Duration expected = AblationReport.expected(task, model, AblationOptions.DEFAULT);
        List<ResultTable> tables = new ArrayList<>(looked(
                "ablating",
                model,
                expected,
                () -> AblationReport.of(task, model, AblationOptions.DEFAULT).tables()));
        if (subject.kind() != TunnelSubject.Kind.CONSTRUCTED && lengths.size() > 1) {
            tables.addAll(looked(
                    "changing the length for",
                    model,
                    Duration.ZERO,
                    () -> List.of(LengthGeneralisation.of(model, task.maximumLength(), lengths, AblationOptions.DEFAULT)
                            .table())));
        }
        return new ModelTables(model.name(), tables);
    }

    /** The tables, or instead of work that would take too long a table that says so. */
    private List<ResultTable> looked(
            String what, SequenceModel model, Duration expected, Supplier<List<ResultTable>> work) {
        if (expected.compareTo(LONGEST) <= 0) {
            return new Progress(console).watch(what + " " + model.name(), work);
        }
        return List.of(ResultTable.of("Left out: " + what + " " + model.name(), "expected minutes", "at most")
                .row((double) expected.toMinutes(), (double) LONGEST.toMinutes())
                .note("Maybe a shorter or smaller task?")
                .build());
    }
}
