package org.deciban.compiler.published;

import java.util.ArrayList;
import java.util.List;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Subspace;

/**
 * The heads, one to a layer since they act one after the other.
 *
 * <p>{@code projectDim(d)} has a single 1, at (d, d); {@code crossProject(s, d)} a single 1 in row d, column s: it reads s and
 * writes d. As printed, head k has {@code W_Q = W_K = projectDim(1 + k)} and {@code W_V = crossProject(0, 4 + k)}; the factor λ
 * is in W_Q and W_O is the identity.
 */
final class PublishedHeads {
    private PublishedHeads() {}

    static List<Layer> layers(PublishedLayout layout, ResidualLayout residual, double temperature) {
        List<Layer> layers = new ArrayList<>();
        for (int slot = 0; slot < layout.slots(); slot++) {
            AttentionHead head = layout == PublishedLayout.PAIRED_BITS
                    ? pairedBits(residual, slot, temperature)
                    : scalar(layout, residual, slot, temperature);
            layers.add(new Layer("head " + slot, List.of(head), FeedForward.none(residual.modelDim())));
        }
        return layers;
    }

    /** Where head k writes: dimension 4 + k as printed, whatever stands there. */
    static int scratch(PublishedLayout layout, ResidualLayout residual, int slot) {
        return layout.holdsTables()
                ? 4 + slot
                : residual.subspace("scratch." + slot).dimension();
    }

    private static AttentionHead scalar(PublishedLayout layout, ResidualLayout residual, int slot, double temperature) {
        int d = residual.modelDim();
        int query = layout == PublishedLayout.B_OWN_INDEX ? 7 : 1 + slot;
        boolean ownIndex = layout == PublishedLayout.A_OWN_INDEX || layout == PublishedLayout.B_OWN_INDEX;
        int key = ownIndex ? 6 : query;
        int belief = residual.subspace("belief").dimension();
        return new AttentionHead(
                "neighbour " + slot,
                single(d, query, query, temperature),
                // The product of a query and a key counts where both stand in the same row.
                single(d, query, key, 1),
                single(d, scratch(layout, residual, slot), belief, 1),
                Matrix.identity(d));
    }

    /** Each bit of the query meets the other of the key's pair: the score is −λ for every bit that differs. */
    private static AttentionHead pairedBits(ResidualLayout residual, int slot, double temperature) {
        int d = residual.modelDim();
        Subspace own = residual.subspace("own_address");
        Subspace neighbour = residual.subspace("neighbour_address." + slot);
        Matrix.Builder queries = Matrix.builder(own.size(), d);
        Matrix.Builder keys = Matrix.builder(own.size(), d);
        for (int i = 0; i < own.size(); i++) {
            queries.append(neighbour.at(i ^ 1), -temperature).endRow();
            keys.append(own.at(i), 1).endRow();
        }
        int scratch = residual.subspace("scratch." + slot).dimension();
        return new AttentionHead(
                "neighbour " + slot,
                queries.build(),
                keys.build(),
                single(d, scratch, residual.subspace("belief").dimension(), 1),
                Matrix.identity(d));
    }

    private static Matrix single(int d, int row, int column, double value) {
        Matrix.Builder matrix = Matrix.builder(d, d);
        for (int r = 0; r < row; r++) {
            matrix.endRow();
        }
        return matrix.append(column, value).build();
    }
}
