package org.deciban.transformer.nd4j;

import org.nd4j.linalg.api.buffer.DataType;

/** The numbers that an {@link Nd4jEngine} computes with. */
public enum Precision {
    /** 64 bits, as the dense engine. */
    FLOAT64("nd4j", 1e-300),
    /**
     * 32 bits. Weights and tokens beyond ±{@link Float#MAX_VALUE} become ±{@link Float#MAX_VALUE}, and
     * {@link org.deciban.transformer.Activation#LOG} is {@code ln max(u, 1e-37)}, since neither 1e300 nor 1e-300 is a float.
     */
    FLOAT32("nd4j-float32", 1e-37);

    private final String engineName;
    private final double logArgumentFloor;

    Precision(String engineName, double logArgumentFloor) {
        this.engineName = engineName;
        this.logArgumentFloor = logArgumentFloor;
    }

    /** What the command line calls the engine of this precision. */
    String engineName() {
        return engineName;
    }

    /** The smallest argument that the logarithm tells from zero. */
    double logArgumentFloor() {
        return logArgumentFloor;
    }

    DataType dataType() {
        return this == FLOAT64 ? DataType.DOUBLE : DataType.FLOAT;
    }

    /** What messages call the numbers. */
    String numbers() {
        return this == FLOAT64 ? "float64" : "float32";
    }

    /** Entries as numbers of this precision, in place. */
    double[] fit(double[] entries) {
        if (this == FLOAT32) {
            for (int i = 0; i < entries.length; i++) {
                entries[i] = Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, entries[i]));
            }
        }
        return entries;
    }
}
