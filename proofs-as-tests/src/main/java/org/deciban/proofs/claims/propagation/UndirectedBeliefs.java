package org.deciban.proofs.claims.propagation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;

/**
 * Belief propagation with one belief per variable in the place of directed messages, on factors over one or two variables:
 *
 * <pre>
 *   b_v(s) ∝ e_v(s) · Π_{f over v alone} f(s) · Π_{f over v and u} Σ_r f(s, r) b_u(r)
 * </pre>
 *
 * which is the published scheme with the factor tables put in: what v told u comes back to v.
 */
public final class UndirectedBeliefs {
    private UndirectedBeliefs() {}

    /**
     * The beliefs after 0, 1, …, {@code rounds} rounds, starting from evidence and unary factors.
     *
     * @throws ImpossibleEvidenceException if in some round every state of a variable has weight zero
     */
    public static List<Marginals> afterEachRound(FactorGraph graph, Evidence evidence, int rounds) {
        double[][] beliefs = new double[graph.variables().size()][];
        Arrays.setAll(beliefs, v -> own(graph, evidence, v));
        List<Marginals> all = new ArrayList<>(List.of(new Marginals(graph.variables(), beliefs)));
        for (int round = 0; round < rounds; round++) {
            double[][] next = new double[beliefs.length][];
            for (int v = 0; v < next.length; v++) {
                next[v] = own(graph, evidence, v);
                for (int f : graph.factorsOf(v)) {
                    int[] scope = graph.scope(f);
                    if (scope.length == 2) {
                        boolean first = scope[0] == v;
                        double[] from = beliefs[first ? scope[1] : scope[0]];
                        multiply(next[v], heard(graph.factors().get(f), first, next[v].length, from));
                    }
                }
                normalise(next[v], evidence);
            }
            beliefs = next;
            all.add(new Marginals(graph.variables(), beliefs));
        }
        return all;
    }

    private static double[] own(FactorGraph graph, Evidence evidence, int v) {
        double[] belief = evidence.likelihood(graph.variables().get(v));
        for (int f : graph.factorsOf(v)) {
            if (graph.scope(f).length == 1) {
                multiply(belief, graph.factors().get(f).table());
            }
        }
        return normalise(belief, evidence);
    }

    private static double[] heard(Factor factor, boolean first, int states, double[] from) {
        double[] heard = new double[states];
        for (int s = 0; s < states; s++) {
            for (int r = 0; r < from.length; r++) {
                int index = first ? s * from.length + r : r * states + s;
                heard[s] += factor.weight(index) * from[r];
            }
        }
        return heard;
    }

    private static void multiply(double[] belief, double[] with) {
        for (int s = 0; s < belief.length; s++) {
            belief[s] *= with[s];
        }
    }

    private static double[] normalise(double[] belief, Evidence evidence) {
        double sum = Arrays.stream(belief).sum();
        if (!(sum > 0)) {
            throw new ImpossibleEvidenceException(evidence, "no state of some variable is left");
        }
        for (int s = 0; s < belief.length; s++) {
            belief[s] /= sum;
        }
        return belief;
    }
}
