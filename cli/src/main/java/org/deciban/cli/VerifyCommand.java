package org.deciban.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CostReport;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.inference.BudgetExceededException;
import org.deciban.proofs.verify.EvidenceSampler;
import org.deciban.proofs.verify.VerificationReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deciban verify}. */
@Command(
        name = "verify",
        header = "Compiles a model into a transformer and checks the transformer against separate programs.",
        description = {
            "",
            "Checks that after every round the forward pass holds what loopy belief propagation on the factor graph holds,"
                    + " and, where the model promises exact posteriors, that it ends at those of the junction tree. Where"
                    + " it promises none, the gap between the two is measured; it belongs to belief propagation and is not"
                    + " a check.",
            "",
            "Without --evidence the sets are the empty one and a few drawn from the model. --json prints one object with the"
                    + " keys model, verdict and checks; then seed, evidenceSets, rounds and gap."
        },
        footer = {
            "",
            "Examples:",
            "  deciban verify asia.bif",
            "  deciban verify polytree.bif --mode exact --samples 20 --seed 7",
            "  deciban verify asia.bif --evidence xray=yes,dysp=no --rounds 5 --json"
        })
final class VerifyCommand implements Callable<Integer> {
    private static final int UNASKED_SAMPLES = 4;

    private final Console console;

    @Mixin
    private ModelArgument model = new ModelArgument();

    @Mixin
    private EvidenceOption evidenceOption = new EvidenceOption();

    @Mixin
    private PropagationOptions propagation = new PropagationOptions();

    @Option(
            names = "--engine",
            paramLabel = "E",
            converter = Words.Engines.class,
            completionCandidates = Words.Engines.class,
            description = "What runs the transformer: ${COMPLETION-CANDIDATES}. Default: dense.")
    private EngineChoice engine = EngineChoice.DENSE;

    @Option(
            names = "--samples",
            paramLabel = "N",
            converter = WholeNumbers.Samples.class,
            description =
                    "Evidence sets to draw from the model, besides that of --evidence. Default: 0 with --evidence, else "
                            + UNASKED_SAMPLES + " or as many as take about a minute.")
    private @Nullable Integer samples;

    @Option(names = "--seed", paramLabel = "N", description = "Of the drawn evidence sets. Default: 1.")
    private long seed = 1;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        FactorGraph graph = model.read();
        Evidence given = evidenceOption.about(graph);
        CostReport cost = BpCompiler.cost(graph, propagation.compilerOptions());
        int drawn = samples != null ? samples : unaskedSamples(cost);
        propagation
                .budget()
                .require(cost, 1 + drawn, "ask for fewer --rounds" + (drawn > 0 ? " or fewer --samples" : ""));
        Progress progress = new Progress(console);
        new Reference(graph, given, progress).requirePossibleEvidence();
        List<Evidence> sets = new ArrayList<>(List.of(given));
        sets.addAll(progress.watch("drawing evidence", drawn, step -> draw(graph, drawn, step)));
        CompiledModel compiled = BpCompiler.compile(graph, propagation.compilerOptions());
        VerificationReport checked = progress.watch(
                "forward passes",
                (long) cost.layers() * sets.size(),
                step -> VerificationReport.of(compiled.on(new WatchedEngine(engine.engine(), step)), sets));
        VerifyReport report = new VerifyReport(model.name(), compiled, checked, sets, seed);
        if (json) {
            report.printJson(console.out());
        } else {
            VerifyText.print(console.out(), report);
        }
        return report.exitCode();
    }

    private int unaskedSamples(CostReport cost) {
        return evidenceOption.given() ? 0 : propagation.budget().unaskedSamples(cost, 1, UNASKED_SAMPLES);
    }

    private List<Evidence> draw(FactorGraph graph, int count, Runnable step) {
        List<Evidence> sets = new ArrayList<>();
        try {
            EvidenceSampler sampler = new EvidenceSampler(graph, seed);
            for (int i = 0; i < count; i++) {
                sets.add(sampler.next());
                step.run();
            }
        } catch (BudgetExceededException e) {
            if (samples != null) {
                throw e;
            }
            console.say("no evidence sets are drawn: " + e.getMessage());
        }
        return sets;
    }
}
