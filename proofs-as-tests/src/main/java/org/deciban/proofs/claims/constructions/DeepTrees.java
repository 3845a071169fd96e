package org.deciban.proofs.claims.constructions;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Topology;
import org.deciban.factorgraph.Variable;
import org.deciban.proofs.generators.Case;

/** Trees in which it takes many rounds until the ends know of each other, so that errors of rounds would add up. */
final class DeepTrees {
    private DeepTrees() {}

    /** 10 to 20 variables of two states, each joined to one of the two before it; table entries {@code e^(3·N(0,1))}. */
    static Case draw(Random random) {
        FactorGraph.Builder builder = FactorGraph.builder();
        List<Variable> variables = new ArrayList<>();
        int count = 10 + random.nextInt(11);
        for (int v = 0; v < count; v++) {
            variables.add(Variable.of("v" + v, "s0", "s1"));
            builder.variable(variables.get(v));
            if (v > 0) {
                int before = v == 1 ? 0 : v - 1 - random.nextInt(2);
                builder.factor(Factor.of(List.of(variables.get(before), variables.get(v)), weights(4, random)));
            }
        }
        FactorGraph graph = builder.build();
        Evidence.Builder evidence = graph.evidence();
        for (Variable variable : variables) {
            if (random.nextInt(3) == 0) {
                evidence.likelihood(variable, weights(2, random));
            }
        }
        int rounds = Topology.of(graph).roundsForExactness().orElseThrow();
        return new Case(graph, evidence.build(), Case.Entries.SPREAD, rounds);
    }

    private static double[] weights(int count, Random random) {
        double[] weights = new double[count];
        double largest = 0;
        for (int i = 0; i < count; i++) {
            weights[i] = Math.exp(3 * random.nextGaussian());
            largest = Math.max(largest, weights[i]);
        }
        for (int i = 0; i < count; i++) {
            weights[i] /= largest;
        }
        return weights;
    }
}
