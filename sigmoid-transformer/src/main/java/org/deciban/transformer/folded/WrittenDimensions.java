package org.deciban.transformer.folded;

import java.util.Collection;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Input;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;

/**
 * The dimensions that a layer or an input can change. In every other dimension each token keeps the value that it was embedded
 * with, in all runs and all layers: no row of a W_O, of a W_2 or of a b_2 that belongs to it holds a weight.
 */
final class WrittenDimensions {
    private final boolean[] written;

    WrittenDimensions(Program program, Collection<Layer> layers) {
        this.written = new boolean[program.transformer().layout().modelDim()];
        for (Layer layer : layers) {
            layer.heads().stream().map(AttentionHead::wO).forEach(this::markRows);
            markRows(layer.feedForward().w2());
            markRows(layer.feedForward().b2());
        }
        for (Input input : program.inputs()) {
            written[input.cell().dimension()] = true;
        }
    }

    private void markRows(Matrix weights) {
        for (int dimension = 0; dimension < written.length; dimension++) {
            int row = dimension;
            weights.forEachInRow(row, (column, weight) -> written[row] = true);
        }
    }

    boolean contains(int dimension) {
        return written[dimension];
    }

    /** Whether a row of weights reads a dimension that can change. */
    boolean meets(Matrix weights, int row) {
        boolean[] meets = {false};
        weights.forEachInRow(row, (column, weight) -> meets[0] |= written[column]);
        return meets[0];
    }
}
