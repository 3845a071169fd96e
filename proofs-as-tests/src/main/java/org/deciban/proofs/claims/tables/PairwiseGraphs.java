package org.deciban.proofs.claims.tables;

import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.inference.BeliefPropagation;
import org.deciban.factorgraph.inference.Objective;

/** The random graphs of binary variables and pairwise tables that the tables average over, and what is measured on them. */
final class PairwiseGraphs {
    private PairwiseGraphs() {}

    /**
     * Tables U(0.1, 1) over pairs of variables.
     *
     * <p>Of {@code dating} the third and fourth, f00 and f11 U(0.7, 1), f01 and f10 U(0.1, 0.3). Of {@code chain} all but the last
     * have their second row scaled by U(1.5, 3), and at most 5.
     *
     * @param edges pairs of digits, {@code 01 12 02}
     */
    static FactorGraph weaklyCoupled(String name, String edges, Random random) {
        String[] pairs = edges.split(" ");
        FactorGraph.Builder builder = FactorGraph.builder();
        for (char v = '0'; v <= edges.chars().max().orElseThrow(); v++) {
            builder.variable("x" + v, "0", "1");
        }
        for (int e = 0; e < pairs.length; e++) {
            double[] table = random.doubles(4, 0.1, 1).toArray();
            if (name.equals("dating") && (e == 2 || e == 3)) {
                table = new double[] {
                    uniform(random, 0.7, 1),
                    uniform(random, 0.1, 0.3),
                    uniform(random, 0.1, 0.3),
                    uniform(random, 0.7, 1)
                };
            } else if (name.equals("chain") && e < pairs.length - 1) {
                double scale = uniform(random, 1.5, 3);
                table[2] = Math.min(5, scale * table[2]);
                table[3] = Math.min(5, scale * table[3]);
            }
            builder.factor(List.of("x" + pairs[e].charAt(0), "x" + pairs[e].charAt(1)), table);
        }
        return builder.build();
    }

    /** The Ising model on the complete graph of four variables, couplings U(−J, J), fields U(−0.3, 0.3). */
    static FactorGraph completeIsing(double coupling, Random random) {
        FactorGraph.Builder builder = FactorGraph.builder();
        for (int v = 0; v < 4; v++) {
            double h = uniform(random, -0.3, 0.3);
            builder.variable("x" + v, "-", "+").factor(List.of("x" + v), Math.exp(-h), Math.exp(h));
        }
        for (int u = 0; u < 4; u++) {
            for (int v = u + 1; v < 4; v++) {
                double equal = Math.exp(uniform(random, -coupling, coupling));
                builder.factor(List.of("x" + u, "x" + v), equal, 1 / equal, 1 / equal, equal);
            }
        }
        return builder.build();
    }

    private static double uniform(Random random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** KL(posterior ‖ belief) in nats, the mean over variables; probabilities are kept 1e-10 away from 0 and 1. */
    static double divergence(FactorGraph graph, Marginals posteriors, Marginals beliefs) {
        return mean(graph, v -> divergence(clip(posteriors.probability(v, 1)), clip(beliefs.probability(v, 1))));
    }

    private static double divergence(double p, double q) {
        return p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q));
    }

    private static double clip(double p) {
        return Math.min(1 - 1e-10, Math.max(1e-10, p));
    }

    /** |posterior − belief|, the mean over variables. */
    static double error(FactorGraph graph, Marginals posteriors, Marginals beliefs) {
        return mean(graph, v -> Math.abs(posteriors.probability(v, 1) - beliefs.probability(v, 1)));
    }

    private static double mean(FactorGraph graph, ToDoubleFunction<Variable> value) {
        return graph.variables().stream().mapToDouble(value).average().orElseThrow();
    }

    /** The largest difference between the transformer compiled from a graph and loopy belief propagation in any round. */
    static double transformerError(FactorGraph graph, int rounds, double damping) {
        CompiledModel model =
                BpCompiler.compile(graph, CompilerOptions.loopy(rounds).withDamping(damping));
        List<Marginals> actual = model.beliefsAfterEachRound(Evidence.none());
        List<Marginals> expected =
                BeliefPropagation.beliefsAfterEachRound(graph, Evidence.none(), rounds, damping, Objective.SUM_PRODUCT);
        double worst = 0;
        for (int t = 0; t <= rounds; t++) {
            worst = Math.max(worst, actual.get(t).farthestFrom(expected.get(t)).magnitude());
        }
        return worst;
    }
}
