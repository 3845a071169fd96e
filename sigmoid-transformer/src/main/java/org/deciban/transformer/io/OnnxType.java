package org.deciban.transformer.io;

import java.nio.ByteBuffer;

/** The numbers that an exported file computes with. */
public enum OnnxType {
    /** The numbers of {@link org.deciban.transformer.engine.DenseEngine}. LOG is {@code ln max(u, 1e-300)}. */
    FLOAT64(11, Double.BYTES, 1e-300, Double.MAX_VALUE) {
        @Override
        void put(ByteBuffer target, double value) {
            target.putDouble(value);
        }
    },
    /**
     * Half the size. Weights and tokens are rounded, those beyond its range become ±{@link Float#MAX_VALUE}, and LOG is {@code
     * ln max(u, 1e-37)}; see {@link OnnxExporter} for what that means.
     */
    FLOAT32(1, Float.BYTES, 1e-37f, Float.MAX_VALUE) {
        @Override
        void put(ByteBuffer target, double value) {
            boolean cut = Double.isFinite(value) && Math.abs(value) > Float.MAX_VALUE;
            target.putFloat(cut ? Math.copySign(Float.MAX_VALUE, (float) value) : (float) value);
        }
    };

    /** The number that stands for the type in a file. */
    final int code;

    private final int bytes;
    private final double logArgumentFloor;
    private final double largest;

    OnnxType(int code, int bytes, double logArgumentFloor, double largest) {
        this.code = code;
        this.bytes = bytes;
        this.logArgumentFloor = logArgumentFloor;
        this.largest = largest;
    }

    /** The bytes of one number. */
    public int bytes() {
        return bytes;
    }

    /** The smallest argument that LOG tells from zero. */
    public double logArgumentFloor() {
        return logArgumentFloor;
    }

    /** The largest finite number. */
    public double largest() {
        return largest;
    }

    /** Appends a number, rounded to this type; a finite one stays finite. */
    abstract void put(ByteBuffer target, double value);
}
