package org.deciban.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.deciban.cli.TunnelReport.ModelTables;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.learned.LearnedModel;
import org.deciban.tunnels.learned.ModelKind;
import org.deciban.tunnels.learned.Trainer;
import org.deciban.tunnels.learned.TrainingDefaults.Plan;
import org.deciban.tunnels.meters.Bootstrap;
import org.deciban.tunnels.meters.Measurement;
import org.deciban.tunnels.meters.Sample;
import org.deciban.tunnels.meters.WindTunnel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deciban tunnel}. */
@Command(
        name = "tunnel",
        header = "Measures sequence models against a posterior that is known at every position.",
        description = {
            "",
            "Sequences of the task are drawn, the exact posterior is computed wherever a model is asked, and each model is held"
                    + " against it: KL divergence, total variation and entropy error at every position, calibration, and beside"
                    + " them the meter of the literature, whose errors cancel. Intervals are a bootstrap over sequences.",
            "",
            "A constructed model claims to be exact: if it is off by more than --tolerance anywhere, the exit status is 1.",
            "",
            "--json prints one object with the keys task, sequences, seed, tokens, positions, log2Hypotheses, tolerance,"
                    + " asClaimed, models, comparisons, tables, published and notes."
        },
        footer = {
            "",
            "Examples:",
            "  deciban tunnel hmm --model constructed --length 50",
            "  deciban tunnel bijection --plot charts",
            "  deciban tunnel two-variables --seeds 5",
            "  deciban tunnel bijection --model examples/tunnels/counting.onnx",
            "  deciban tunnel hmm --train transformer,mlp --steps 2000 --save models"
        })
final class TunnelCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private TunnelTask taskOption = new TunnelTask();

    @Mixin
    private TunnelModels models = new TunnelModels();

    @Mixin
    private TunnelTraining training = new TunnelTraining();

    @Option(
            names = "--sequences",
            paramLabel = "N",
            converter = WholeNumbers.Samples.class,
            description = "Sequences to measure on. Default: ${DEFAULT-VALUE}.",
            defaultValue = "200")
    private int sequences;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of the sequences, of training and of the bootstrap. Default: 1.")
    private long seed = 1;

    @Option(
            names = "--tolerance",
            paramLabel = "BITS",
            description = "What a constructed model may be off by, by any meter at any position. Default: 1e-12.")
    private double tolerance = 1e-12;

    @Option(
            names = "--probes",
            description = {
                "Look inside models that show it: keys, attention, residual stream, entropy axis; and how these came about,"
                        + " where --save left checkpoints beside a model."
            })
    private boolean probes;

    @Option(
            names = "--ablations",
            description =
                    "Measure again without each layer, each head and late attention, with names permuted, and at other lengths.")
    private boolean ablations;

    @Option(
            names = "--plot",
            paramLabel = "DIR",
            description =
                    "Write PNG charts there: entropy and errors by position, calibration, residual streams by entropy.")
    private @Nullable Path plot;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    TunnelCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (sequences < 1) {
            throw new BadInputException("--sequences is 0, and at least one must be drawn");
        }
        if (!(tolerance >= 0)) {
            throw new BadInputException("--tolerance is " + tolerance + ", and must be at least 0");
        }
        List<ModelKind> kinds = training.kinds(taskOption.name(), models.areNamed());
        TunnelSize size = taskOption.size(!kinds.isEmpty());
        AnalyticTask task = taskOption.task(size);
        Plan plan = size.plan(task);
        if (plot != null) {
            TunnelPlots.requireFolder(plot);
        }
        Sample sample = Sample.draw(task, sequences, seed);
        List<TunnelSubject> subjects = new ArrayList<>(models.open(task));
        List<ModelTables> overSeeds = new ArrayList<>();
        Map<ModelKind, List<LearnedModel>> trained = train(task, plan, kinds);
        for (ModelKind kind : kinds) {
            List<LearnedModel> learned = trained.get(kind);
            subjects.add(TunnelSubject.learned(learned.get(0), training.checkpoints(kind)));
            if (learned.size() > 1) {
                overSeeds.add(new ModelTables(kind.label(), TunnelSeeds.tables(task, learned, sample)));
            }
        }
        List<TunnelReport.Result> results = new ArrayList<>();
        for (TunnelSubject subject : subjects) {
            results.add(new TunnelReport.Result(subject, measure(subject, sample)));
        }
        List<ModelTables> tables = new ArrayList<>(overSeeds);
        TunnelInside inside = new TunnelInside(console, task, taskOption.lengths(size));
        for (TunnelSubject subject : subjects) {
            if (probes) {
                tables.add(inside.probes(subject));
            }
            if (ablations) {
                tables.add(inside.ablations(subject));
            }
        }
        TunnelReport report = new TunnelReport(sample, tolerance, results, tables, notes(kinds));
        if (plot != null) {
            TunnelPlots.write(report, plot);
        }
        if (json) {
            TunnelJson.print(console.out(), report);
        } else {
            TunnelText.print(console.out(), report);
        }
        return report.isAsClaimed() ? ExitCode.GOOD : ExitCode.REFUTED;
    }

    private Map<ModelKind, List<LearnedModel>> train(AnalyticTask task, Plan plan, List<ModelKind> kinds) {
        if (kinds.isEmpty()) {
            return Map.of();
        }
        int seeds = training.seeds(task);
        String labels = kinds.stream().map(ModelKind::label).collect(Collectors.joining(", "));
        return new Progress(console)
                .watch(
                        "training " + labels + (seeds == 1 ? "" : ", " + seeds + " seeds"),
                        (long) kinds.size() * seeds * training.steps(plan),
                        step -> training.train(task, plan, kinds, seed, step));
    }

    private Measurement measure(TunnelSubject subject, Sample sample) {
        Bootstrap bootstrap = new Bootstrap(Bootstrap.STANDARD.replicates(), seed, Bootstrap.STANDARD.level());
        try {
            return new Progress(console)
                    .watch(
                            "measuring " + subject.model().name(),
                            sample.size(),
                            step -> WindTunnel.measure(subject.model(), sample, bootstrap, step));
        } catch (IllegalArgumentException e) {
            // What a model says of sequences that it does not take.
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }

    private List<String> notes(List<ModelKind> kinds) {
        return kinds.isEmpty() && !models.areNamed() && !Trainer.isPresent()
                ? List.of(TunnelReport.CANNOT_TRAIN)
                : List.of();
    }
}
