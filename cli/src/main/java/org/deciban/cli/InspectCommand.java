package org.deciban.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.deciban.cli.InspectReport.Compiled;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompileBudgetException;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.Construction;
import org.deciban.compiler.IntermediateModel;
import org.deciban.compiler.ModelDiagram;
import org.deciban.compiler.TreeShape;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Topology;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.folded.FoldReport;
import org.deciban.transformer.folded.FoldedEngine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deciban inspect}. */
@Command(
        name = "inspect",
        header = "Prints the sizes of a model and of the transformer that it compiles into.",
        description = {
            "",
            "Runs nothing. On a graph with cycles the transformer of its junction tree is shown too where the budget of the"
                    + " other commands allows it. The map of the residual stream is that of the last transformer; it is left"
                    + " out where that is too large to build.",
            "",
            "--json prints one object with the keys model, graph and transformers. --explain, --dot and --mermaid show the"
                    + " transformer that infer runs; the sink and heads in which a token looks at itself are not drawn."
        },
        footer = {
            "",
            "Examples:",
            "  deciban inspect asia.bif",
            "  deciban inspect asia.bif --json",
            "  deciban inspect asia.bif --fold",
            "  deciban inspect asia.bif --dot"
        })
final class InspectCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private ModelArgument model = new ModelArgument();

    @ArgGroup
    private Form form = new Form();

    @Option(
            names = "--nodes",
            paramLabel = "N",
            converter = WholeNumbers.Nodes.class,
            description = "The most nodes of a diagram of --explain; a larger model is drawn coarser. Default: 200.")
    private int nodes = 200;

    @Option(
            names = "--tree",
            paramLabel = "T",
            converter = Words.Trees.class,
            completionCandidates = Words.Trees.class,
            description = "Which tree exactness is had from: narrow or shallow, as for infer. Default: narrow.")
    private TreeShape tree = TreeShape.NARROW;

    @Option(
            names = "--construction",
            paramLabel = "C",
            converter = Words.Constructions.class,
            completionCandidates = Words.Constructions.class,
            description = "How the transformer is built: rows, log-odds or scan, as for infer. Default: rows.")
    private Construction construction = Construction.ROWS;

    @Option(
            names = "--fold",
            description =
                    "Fold the transformers too, as the folded engine does, and print what was found constant, zero or"
                            + " unread. It takes seconds on models of 100,000 tokens.")
    private boolean fold;

    /** What is printed in place of sizes as text. */
    private static final class Form {
        @Option(names = "--json", description = "Print one JSON object.")
        private boolean json;

        @Option(
                names = "--explain",
                description = "Print what every token, dimension, head and hidden unit of the transformer is for.")
        private boolean explain;

        @Option(names = "--dot", description = "The same as a diagram in Graphviz DOT.")
        private boolean dot;

        @Option(names = "--mermaid", description = "The same as a diagram in Mermaid.")
        private boolean mermaid;
    }

    InspectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        FactorGraph graph = model.read();
        if (form.explain || form.dot || form.mermaid) {
            console.out().print(diagram(graph));
            return ExitCode.GOOD;
        }
        InspectReport report = new InspectReport(
                model.name(),
                graph,
                Topology.of(graph),
                new Progress(console).watch("planning", () -> compiled(graph)));
        if (form.json) {
            report.printJson(console.out());
        } else {
            InspectText.print(console.out(), report);
        }
        return ExitCode.GOOD;
    }

    /** Of the transformer that {@code infer} runs. */
    private String diagram(FactorGraph graph) {
        ModelDiagram diagram = ModelDiagram.of(BpCompiler.compile(graph, undecided()), nodes);
        return form.dot ? diagram.toDot() : form.mermaid ? diagram.toMermaid() : diagram.toText();
    }

    private CompilerOptions undecided() {
        return CompilerOptions.auto()
                .withBudget(WorkBudget.DEFAULT.forCompiler(EngineChoice.FOLDED))
                .withConstruction(construction)
                .withTree(tree);
    }

    private List<Compiled> compiled(FactorGraph graph) {
        return Promises.of(graph, undecided()).plans().stream()
                .map(plan -> new Compiled(plan.cost(), residual(plan), fold ? folded(plan) : Optional.empty()))
                .toList();
    }

    private static Optional<FoldReport> folded(IntermediateModel plan) {
        return Optional.of(
                new FoldedEngine().prepare(BpCompiler.compile(plan).program()).report());
    }

    private static Optional<ResidualLayout> residual(IntermediateModel plan) {
        try {
            return Optional.of(BpCompiler.compile(plan).transformer().layout());
        } catch (CompileBudgetException e) {
            return Optional.empty();
        }
    }
}
