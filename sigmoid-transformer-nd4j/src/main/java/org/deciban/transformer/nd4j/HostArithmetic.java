package org.deciban.transformer.nd4j;

import org.deciban.transformer.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** On the native backend: loops in Java over native memory, which are faster than ND4J's operations and more exact. */
final class HostArithmetic implements Arithmetic {
    private final Precision precision;
    private final boolean columnsInParallel;

    /** @param columnsInParallel whether matrix products have the processors, so that loops must share themselves out */
    HostArithmetic(Precision precision, boolean columnsInParallel) {
        this.precision = precision;
        this.columnsInParallel = columnsInParallel;
    }

    @Override
    public boolean inParallel() {
        return !columnsInParallel;
    }

    @Override
    public INDArray exponentiate(INDArray scores, int columns) {
        int keys = scores.rows();
        HostMemory memory = HostMemory.of(scores, precision);
        double[] reciprocal = new double[columns];
        forEachGroup(columns, keys, group -> {
            AttentionColumn column = new AttentionColumn(keys);
            for (int c = group.from(); c < group.from() + group.count(); c++) {
                memory.read(c * keys, column.entries, keys);
                reciprocal[c] = 1 / column.exponentiate();
                memory.write(c * keys, column.entries, keys);
            }
        });
        return Nd4j.createFromArray(reciprocal);
    }

    @Override
    public void place(INDArray values, int columns, INDArray factors, INDArray target, int row, int column) {
        int height = values.rows();
        int stride = target.rows();
        HostMemory from = HostMemory.of(values, precision);
        HostMemory to = HostMemory.of(target, precision);
        double[] factor = factors.toDoubleVector();
        double[] entries = new double[height];
        for (int c = 0; c < columns; c++) {
            from.read(c * height, entries, height);
            for (int i = 0; i < height; i++) {
                entries[i] *= factor[c];
            }
            to.write((column + c) * stride + row, entries, height);
        }
    }

    @Override
    public void activate(INDArray hidden, int columns, double[] bias, Activation activation) {
        int height = bias.length;
        HostMemory memory = HostMemory.of(hidden, precision);
        forEachGroup(columns, height, group -> {
            HiddenUnits units = new HiddenUnits(activation, precision.logArgumentFloor(), height);
            for (int c = group.from(); c < group.from() + group.count(); c++) {
                memory.read(c * height, units.entries, height);
                units.apply(bias);
                memory.write(c * height, units.entries, height);
            }
        });
    }

    @Override
    public void add(INDArray stream, int from, INDArray update, int columns, double[] bias) {
        int d = stream.rows();
        HostMemory target = HostMemory.of(stream, precision);
        HostMemory source = HostMemory.of(update, precision);
        double[] sum = new double[d];
        double[] summand = new double[d];
        for (int c = 0; c < columns; c++) {
            target.read((from + c) * d, sum, d);
            source.read(c * d, summand, d);
            for (int i = 0; i < d; i++) {
                sum[i] += summand[i] + bias[i];
            }
            target.write((from + c) * d, sum, d);
        }
    }

    @Override
    public long firstNotFinite(INDArray array) {
        int d = array.rows();
        HostMemory memory = HostMemory.of(array, precision);
        double[] column = new double[d];
        for (int c = 0; c < array.columns(); c++) {
            memory.read(c * d, column, d);
            for (int i = 0; i < d; i++) {
                if (!Double.isFinite(column[i])) {
                    return (long) c * d + i;
                }
            }
        }
        return -1;
    }

    @Override
    public double[] read(INDArray array, long from, int count) {
        double[] entries = new double[count];
        HostMemory.of(array, precision).read((int) from, entries, count);
        return entries;
    }

    private void forEachGroup(int columns, int height, java.util.function.Consumer<Columns> task) {
        int size = columnsInParallel ? Math.max(1, (1 << 15) / Math.max(1, height)) : Math.max(1, columns);
        Columns.forEachBlock(columns, size, columnsInParallel, task);
    }
}
