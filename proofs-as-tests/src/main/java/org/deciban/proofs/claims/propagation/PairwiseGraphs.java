package org.deciban.proofs.claims.propagation;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.Case.Entries;

/** Loopy graphs of binary variables and factors over two of them, and how strongly these couple. */
final class PairwiseGraphs {
    /** The published graphs: triangle, square, dating, two loops, chain with one edge back. */
    static final List<List<int[]>> PUBLISHED = List.of(
            edges(0, 1, 1, 2, 0, 2),
            edges(0, 1, 1, 2, 2, 3, 0, 3),
            edges(0, 2, 1, 2, 2, 4, 3, 4, 3, 1),
            edges(0, 1, 0, 2, 1, 2, 1, 3, 2, 3),
            edges(0, 2, 0, 3, 1, 2, 2, 4, 3, 5, 4, 1));

    private static final List<int[]> COMPLETE_ON_FOUR = edges(0, 1, 0, 2, 0, 3, 1, 2, 1, 3, 2, 3);
    private static final double FIELD = 0.3;

    private PairwiseGraphs() {}

    private static List<int[]> edges(int... ends) {
        int[][] edges = new int[ends.length / 2][];
        Arrays.setAll(edges, i -> new int[] {ends[2 * i], ends[2 * i + 1]});
        return List.of(edges);
    }

    /** One of the published graphs with table entries uniform in [0.1, 1]: weak coupling. */
    static Case weak(Random random) {
        List<int[]> edges = PUBLISHED.get(random.nextInt(PUBLISHED.size()));
        FactorGraph.Builder builder = variables(edges);
        for (int[] edge : edges) {
            double[] table = new double[4];
            Arrays.setAll(table, i -> 0.1 + 0.9 * random.nextDouble());
            builder.factor(List.of("x" + edge[0], "x" + edge[1]), table);
        }
        return new Case(builder.build(), Evidence.none(), Entries.MODERATE, 1);
    }

    /** The complete graph of four spins: couplings uniform in [−J, J), fields in [−0.3, 0.3). */
    static Case spins(Random random, double mostCoupling) {
        FactorGraph.Builder builder = variables(COMPLETE_ON_FOUR);
        for (int v = 0; v < 4; v++) {
            double field = FIELD * (2 * random.nextDouble() - 1);
            builder.factor(List.of("x" + v), Math.exp(-field), Math.exp(field));
        }
        for (int[] edge : COMPLETE_ON_FOUR) {
            double equal = Math.exp(mostCoupling * (2 * random.nextDouble() - 1));
            builder.factor(List.of("x" + edge[0], "x" + edge[1]), equal, 1 / equal, 1 / equal, equal);
        }
        return new Case(builder.build(), Evidence.none(), Entries.COUPLINGS, 1);
    }

    private static FactorGraph.Builder variables(List<int[]> edges) {
        FactorGraph.Builder builder = FactorGraph.builder();
        int count = 1 + edges.stream().flatMapToInt(Arrays::stream).max().orElseThrow();
        for (int v = 0; v < count; v++) {
            builder.variable("x" + v, "0", "1");
        }
        return builder;
    }

    /** J = ¼ ln(f00 f11 / (f01 f10)), what is left of a table when fields are taken out of it; infinite with zeros. */
    static double coupling(Factor factor) {
        double logRatio = Math.log(factor.weight(0))
                + Math.log(factor.weight(3))
                - Math.log(factor.weight(1))
                - Math.log(factor.weight(2));
        return Double.isNaN(logRatio) ? Double.POSITIVE_INFINITY : Math.abs(logRatio) / 4;
    }

    /** The largest coupling; 0 without factors over two variables. */
    static double largestCoupling(FactorGraph graph) {
        return graph.factors().stream()
                .filter(factor -> factor.arity() == 2)
                .mapToDouble(PairwiseGraphs::coupling)
                .max()
                .orElse(0);
    }

    /**
     * c = max over factors f = (u, v) of (d − 1) tanh J_f, d the larger number of factors over two variables at u and v. Messages ν,
     * half the log-odds, go from round to round by
     * <pre>
     *   ν'_{u→v} = atanh(tanh J · tanh(θ_u + Σ_{w ≠ v} ν_{w→u}))
     * </pre>
     * whose derivative by each of its d − 1 arguments is at most tanh J: c &lt; 1 makes the round a contraction in the largest norm
     * (Mooij and Kappen, 2007, doi:10.1109/TIT.2007.909166).
     */
    static double contraction(FactorGraph graph) {
        double most = 0;
        for (int f = 0; f < graph.factors().size(); f++) {
            if (graph.scope(f).length == 2) {
                double tanh = Math.tanh(coupling(graph.factors().get(f)));
                for (int v : graph.scope(f)) {
                    long degree = Arrays.stream(graph.factorsOf(v))
                            .filter(g -> graph.scope(g).length == 2)
                            .count();
                    most = Math.max(most, (degree - 1) * tanh);
                }
            }
        }
        return most;
    }
}
