package org.deciban.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deciban verify}. */
@Command(
        name = "verify",
        header = "Compiles a model into a transformer and checks the transformer against separate programs.",
        description = {
            "",
            "Two promises can be made. loopy: after every round the forward pass holds what loopy belief propagation on the"
                    + " factor graph holds. exact: it ends at the posteriors of the junction tree; a graph with cycles is"
                    + " compiled from its own junction tree, and then every round is compared with belief propagation on"
                    + " that. Without --mode and --rounds both are checked where the budget allows it. The gap between loopy"
                    + " belief propagation and the exact posterior is measured too; it is no fault of the transformer and"
                    + " not a check. Small transformers are exported and run in ONNX Runtime as well. What was left out is"
                    + " listed as not tried.",
            "",
            "Without --evidence the sets are the empty one and a few drawn from the model. --json prints one object with the"
                    + " keys model, verdict and checks; then seed, evidenceSets, models and gap."
        },
        footer = {
            "",
            "Examples:",
            "  deciban verify asia.bif",
            "  deciban verify polytree.bif --mode exact --samples 20 --seed 7",
            "  deciban verify asia.bif --evidence xray=yes,dysp=no --rounds 5 --json",
            "  deciban verify asia.bif --transformer asia.safetensors",
            "  deciban verify asia.bif --certify --certificate asia.json"
        })
final class VerifyCommand implements Callable<Integer> {
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
    private SampleOptions samples = new SampleOptions();

    @Mixin
    private CertifyOptions certify = new CertifyOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Loaded loaded = model.read(evidenceOption, new QueryOption());
        return loaded.inItsOwnWords(() -> verify(loaded));
    }

    private int verify(Loaded loaded) {
        FactorGraph graph = loaded.graph();
        Evidence given = loaded.evidence();
        Progress progress = new Progress(console);
        List<String> notTried = new ArrayList<>();
        List<Candidate> candidates = progress.watch("planning", () -> candidates(loaded, notTried));
        certify.requireCertifiable(candidates, propagation.given() || transformer.given());
        EngineChoice engine = candidates.get(0).engine(engineOption);
        List<Sizes> sizes = candidates.stream().map(Candidate::sizes).toList();
        int drawn = samples.count(graph, evidenceOption.given(), propagation.budget(), engine, sizes, notTried);
        propagation.budget().require(engine, sizes, 1 + drawn, waysOut(sizes, drawn));
        Optional<OnnxCheck> onnx = beginOnnx(engine, sizes, 1 + drawn, notTried);
        new Reference(graph, given, progress).requirePossibleEvidence();
        List<Evidence> sets = new ArrayList<>(List.of(given));
        sets.addAll(progress.watch("drawing evidence", drawn, step -> samples.draw(graph, drawn, step)));
        long layers = sizes.stream().mapToLong(Sizes::layers).sum();
        VerifyReport checked = progress.watch("forward passes", layers * sets.size(), step -> {
            List<Subject> subjects = candidates.stream()
                    .map(candidate -> Subject.of(candidate, engineOption, step))
                    .toList();
            return VerifyReport.of(
                    model.name(),
                    subjects,
                    sets,
                    samples.seed(),
                    notTried,
                    onnx.filter(this::isThere).isPresent());
        });
        VerifyReport report = certify.asked()
                ? checked.and(progress.watch(
                        "certifying", () -> certify.check(model.name(), checked.subjects(), given, console)))
                : checked;
        if (json) {
            report.printJson(console.out());
        } else {
            VerifyText.print(console.out(), report);
        }
        return report.exitCode();
    }

    /** What to verify: what is asked for, else all that can be promised. */
    private List<Candidate> candidates(Loaded loaded, List<String> notTried) {
        FactorGraph graph = loaded.graph();
        Optional<Candidate> imported = transformer.find(graph, propagation, engineOption);
        if (imported.isPresent()) {
            return List.of(imported.get());
        }
        CompilerOptions asked = propagation.compilerOptions(engineOption.choice());
        boolean decided = propagation.mode().isPresent() || propagation.rounds().isPresent();
        Promises promises = decided ? Promises.decided(graph, asked) : Promises.of(graph, asked);
        if (!decided && loaded.knowledge().isPresent()) {
            promises = promises.exactToo(graph, asked);
        }
        notTried.addAll(promises.notTried());
        return promises.plans().stream().map(Candidate::of).toList();
    }

    /** What runs in ONNX Runtime anyway needs no such check. */
    private static Optional<OnnxCheck> beginOnnx(
            EngineChoice engine, List<Sizes> models, int evidenceSets, List<String> notTried) {
        if (engine == EngineChoice.ONNX) {
            return Optional.empty();
        }
        Optional<String> why = OnnxCheck.whyNot(models, evidenceSets);
        why.ifPresent(notTried::add);
        return why.isPresent() ? Optional.empty() : Optional.of(OnnxCheck.begin());
    }

    private boolean isThere(OnnxCheck check) {
        Optional<String> fault = check.findFault();
        fault.ifPresent(why -> console.say("ONNX Runtime is left out: " + why));
        return fault.isEmpty();
    }

    private static String waysOut(List<Sizes> models, int drawn) {
        return (models.size() > 1 ? "ask for one --mode, for fewer --rounds" : "ask for fewer --rounds")
                + (drawn > 0 ? ", for fewer --samples" : "");
    }
}
