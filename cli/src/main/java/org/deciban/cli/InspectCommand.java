package org.deciban.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompileBudgetException;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Topology;
import org.deciban.transformer.ResidualLayout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deciban inspect}. */
@Command(
        name = "inspect",
        header = "Prints the sizes of a model and of the transformer that it compiles into.",
        description = {
            "",
            "Runs nothing. The map of the residual stream is left out where the transformer is too large to build.",
            "",
            "--json prints one object with the keys model, graph, transformer and residual."
        },
        footer = {"", "Examples:", "  deciban inspect asia.bif", "  deciban inspect asia.bif --json"})
final class InspectCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private ModelArgument model = new ModelArgument();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    InspectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        FactorGraph graph = model.read();
        Topology topology = Topology.of(graph);
        InspectReport report = new InspectReport(
                model.name(),
                graph,
                topology,
                BpCompiler.cost(graph, CompilerOptions.auto()),
                new Progress(console).watch("compiling", () -> residual(graph)));
        if (json) {
            report.printJson(console.out());
        } else {
            report.printText(console.out());
        }
        return ExitCode.GOOD;
    }

    private static Optional<ResidualLayout> residual(FactorGraph graph) {
        try {
            return Optional.of(BpCompiler.compile(graph, CompilerOptions.auto())
                    .transformer()
                    .layout());
        } catch (CompileBudgetException e) {
            return Optional.empty();
        }
    }
}
