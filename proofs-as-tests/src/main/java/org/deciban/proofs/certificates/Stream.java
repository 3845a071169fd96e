package org.deciban.proofs.certificates;

import java.util.BitSet;
import java.util.List;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;

/**
 * The residual stream with an interval for every entry.
 *
 * <p>Dimensions that no layer ever writes hold what the tokens hold; of the others the intervals are stored.
 */
final class Stream {
    final int tokens;
    final Matrix embedded;
    /** The dimensions that some layer writes. */
    final BitSet written;
    /** Of a written dimension its place among those, else −1. */
    private final int[] placeOf;

    private final int places;
    private final double[] lo;
    private final double[] hi;

    Stream(Matrix embedded, List<Layer> layers) {
        this.tokens = embedded.rows();
        this.embedded = embedded;
        this.written = written(embedded.columns(), layers);
        this.places = written.cardinality();
        this.placeOf = new int[embedded.columns()];
        for (int d = 0, place = 0; d < placeOf.length; d++) {
            placeOf[d] = written.get(d) ? place++ : -1;
        }
        this.lo = new double[Math.multiplyExact(tokens, places)];
        for (int t = 0; t < tokens; t++) {
            int at = t * places;
            embedded.forEachInRow(t, (d, value) -> {
                if (placeOf[d] >= 0) {
                    lo[at + placeOf[d]] = value;
                }
            });
        }
        this.hi = lo.clone();
    }

    private static BitSet written(int modelDim, List<Layer> layers) {
        BitSet written = new BitSet(modelDim);
        for (Layer layer : layers) {
            for (int d = 0; d < modelDim; d++) {
                int dimension = d;
                layer.heads().forEach(head -> head.wO().forEachInRow(dimension, (c, v) -> written.set(dimension)));
                layer.feedForward().w2().forEachInRow(dimension, (c, v) -> written.set(dimension));
                layer.feedForward().b2().forEachInRow(dimension, (c, v) -> written.set(dimension));
            }
        }
        return written;
    }

    /** Where the interval of a written dimension is stored; −1 for one that is not written. */
    int at(int token, int dimension) {
        return placeOf[dimension] < 0 ? -1 : token * places + placeOf[dimension];
    }

    int size() {
        return lo.length;
    }

    Interval get(int token, int dimension) {
        int at = at(token, dimension);
        return at < 0 ? Interval.of(embedded.get(token, dimension)) : get(at);
    }

    Interval get(int at) {
        return new Interval(lo[at], hi[at]);
    }

    void set(int at, Interval value) {
        lo[at] = value.lo();
        hi[at] = value.hi();
    }

    /** By dimension, the largest size that an entry of some token can have. */
    double[] magnitudes() {
        double[] most = new double[embedded.columns()];
        for (int t = 0; t < tokens; t++) {
            embedded.forEachInRow(t, (d, value) -> {
                if (placeOf[d] < 0) {
                    most[d] = Math.max(most[d], Math.abs(value));
                }
            });
            for (int d = written.nextSetBit(0); d >= 0; d = written.nextSetBit(d + 1)) {
                int at = t * places + placeOf[d];
                most[d] = Math.max(most[d], Math.max(Math.abs(lo[at]), Math.abs(hi[at])));
            }
        }
        return most;
    }
}
