package org.deciban.examples.interventions;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.deciban.compiler.BeliefReach;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.transformer.trace.Edit;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;
import org.deciban.transformer.trace.Interventions;

/** Muddy shoes again: which head keeps the news of the grass from being heard twice? */
public final class MutedHead {
    private MutedHead() {}

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
        CompiledModel model = BpCompiler.compile(graph, CompilerOptions.loopy(3));
        show(out, "as compiled", model.infer(evidence));

        // A head by its name in the model; layer 4 gathers what round 3 starts from.
        HookPoint minus = HookPoint.ofHead(model.transformer(), 4, "minus.0", Site.RESULT);
        Marginals muted = model.infer(evidence, Interventions.zero(minus));
        show(out, "without " + minus, muted);

        // The same for one message alone, and what it must change, told from the graph.
        int token = token(model, "message P(grass | rain) → rain");
        Interventions one = Interventions.at(minus, Edit.zero().onTokens(token));
        show(out, "without it for " + model.describeToken(token), model.infer(evidence, one));
        BeliefReach reach = model.beliefsReachedFrom(minus, Set.of(token)).get(model.rounds());
        out.println("predicted: " + reach);

        // Activation patching: the last message to rain as it is when the shoes are clean.
        HookPoint rows = HookPoint.ofHead(model.transformer(), 5, "rows", Site.RESULT);
        Evidence clean = graph.evidence().observe("shoes", "clean").build();
        ForwardTrace other = model.trace(clean, rows::equals);
        Interventions patch = Interventions.at(rows, Edit.patch(other).onTokens(token));
        show(out, "patched from clean shoes", model.infer(evidence, patch));
    }

    private static int token(CompiledModel model, String description) {
        return IntStream.range(0, model.tokens().rows())
                .filter(t -> model.describeToken(t).equals(description))
                .findFirst()
                .orElseThrow();
    }

    private static void show(PrintStream out, String what, Marginals beliefs) {
        out.printf(
                Locale.ROOT,
                "rain=yes %.6f, grass=wet %.6f  %s%n",
                beliefs.probability("rain", "yes"),
                beliefs.probability("grass", "wet"),
                what);
    }
}
