package org.deciban.transformer.folded;

import static org.deciban.transformer.folded.VectorLoops.addProduct;
import static org.deciban.transformer.folded.VectorLoops.addProducts2;
import static org.deciban.transformer.folded.VectorLoops.addScaled;
import static org.deciban.transformer.folded.VectorLoops.addScaled2;
import static org.deciban.transformer.folded.VectorLoops.addScaled4;
import static org.deciban.transformer.folded.VectorLoops.addScaledProduct;
import static org.deciban.transformer.folded.VectorLoops.addScaledProducts2;
import static org.deciban.transformer.folded.VectorLoops.product;
import static org.deciban.transformer.folded.VectorLoops.scale;
import static org.deciban.transformer.folded.VectorLoops.scale2;

import java.util.Arrays;

/** The sums of an update of {@link ProductLanes} over its rows. */
final class LaneRows {
    private final ProductForm form;
    private final double[][] products;
    private final double[] ones;
    private final double[][] partial;
    private final double[] factors;

    /**
     * @param products the products, by place
     * @param ones 1 for every run
     */
    LaneRows(ProductForm form, int lanes, double[][] products, double[] ones) {
        this.form = form;
        this.products = products;
        this.ones = ones;
        this.partial = new double[form.updates().mostRows()][lanes];
        this.factors = new double[lanes];
    }

    /** Writes what rows add up to for each entry of the source of an update, not normalised. */
    void evaluate(int u, double[][] next) {
        ProductForm.Updates updates = form.updates();
        if (updates.tensor()[u]) {
            contract(u, next, updates.at()[u]);
        } else {
            sum(u, next, updates.at()[u], updates.length(u));
        }
    }

    private void contract(int u, double[][] next, int at) {
        ProductForm.Updates updates = form.updates();
        int row = updates.rowStart()[updates.outStart()[u]];
        int rows = updates.rowStart()[updates.outStart()[u + 1]] - row;
        int first = updates.productStart()[u];
        int last = updates.productStart()[u + 1] - 1;
        for (int i = last; i >= first; i--) {
            int width = updates.width()[i];
            int place = updates.place()[i];
            rows /= width;
            for (int k = 0; k < rows; k++) {
                double[] target = i == first ? next[at + k] : partial[k];
                if (i == last) {
                    contractFactors(row, width, place, target);
                    row += width;
                } else {
                    contractPartial(k * width, width, place, target);
                }
            }
        }
    }

    /** In place: what is read lies at or behind what is written. */
    private void contractPartial(int read, int width, int place, double[] target) {
        product(partial[read], products[place], target);
        int j = 1;
        for (; j + 1 < width; j += 2) {
            addProducts2(
                    partial[read + j], products[place + j], partial[read + j + 1], products[place + j + 1], target);
        }
        if (j < width) {
            addProduct(partial[read + j], products[place + j], target);
        }
    }

    private void contractFactors(int row, int width, int place, double[] target) {
        double[] factor = form.updates().factor();
        int j = 2;
        if (width == 1) {
            scale(factor[row], products[place], target);
        } else if (width % 2 == 0) {
            scale2(factor[row], products[place], factor[row + 1], products[place + 1], target);
        } else {
            scale2(factor[row], products[place], factor[row + 1], products[place + 1], target);
            addScaled(factor[row + 2], products[place + 2], target);
            j = 3;
        }
        for (; j + 3 < width; j += 4) {
            addScaled4(factor, row + j, products, place + j, target);
        }
        for (; j < width; j += 2) {
            addScaled2(factor[row + j], products[place + j], factor[row + j + 1], products[place + j + 1], target);
        }
    }

    private void sum(int u, double[][] next, int at, int length) {
        ProductForm.Updates updates = form.updates();
        int out = updates.outStart()[u];
        int t = updates.termStart()[u];
        int terms = updates.products(u);
        int[] term = updates.term();
        double[] factor = updates.factor();
        for (int k = 0; k < length; k++) {
            double[] target = next[at + k];
            Arrays.fill(target, 0);
            int row = updates.rowStart()[out + k];
            int end = updates.rowStart()[out + k + 1];
            // Two rows at a time where that spares a pass over the target.
            for (; row + 1 < end && terms <= 2; row += 2, t += 2 * terms) {
                switch (terms) {
                    case 0 -> addScaled(factor[row] + factor[row + 1], ones, target);
                    case 1 ->
                        addScaled2(factor[row], products[term[t]], factor[row + 1], products[term[t + 1]], target);
                    default ->
                        addScaledProducts2(
                                factor[row],
                                products[term[t]],
                                products[term[t + 1]],
                                factor[row + 1],
                                products[term[t + 2]],
                                products[term[t + 3]],
                                target);
                }
            }
            for (; row < end; row++, t += terms) {
                addRow(factor[row], t, terms, target);
            }
        }
    }

    private void addRow(double factor, int t, int terms, double[] target) {
        int[] term = form.updates().term();
        switch (terms) {
            case 0 -> addScaled(factor, ones, target);
            case 1 -> addScaled(factor, products[term[t]], target);
            case 2 -> addScaledProduct(factor, products[term[t]], products[term[t + 1]], target);
            case 3 -> addScaledProduct(factor, products[term[t]], products[term[t + 1]], products[term[t + 2]], target);
            default -> {
                scale(factor, products[term[t]], factors);
                for (int i = 1; i < terms - 1; i++) {
                    product(factors, products[term[t + i]], factors);
                }
                addProduct(factors, products[term[t + terms - 1]], target);
            }
        }
    }
}
