package org.deciban.examples.quickstart;

import static org.deciban.proofs.verify.Verifier.verifyThat;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.proofs.verify.Tolerance;
import org.deciban.proofs.verify.Verdict;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Subspace;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;

/** Somebody came in with muddy shoes: did it rain? */
public final class Quickstart {
    private Quickstart() {}

    /** Tells the story. */
    public static void main(String[] arguments) {
        tell(System.out);
    }

    static void tell(PrintStream out) {
        FactorGraph graph = FactorGraph.builder()
                .variable("rain", "no", "yes")
                .variable("grass", "dry", "wet")
                .variable("shoes", "clean", "muddy")
                .conditional("rain", List.of(), 0.8, 0.2)
                .conditional("grass", List.of("rain"), 0.9, 0.1, 0.2, 0.8)
                .conditional("shoes", List.of("grass"), 0.95, 0.05, 0.3, 0.7)
                .build();
        Evidence evidence = graph.evidence().observe("shoes", "muddy").build();

        CompiledModel model = BpCompiler.compile(graph, CompilerOptions.exact());
        Marginals posterior = model.infer(evidence);
        Verdict verdict = verifyThat(model).given(evidence).matchesExactPosterior(Tolerance.ROUNDING);

        out.printf(
                Locale.ROOT,
                "P(rain=yes) = %.6f%n",
                model.infer(Evidence.none()).probability("rain", "yes"));
        out.printf(Locale.ROOT, "P(rain=yes | shoes=muddy) = %.6f%n", posterior.probability("rain", "yes"));
        out.println("transformer = exact posterior: " + verdict.word());
        traceTheNews(model, evidence, out);
    }

    /** Reads one message off the residual stream, layer by layer, by the names of its token and of its subspace. */
    private static void traceTheNews(CompiledModel model, Evidence evidence, PrintStream out) {
        String name = "message P(grass | rain) → rain";
        int token = IntStream.range(0, model.tokens().rows())
                .filter(t -> model.describeToken(t).equals(name))
                .findFirst()
                .orElseThrow();
        Subspace message = model.transformer().layout().subspace("message");
        ForwardTrace trace = model.trace(evidence);
        out.println(name);
        for (int layer = 0; layer < model.transformer().layers().size(); layer++) {
            Matrix stream = trace.get(HookPoint.residual(layer, Site.RESID_POST));
            out.printf(
                    Locale.ROOT,
                    "  after layer %d (%s): rain=no %.6f, rain=yes %.6f%n",
                    layer,
                    model.transformer().layers().get(layer).name(),
                    Math.exp(stream.get(token, message.at(0))),
                    Math.exp(stream.get(token, message.at(1))));
        }
    }
}
