package org.deciban.cli;

import java.util.ArrayList;
import java.util.List;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.inference.JunctionTree;
import org.deciban.proofs.verify.EvidenceSampler;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The evidence sets that are drawn from the model. */
final class SampleOptions {
    private static final int UNASKED = 4;

    /** Cells of junction trees that are worked through to draw what nobody asked for: about five seconds. */
    private static final double UNASKED_CELLS = 2e8;

    @Option(
            names = "--samples",
            paramLabel = "N",
            converter = WholeNumbers.Samples.class,
            description =
                    "Evidence sets to draw from the model, besides that of --evidence. Default: 0 with --evidence, else "
                            + UNASKED + " or as many as take seconds.")
    private @Nullable Integer samples;

    @Option(names = "--seed", paramLabel = "N", description = "Of the drawn evidence sets. Default: 1.")
    private long seed = 1;

    long seed() {
        return seed;
    }

    /**
     * The number of sets to draw.
     *
     * @param notTried is told where fewer are drawn than usual
     */
    int count(
            FactorGraph graph,
            boolean evidenceGiven,
            WorkBudget budget,
            EngineChoice engine,
            List<Sizes> models,
            List<String> notTried) {
        if (samples != null) {
            return samples;
        }
        if (evidenceGiven) {
            return 0;
        }
        double cells = JunctionTree.of(graph, Evidence.none()).cells().doubleValue();
        int most = (int) Math.min(UNASKED, Math.floor(UNASKED_CELLS / (cells * EvidenceSampler.MOST_RUNS)));
        int count = budget.unaskedSamples(engine, models, most);
        if (count < UNASKED) {
            notTried.add("evidence: " + UNASKED + " drawn sets, of which " + (count == 0 ? "none" : count)
                    + (count == 1 ? " is" : " are") + " within seconds. Maybe ask for --samples " + UNASKED + "?");
        }
        return count;
    }

    /**
     * Draws.
     *
     * @param step is run after each set
     * @throws org.deciban.factorgraph.inference.BudgetExceededException if exact inference is out of reach
     */
    List<Evidence> draw(FactorGraph graph, int count, Runnable step) {
        EvidenceSampler sampler = new EvidenceSampler(graph, seed);
        List<Evidence> sets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sets.add(sampler.next());
            step.run();
        }
        return sets;
    }
}
