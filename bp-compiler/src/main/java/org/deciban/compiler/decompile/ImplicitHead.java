package org.deciban.compiler.decompile;

import java.util.List;

/**
 * A head of one layer on one input: its form, and the edges that it draws between the nodes.
 *
 * @param form the potentials and the value path
 * @param edges the edges whose weight is above zero, by receiver, then sender
 */
public record ImplicitHead(HeadForm form, List<WeightedEdge> edges) {

    /** Copies the list. */
    public ImplicitHead {
        edges = List.copyOf(edges);
    }

    /** Adds to each node what its edges bring it. */
    void deliver(double[][] sent, double[][] gathered) {
        for (WeightedEdge edge : edges) {
            double[] sender = sent[edge.from()];
            double[] receiver = gathered[edge.to()];
            for (Coupling path : form.valuePath()) {
                receiver[path.to()] += edge.weight() * (path.weight() * sender[path.from()]);
            }
        }
    }
}
