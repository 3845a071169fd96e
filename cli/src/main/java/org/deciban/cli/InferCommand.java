package org.deciban.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.deciban.compiler.Task;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.inference.BeliefPropagationResult;
import org.deciban.proofs.certificates.PosteriorBox;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deciban infer}. */
@Command(
        name = "infer",
        header = "Prints the distribution of every variable given evidence.",
        description = {
            "",
            "The answer says what it is: exact posteriors, or beliefs of loopy belief propagation, which on a graph with"
                    + " cycles are something else. ln P(evidence) is always the exact one, from the junction tree"
                    + " (natural logarithm; tables as the file gives them, never renormalised; likelihoods of soft"
                    + " evidence multiply in; of a model that is no Bayesian network, ln of the sum over all assignments),"
                    + " whatever the method; it is null where the junction tree is over its budget. Evidence of probability zero is an error.",
            "",
            "--json prints one object with the keys model, method, mode (exact or loopy), evidence, logEvidence and"
                    + " posteriors; then rounds, and for a transformer in loopy mode lastChange, for bp converged and"
                    + " residual. With --box the keys are model, box, reached and bounds."
        },
        footer = {
            "",
            "Examples:",
            "  deciban infer asia.bif --evidence xray=yes,dysp=yes --query lung",
            "  deciban infer dating.bif --evidence lonely~0.2:0.9 --json",
            "  deciban infer grid-3x3.bif --method bp --rounds 50",
            "  deciban infer dating.bif --evidence date=true --task map",
            "  deciban infer asia.bif --evidence dysp=yes --box xray=0.6..0.9,0.1 --query lung"
        })
final class InferCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private ModelArgument model = new ModelArgument();

    @Mixin
    private EvidenceOption evidenceOption = new EvidenceOption();

    @Mixin
    private PropagationOptions propagation = new PropagationOptions();

    @Mixin
    private EngineOption engineOption = new EngineOption();

    @Mixin
    private TransformerOption transformer = new TransformerOption();

    @Mixin
    private QueryOption query = new QueryOption();

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            converter = Words.Methods.class,
            completionCandidates = Words.Methods.class,
            description =
                    "${COMPLETION-CANDIDATES}. Default: transformer. bp without --rounds goes on until it converges,"
                            + " for at most 1000 rounds.")
    private Method method = Method.TRANSFORMER;

    @Option(
            names = "--task",
            paramLabel = "T",
            converter = Words.Tasks.class,
            completionCandidates = Words.Tasks.class,
            description =
                    "marginals: the distribution of every variable. map: the states of a most probable joint assignment,"
                            + " by --method transformer or junction-tree. Default: marginals.")
    private Task task = Task.MARGINALS;

    @Mixin
    private BoxOption box = new BoxOption();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    InferCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Loaded loaded = model.read(evidenceOption, query);
        if (loaded.knowledge().isPresent() && method == Method.TRANSFORMER && !transformer.given()) {
            propagation.requireExactness();
        }
        return loaded.inItsOwnWords(() -> answer(loaded));
    }

    private int answer(Loaded loaded) {
        FactorGraph graph = loaded.graph();
        Evidence evidence = loaded.evidence();
        Progress progress = new Progress(console);
        if (box.given()) {
            requireGraph("--box");
            List<Variable> queried = query.variables(graph);
            PosteriorBox bounds = progress.watch("corners of the box", () -> box.bounds(graph, evidence));
            print(
                    out -> box.printJson(out, model.name(), bounds, queried),
                    out -> box.printText(out, model.name(), bounds, queried));
            return ExitCode.GOOD;
        }
        Reference reference = new Reference(graph, evidence, progress);
        Question question = new Question(graph, evidence, propagation, engineOption, transformer, reference, progress);
        EvidenceEcho echo = loaded.echo();
        if (task == Task.MAP) {
            requireGraph("--task map");
            List<Variable> queried = query.variables(graph);
            MapAnswer answer = method.mostProbable(question);
            MapReport report = new MapReport(model.name(), method, graph, echo, reference, answer, queried);
            print(report::printJson, report::printText);
        } else {
            Answer answer = method.answer(question);
            warnIfNotConverged(answer);
            InferReport report = new InferReport(model.name(), method, echo, reference, answer, loaded.targets());
            print(report::printJson, report::printText);
        }
        return ExitCode.GOOD;
    }

    private void requireGraph(String option) {
        if (model.isKnowledge()) {
            throw new BadInputException(
                    option + " asks about variables, and a knowledge base has atoms. Maybe ask without it?");
        }
    }

    private void print(Consumer<PrintStream> asJson, Consumer<PrintStream> asText) {
        (json ? asJson : asText).accept(console.out());
    }

    /** Rounds that were asked for end where they end; a search for a fixed point that found none is a disappointment. */
    private void warnIfNotConverged(Answer answer) {
        BeliefPropagationResult result = answer.propagation();
        if (result != null && !result.converged() && propagation.rounds().isEmpty()) {
            console.say("warning: belief propagation did not converge in " + result.rounds()
                    + " rounds; its beliefs are a state on the way, not a result. Maybe --method junction-tree?");
        }
    }
}
