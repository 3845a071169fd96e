package org.deciban.compiler.published;

import java.util.ArrayList;
import java.util.List;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Subspace;

/** Encodes states as tokens and decodes them. */
final class PublishedTokens {
    private final PublishedLayout layout;
    private final ResidualLayout residual;

    PublishedTokens(PublishedLayout layout, ResidualLayout residual) {
        this.layout = layout;
        this.residual = residual;
    }

    Matrix encode(PublishedGraph graph) {
        int nodes = graph.nodes().size();
        boolean blank = layout == PublishedLayout.PAIRED_BITS;
        Matrix.Builder tokens = Matrix.builder(blank ? nodes + 1 : nodes, residual.modelDim());
        for (int i = 0; i < nodes; i++) {
            PublishedNode node = graph.nodes().get(i);
            append(tokens, blank ? withAddresses(i, node, nodes) : withIndices(i, node, nodes));
        }
        if (blank) {
            PublishedNode none = new PublishedNode(true, 0.5, List.of(), PublishedNode.NO_TABLE);
            append(tokens, withAddresses(nodes, none, nodes));
        }
        return tokens.build();
    }

    private static void append(Matrix.Builder tokens, double[] token) {
        for (int dimension = 0; dimension < token.length; dimension++) {
            tokens.append(dimension, token[dimension]);
        }
        tokens.endRow();
    }

    /** An absent neighbour has index 0, as every dimension that nobody sets. */
    private double[] withIndices(int index, PublishedNode node, int nodes) {
        double[] token = common(node);
        int unit = layout.holdsTables() ? Math.max(1, nodes - 1) : 1;
        if (layout != PublishedLayout.A) {
            token[residual.subspace("own_index").dimension()] = (double) index / unit;
        }
        for (int slot = 0; slot < node.neighbours().size(); slot++) {
            String name = layout.holdsTables() ? "neighbour" : "neighbour." + slot;
            if (slot == 0 || !layout.holdsTables()) {
                token[residual.subspace(name).dimension()] =
                        (double) node.neighbours().get(slot) / unit;
            }
        }
        if (layout.holdsTables()) {
            for (int entry = 0; entry < 4; entry++) {
                token[residual.subspace("f00").dimension() + entry] =
                        node.table().get(entry);
            }
        }
        return token;
    }

    private double[] withAddresses(int index, PublishedNode node, int blank) {
        double[] token = common(node);
        address(token, residual.subspace("own_address"), index);
        for (int slot = 0; slot < 2; slot++) {
            int neighbour = slot < node.neighbours().size() ? node.neighbours().get(slot) : blank;
            address(token, residual.subspace("neighbour_address." + slot), neighbour);
        }
        return token;
    }

    private double[] common(PublishedNode node) {
        double[] token = new double[residual.modelDim()];
        token[residual.subspace("belief").dimension()] = node.belief();
        token[residual.subspace("is_factor").dimension()] = node.isFactor() ? 1 : 0;
        return token;
    }

    private static void address(double[] token, Subspace block, int address) {
        if (address >> block.size() / 2 != 0) {
            throw new IllegalArgumentException("node " + address + " does not fit in " + block.size()
                    + " address dimensions. Maybe the model was made for fewer nodes?");
        }
        for (int bit = 0; 2 * bit < block.size(); bit++) {
            token[block.at(2 * bit + (address >> bit & 1))] = 1;
        }
    }

    List<PublishedState> decode(PublishedGraph graph, Matrix before, Matrix after) {
        List<PublishedState> states = new ArrayList<>();
        for (int i = 0; i < graph.nodes().size(); i++) {
            List<Double> gathered = new ArrayList<>();
            for (int slot = 0; slot < layout.slots(); slot++) {
                int scratch = PublishedHeads.scratch(layout, residual, slot);
                gathered.add(after.get(i, scratch) - before.get(i, scratch));
            }
            states.add(new PublishedState(
                    gathered, after.get(i, residual.subspace("belief").dimension())));
        }
        return states;
    }
}
