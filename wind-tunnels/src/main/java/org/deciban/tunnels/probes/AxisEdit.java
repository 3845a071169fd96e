package org.deciban.tunnels.probes;

import java.util.Arrays;
import java.util.Map;
import org.deciban.tunnels.Intervention;

/**
 * A change of the residual stream by how far it lies from the mean along an axis: {@code x − ((x − μ)·u) r}. With r = u the axis is
 * removed around the mean; with another unit vector r the stream moves as far, elsewhere.
 */
record AxisEdit(double mean, Direction axis, Direction moved) {
    /** A unit vector, not to be modified. */
    static final class Direction {
        final double[] vector;

        Direction(double[] vector) {
            this.vector = vector;
        }
    }

    static AxisEdit removing(double[] mean, double[] axis) {
        Direction direction = new Direction(axis);
        return new AxisEdit(Cosines.dot(mean, axis), direction, direction);
    }

    AxisEdit towards(double[] other) {
        return new AxisEdit(mean, axis, new Direction(other));
    }

    double[] apply(double[] residual) {
        double coordinate = Cosines.dot(residual, axis.vector) - mean;
        double[] changed = residual.clone();
        for (int i = 0; i < changed.length; i++) {
            changed[i] -= coordinate * moved.vector[i];
        }
        return changed;
    }

    /** Applies an edit to each of these layers, at the positions where the model is asked. */
    static Intervention at(Map<Integer, AxisEdit> edits, int[] positions) {
        return new Intervention() {
            @Override
            public double[] residual(int layer, int position, double[] residual) {
                AxisEdit edit = edits.get(layer);
                return edit == null || Arrays.binarySearch(positions, position) < 0 ? residual : edit.apply(residual);
            }
        };
    }
}
