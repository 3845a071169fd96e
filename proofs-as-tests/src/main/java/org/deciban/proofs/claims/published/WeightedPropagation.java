package org.deciban.proofs.claims.published;

import org.deciban.compiler.decompile.Coupling;
import org.deciban.compiler.decompile.ImplicitHead;
import org.deciban.compiler.decompile.ImplicitRound;
import org.deciban.compiler.decompile.LinkFunction;
import org.deciban.compiler.decompile.UpdateLink;
import org.deciban.compiler.decompile.WeightedEdge;
import org.deciban.transformer.Matrix;

/**
 * One round of weighted belief propagation from its definition, on a graph that is given: each edge carries a message, each node adds up
 * what arrives, and each link is a factor over two alternatives, "off" of log-potential 0 and "on" of log-potential u, which it sums,
 * maximises or normalises. It knows nothing of queries, keys, softmax or activations.
 */
final class WeightedPropagation {
    private static final double SMALLEST_POTENTIAL = 1e-300;

    private WeightedPropagation() {}

    /** The states of the nodes after a round, shape {@code [nodes, d]}. */
    static Matrix round(ImplicitRound graph, Matrix states) {
        int nodes = states.rows();
        int d = states.columns();
        double[][] gathered = new double[nodes][d];
        for (int node = 0; node < nodes; node++) {
            states.addRowTo(node, gathered[node], 0);
        }
        graph.heads().forEach(head -> gather(head, states, gathered));
        double[] next = new double[nodes * d];
        for (int node = 0; node < nodes; node++) {
            double[] updated = gathered[node].clone();
            for (UpdateLink link : graph.links()) {
                double combined = combined(link.function(), logPotential(link, gathered[node]));
                link.outputs().forEach(out -> updated[out.dimension()] += out.weight() * combined);
            }
            graph.unary().forEach(term -> updated[term.dimension()] += term.weight());
            System.arraycopy(updated, 0, next, node * d, d);
        }
        return Matrix.ofRowMajor(nodes, d, next);
    }

    /** Adds what arrives over the edges of one kind: the weighted mean of what the senders hold, translated by the edge. */
    private static void gather(ImplicitHead head, Matrix states, double[][] gathered) {
        double[][] mean = new double[states.rows()][states.columns()];
        for (WeightedEdge edge : head.edges()) {
            double[] to = mean[edge.to()];
            states.forEachInRow(edge.from(), (dimension, value) -> to[dimension] += edge.weight() * value);
        }
        for (int node = 0; node < mean.length; node++) {
            for (Coupling path : head.form().valuePath()) {
                gathered[node][path.to()] += path.weight() * mean[node][path.from()];
            }
        }
    }

    private static double logPotential(UpdateLink link, double[] gathered) {
        return link.bias()
                + link.inputs().stream()
                        .mapToDouble(in -> in.weight() * gathered[in.dimension()])
                        .sum();
    }

    private static double combined(LinkFunction function, double on) {
        double best = Math.max(0, on);
        double partition = Math.exp(-best) + Math.exp(on - best);
        return switch (function) {
            case LOGISTIC -> Math.exp(on - best) / partition;
            case LOG_SUM_EXP -> best + Math.log(partition);
            case MAX -> best;
            // Here u is itself a sum of potentials.
            case LOG_OF_SUM -> Math.log(Math.max(on, SMALLEST_POTENTIAL));
        };
    }
}
