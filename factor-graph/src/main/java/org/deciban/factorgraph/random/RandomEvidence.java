package org.deciban.factorgraph.random;

import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.inference.JunctionTree;

/** Random evidence that is possible: hard observations are drawn from the model itself. */
public final class RandomEvidence {
    private RandomEvidence() {}

    /**
     * Hard evidence on some variables and soft evidence on some others, drawn without replacement.
     *
     * <p>The hard observations are one joint sample from the model: each is drawn from its posterior given those before, so
     * that together they have positive probability. The likelihoods are uniform in (0, 1), so that they rule nothing out.
     *
     * @throws IllegalArgumentException if the graph has fewer variables than {@code hard + soft}
     * @throws org.deciban.factorgraph.inference.BudgetExceededException if the graph is too wide for a junction tree
     */
    public static Evidence draw(long seed, FactorGraph graph, int hard, int soft) {
        if (!(hard >= 0 && soft >= 0 && hard + soft <= graph.variables().size())) {
            throw new IllegalArgumentException("evidence on " + hard + " + " + soft + " variables of " + graph);
        }
        RandomGenerator random = new Well19937c(seed);
        int[] chosen = Draw.distinct(random, hard + soft, graph.variables().size());
        int[] states = new int[hard];
        for (int i = 0; i < hard; i++) {
            Evidence before = observed(graph, chosen, states, i).build();
            Variable variable = graph.variables().get(chosen[i]);
            double[] posterior = JunctionTree.run(graph, before).marginals().distribution(variable);
            states[i] = sample(posterior, random);
        }
        Evidence.Builder evidence = observed(graph, chosen, states, hard);
        for (int i = hard; i < chosen.length; i++) {
            Variable variable = graph.variables().get(chosen[i]);
            double[] likelihood = new double[variable.cardinality()];
            for (int s = 0; s < likelihood.length; s++) {
                likelihood[s] = 1 - random.nextDouble();
            }
            evidence.likelihood(variable, likelihood);
        }
        return evidence.build();
    }

    private static Evidence.Builder observed(FactorGraph graph, int[] chosen, int[] states, int count) {
        Evidence.Builder evidence = graph.evidence();
        for (int i = 0; i < count; i++) {
            evidence.observe(graph.variables().get(chosen[i]), states[i]);
        }
        return evidence;
    }

    /** A state of positive probability, even where rounding leaves the sum below one. */
    private static int sample(double[] distribution, RandomGenerator random) {
        double left = random.nextDouble();
        int last = 0;
        for (int s = 0; s < distribution.length; s++) {
            if (distribution[s] > 0) {
                last = s;
                left -= distribution[s];
                if (left < 0) {
                    return s;
                }
            }
        }
        return last;
    }
}
