package org.deciban.transformer.nd4j;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The entries of an array on the native backend, column by column, without a copy in between. */
interface HostMemory {
    /** Copies {@code [position … position + count)} of the array to the start of {@code target}. */
    void read(int position, double[] target, int count);

    /** Copies the start of {@code source} to {@code [position … position + count)} of the array. */
    void write(int position, double[] source, int count);

    static HostMemory of(INDArray array, Precision precision) {
        return precision == Precision.FLOAT64
                ? new Doubles(array.data().asNioDouble())
                : new Floats(array.data().asNioFloat());
    }

    /** Of float64. */
    record Doubles(DoubleBuffer buffer) implements HostMemory {
        @Override
        public void read(int position, double[] target, int count) {
            buffer.get(position, target, 0, count);
        }

        @Override
        public void write(int position, double[] source, int count) {
            buffer.put(position, source, 0, count);
        }
    }

    /** Of float32. */
    record Floats(FloatBuffer buffer) implements HostMemory {
        @Override
        public void read(int position, double[] target, int count) {
            for (int i = 0; i < count; i++) {
                target[i] = buffer.get(position + i);
            }
        }

        @Override
        public void write(int position, double[] source, int count) {
            for (int i = 0; i < count; i++) {
                buffer.put(position + i, (float) source[i]);
            }
        }
    }
}
