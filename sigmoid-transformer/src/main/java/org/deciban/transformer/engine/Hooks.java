package org.deciban.transformer.engine;

import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.trace.ForwardObserver;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;

/** One layer of a forward pass as its observer sees it: activations go through here, and come back as they were or replaced. */
record Hooks(ForwardObserver observer, Layer layer, int index) {
    /** The place in this layer. */
    HookPoint point(Site site) {
        return HookPoint.ofLayer(index, site);
    }

    /** The place in a head of this layer. */
    HookPoint point(int head, Site site) {
        return new HookPoint(index, head, site);
    }

    /** Whether the value at a place is wanted or replaced, and so has to be built. */
    boolean touch(HookPoint point) {
        return observer.wants(point) || observer.replaces(point);
    }

    /**
     * Lets the observer replace and see a value.
     *
     * @param values row-major, of this many columns
     * @return the same array if nothing was replaced
     * @throws ArithmeticException if the value is wanted or replaced, and an entry is NaN or infinite
     * @throws IllegalArgumentException if the replacement has another shape
     */
    double[] pass(HookPoint point, int columns, int tokens, double[] values) {
        boolean replaces = observer.replaces(point);
        boolean wants = observer.wants(point);
        if (!replaces && !wants) {
            return values;
        }
        requireFinite(point, columns, values);
        Matrix value = Matrix.ofRowMajor(tokens, columns, values);
        Matrix current = replaces ? observer.replace(point, value) : value;
        if (current.rows() != tokens || current.columns() != columns) {
            throw new IllegalArgumentException("the replacement at " + point + " must have shape " + value.shape()
                    + ", got " + current.shape() + ". Maybe it is of another model, or of another number of tokens?");
        }
        if (wants) {
            observer.observe(point, current);
        }
        return replaces ? current.toRowMajor() : values;
    }

    private void requireFinite(HookPoint point, int columns, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                String owner = point.site().isOfHead()
                        ? " of head " + layer.heads().get(point.head()).name()
                        : "";
                boolean ofPairs = point.site() == Site.SCORES || point.site() == Site.PATTERN;
                throw new ArithmeticException(point + owner + " in layer " + index + " is " + values[i] + " at "
                        + (ofPairs ? "query token " : "token ") + i / columns
                        + (ofPairs ? ", key token " : ", column ") + i % columns
                        + ". Maybe the weights are outside the range of float64?");
            }
        }
    }
}
