package org.deciban.transformer.folded;

import java.util.Arrays;

/** The outputs of several runs side by side, as {@link SlowUpdate#read} has them; cell by cell, as the runs lie. */
final class LaneOutputs {
    /** The p's as they are to be read. */
    interface Values {
        /** By run: entry {@code element} of a source. */
        double[] p(int source, int element);
    }

    private final ProductForm form;
    private final LaneInputs inputs;
    private final double logarithmOfZero;
    private final double[] product;
    private final double[] sum;

    LaneOutputs(ProductForm form, LaneInputs inputs, int lanes) {
        this.form = form;
        this.inputs = inputs;
        this.logarithmOfZero = SlowUpdate.logarithmOfZero(form);
        this.product = new double[lanes];
        this.sum = new double[lanes];
    }

    /** Reads runs, {@code outputs[from + lane][read]} for lanes {@code 0 … to − from − 1}. */
    void read(Values values, double[][][] outputs, int from, int to, int read) {
        ProductForm.Sets sets = form.sets();
        int[] set = form.reads().set();
        for (int run = from; run < to; run++) {
            outputs[run][read] = new double[set.length];
        }
        for (int c = 0; c < set.length; c++) {
            int element = form.reads().element()[c];
            Arrays.fill(sum, 0);
            add(sets.steady(), sets.steadyStart(), set[c], element, values);
            add(sets.member(), sets.start(), set[c], element, values);
            for (int run = from; run < to; run++) {
                outputs[run][read][c] = sum[run - from];
            }
        }
    }

    /** Adds the logarithms of a list of sources, with few calls of the logarithm. */
    private void add(int[] sources, int[] start, int set, int element, Values values) {
        Arrays.fill(product, 1);
        for (int i = start[set]; i < start[set + 1]; i++) {
            double[] p = values.p(sources[i], element);
            double[] given = inputs.logarithms(form.sources().at()[sources[i]] + element);
            for (int l = 0; l < product.length; l++) {
                if (p[l] == 0 || given[l] != 0) {
                    sum[l] += given[l] != 0 ? given[l] : logarithmOfZero;
                } else {
                    double longer = product[l] * p[l];
                    if (longer < Double.MIN_NORMAL) {
                        sum[l] += StrictMath.log(product[l]);
                        longer = p[l];
                    }
                    product[l] = longer;
                }
            }
        }
        for (int l = 0; l < product.length; l++) {
            sum[l] += product[l] == 1 ? 0 : StrictMath.log(product[l]);
        }
    }
}
