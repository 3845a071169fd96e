package org.deciban.tunnels.onnx;

import java.util.List;
import java.util.Locale;

/** What an axis of an array counts. */
public enum OnnxAxis {
    /** Sequences. */
    BATCH,
    /** Tokens of a sequence. */
    LENGTH,
    /** Numbers of a token. */
    WIDTH,
    /** Outcomes. */
    OUTCOMES;

    /** What a declaration calls it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The indices of an element.
     *
     * @param axes in the order of the array
     * @param values the index along each axis, by {@link #ordinal()}
     */
    static int[] indices(List<OnnxAxis> axes, int... values) {
        return axes.stream().mapToInt(axis -> values[axis.ordinal()]).toArray();
    }
}
