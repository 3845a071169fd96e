package org.deciban.transformer.folded;

import java.util.Arrays;

/** The inputs of several runs side by side: an array for each place, with one entry a run. */
final class LaneInputs {
    private final ProductForm form;
    private final int lanes;
    private final double[][] logInputs;

    LaneInputs(ProductForm form, int lanes) {
        this.form = form;
        this.lanes = lanes;
        this.logInputs = new double[form.sources().size()][];
        Arrays.fill(logInputs, new double[lanes]);
        for (int i = 0; i < form.inputs().source().length; i++) {
            logInputs[at(i)] = new double[lanes];
        }
    }

    private int at(int input) {
        return form.sources().at()[form.inputs().source()[input]]
                + form.inputs().element()[input];
    }

    /** Reads runs {@code from … from + lanes − 1}; where there are fewer, the last one is repeated. */
    void read(double[][] inputs, int from, double[][] p) {
        ProductForm.Inputs in = form.inputs();
        for (int i = 0; i < in.source().length; i++) {
            double[] logarithms = logInputs[at(i)];
            double[] values = p[at(i)];
            for (int l = 0; l < lanes; l++) {
                double[] given = inputs[Math.min(from + l, inputs.length - 1)];
                logarithms[l] = given[in.message()[i]] + form.markWeight() * given[in.mark()[i]];
                values[l] = Math.exp(logarithms[l]);
            }
        }
    }

    /**
     * A lower bound of the p's of a source that are not marked, in any run. Of an input that is no mark, exp may be 0: then the
     * bound is.
     */
    double bound(int source, double[][] p) {
        double bound = 1;
        int at = form.sources().at()[source];
        for (int i = at; i < at + form.sources().length()[source]; i++) {
            for (int l = 0; l < lanes; l++) {
                if (logInputs[i][l] > SlowUpdate.IMPOSSIBLE && (p[i][l] > 0 || logInputs[i][l] != 0)) {
                    bound = Math.min(bound, p[i][l]);
                }
            }
        }
        return bound;
    }

    /** a + w b by run of a place that is an input, zeros elsewhere. */
    double[] logarithms(int at) {
        return logInputs[at];
    }
}
