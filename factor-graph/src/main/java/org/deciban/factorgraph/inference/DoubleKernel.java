package org.deciban.factorgraph.inference;

import java.util.List;

/**
 * Flat arrays of doubles.
 *
 * <p>No product over- or underflows. Every table is rescaled so that its largest entry lies in [1/2, 1), hence products are
 * at most 1; and a join is refused unless the product of the smallest positive entries of its tables, which bounds every
 * positive product from below, is at least 2^{@value #LOWEST_PRODUCT_EXPONENT}. So a zero always means zero. On the networks
 * of the bnlearn repository that bound comes down to 2^-550.
 */
final class DoubleKernel implements Kernel<DoubleTable> {
    private static final int LOWEST_PRODUCT_EXPONENT = -1000;

    private final Accumulation accumulation;

    DoubleKernel(Accumulation accumulation) {
        this.accumulation = accumulation;
    }

    @Override
    public DoubleTable load(double[] weights) {
        return new DoubleTable(weights.clone());
    }

    @Override
    public DoubleTable zeros(int size) {
        return new DoubleTable(new double[size]);
    }

    @Override
    public void join(JoinPlan plan, List<DoubleTable> operands) {
        int exponent = 0;
        double[][] values = new double[operands.size()][];
        for (int o = 0; o < values.length; o++) {
            values[o] = operands.get(o).values();
            exponent += o < plan.tableCount() ? operands.get(o).smallestExponent() : 0;
        }
        if (exponent < LOWEST_PRODUCT_EXPONENT) {
            throw new OutOfRangeException();
        }
        new DoubleJoin(plan, values, accumulation).run();
    }

    @Override
    public void divide(DoubleTable table, DoubleTable by) {
        double[] values = table.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] == 0 ? 0 : values[i] / by.values()[i];
        }
    }

    @Override
    public long rescale(DoubleTable table) {
        return table.rescale();
    }

    @Override
    public boolean isZero(DoubleTable table) {
        return table.largest() == 0;
    }

    @Override
    public double log(DoubleTable table, int index) {
        return Math.log(table.values()[index]);
    }
}
