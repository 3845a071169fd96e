package org.deciban.transformer.nd4j;

import java.util.Arrays;
import org.deciban.transformer.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * On any backend, by those operations of ND4J whose results were found right: its {@code log1p}, {@code softplus} and
 * {@code sigmoid} are not among them.
 */
final class ArrayArithmetic implements Arithmetic {
    private final Precision precision;

    ArrayArithmetic(Precision precision) {
        this.precision = precision;
    }

    @Override
    public boolean inParallel() {
        return false;
    }

    @Override
    public INDArray exponentiate(INDArray scores, int columns) {
        INDArray x = Columns.first(scores, columns);
        x.subiRowVector(x.max(0));
        Transforms.exp(x, false);
        return x.sum(0).rdivi(1);
    }

    @Override
    public void place(INDArray values, int columns, INDArray factors, INDArray target, int row, int column) {
        INDArray scaled = Columns.first(values, columns).mulRowVector(factors);
        target.get(NDArrayIndex.interval(row, row + values.rows()), NDArrayIndex.interval(column, column + columns))
                .assign(scaled);
    }

    @Override
    public void activate(INDArray hidden, int columns, double[] bias, Activation activation) {
        INDArray u = Columns.first(hidden, columns);
        u.addiColumnVector(column(bias));
        switch (activation) {
            case SIGMOID -> u.assign(sigmoid(u));
            case SOFTPLUS -> u.assign(Transforms.max(u, 0, true).addi(log1p(decay(u))));
            case RELU -> Transforms.max(u, 0, false);
            case LOG -> Transforms.log(Transforms.max(u, precision.logArgumentFloor(), false), false);
        }
    }

    /** {@code e^(−|u|)}. */
    private static INDArray decay(INDArray u) {
        return Transforms.exp(Transforms.abs(u, true).negi(), false);
    }

    /** {@code e^min(u, 0) / (1 + e^(−|u|))}. */
    private static INDArray sigmoid(INDArray u) {
        INDArray numerator = Transforms.exp(Transforms.min(u, 0, true), false);
        return numerator.divi(decay(u).addi(1));
    }

    /** {@code e · ln v / (v − 1)} with {@code v = 1 + e} rounded, and e where v is 1 (Kahan). */
    private INDArray log1p(INDArray e) {
        INDArray v = e.add(1);
        INDArray rise = v.sub(1);
        INDArray isOne = v.eq(1).castTo(precision.dataType());
        INDArray logarithm = Transforms.log(v, false);
        return e.mul(logarithm.addi(isOne)).divi(rise.addi(isOne));
    }

    @Override
    public void add(INDArray stream, int from, INDArray update, int columns, double[] bias) {
        INDArray summand = Columns.first(update, columns).addColumnVector(column(bias));
        new Columns(from, columns).of(stream).addi(summand);
    }

    @Override
    public long firstNotFinite(INDArray array) {
        double[] entries = read(array, 0, Math.toIntExact(array.length()));
        for (int i = 0; i < entries.length; i++) {
            if (!Double.isFinite(entries[i])) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public double[] read(INDArray array, long from, int count) {
        return Arrays.copyOfRange(array.data().asDouble(), Math.toIntExact(from), Math.toIntExact(from + count));
    }

    private INDArray column(double[] entries) {
        return Nd4j.createFromArray(entries).castTo(precision.dataType()).reshape(entries.length, 1);
    }
}
