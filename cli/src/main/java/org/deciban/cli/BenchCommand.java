package org.deciban.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.FactorGraph;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deciban bench}. */
@Command(
        name = "bench",
        header = "Times the engines on the transformer of loopy belief propagation on a model.",
        description = {
            "",
            "The unit is nanoseconds per (factor, variable) edge and round: one message in each direction. It is the difference"
                    + " of a long and a short run, read after the last layer, the fastest of several tries; of a processor's"
                    + " time where one thread works, else of a clock's. Belief propagation without a transformer (one thread,"
                    + " messages as probabilities) is timed by turns with each engine.",
            "",
            "Evidence sets per second count whole answers, one after the other and in batches of 1,024 or as many as take some"
                    + " seconds. Engines that would take longer than a few seconds for an answer are left out, with a line.",
            "",
            "--json prints one object with the keys model, unit, edges, transformer, processors, compileSeconds,"
                    + " beliefPropagation, engines and leftOut."
        },
        footer = {"", "Examples:", "  deciban bench asia.bif", "  deciban bench alarm.bif --engine folded --json"})
final class BenchCommand implements Callable<Integer> {
    /** Attention weights of an answer of a dense engine: about three seconds. */
    private static final double MOST_WEIGHTS = 3e8;

    private final Console console;

    @Mixin
    private ModelArgument model = new ModelArgument();

    @Mixin
    private EngineOption engineOption = new EngineOption();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    BenchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        FactorGraph graph = model.read();
        BenchReport report = new Progress(console).watch("measuring", () -> measure(graph));
        if (json) {
            report.printJson(console.out());
        } else {
            report.printText(console.out());
        }
        return ExitCode.GOOD;
    }

    private BenchReport measure(FactorGraph graph) {
        CompilerOptions options =
                CompilerOptions.loopy().withBudget(WorkBudget.DEFAULT.forCompiler(EngineChoice.FOLDED));
        List<BenchSubject> compiled = new ArrayList<>();
        double compile = Clock.WALL.seconds(() -> compiled.add(BenchSubject.of(graph, options)));
        BenchSubject subject = compiled.get(0);
        EngineBench bench = new EngineBench(subject, subject.model().rounds());
        Sizes sizes = Sizes.of(subject.model());
        List<EngineTimes> times = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (EngineChoice engine : engines()) {
            Optional<String> why = whyNot(engine, sizes);
            if (why.isEmpty()) {
                try {
                    times.add(time(bench, engine));
                } catch (BadInputException e) {
                    if (engineOption.asked().isPresent()) {
                        throw e;
                    }
                    // Native code that is not there for this machine, or was not built in.
                    why = Optional.of(String.valueOf(e.getMessage()));
                }
            }
            why.ifPresent(reason -> leftOut.add(Words.of(engine) + ": " + reason));
        }
        return new BenchReport(
                model.name(), graph, subject.model().cost(), compile, bench.propagation(), times, leftOut);
    }

    private static EngineTimes time(EngineBench bench, EngineChoice engine) {
        try {
            return bench.time(engine);
        } catch (IllegalStateException e) {
            throw engine.isUnavailable(e) ? new BadInputException(String.valueOf(e.getMessage())) : e;
        }
    }

    private List<EngineChoice> engines() {
        return engineOption.asked().map(List::of).orElse(Arrays.asList(EngineChoice.values()));
    }

    /** What somebody asked for is timed however long it takes, within the budget of the other commands. */
    private Optional<String> whyNot(EngineChoice engine, Sizes sizes) {
        if (engineOption.asked().isPresent()) {
            WorkBudget.DEFAULT.require(engine, List.of(sizes), 1, "ask for --engine folded");
            return Optional.empty();
        }
        double weights = sizes.attentionWeights();
        return engine.isDense() && weights > MOST_WEIGHTS
                ? Optional.of("an answer takes " + Numbers.brief(weights) + " attention weights, more than "
                        + Numbers.brief(MOST_WEIGHTS) + ". Maybe ask for --engine " + Words.of(engine) + "?")
                : Optional.empty();
    }
}
