package org.deciban.transformer.folded;

import java.util.Arrays;
import org.deciban.transformer.Activation;

/** What {@link ProductForm} computes, in logarithms, as the weights say; for what products cannot hold, and for outputs. One thread's. */
final class SlowUpdate {
    /** A logarithm below this is that of a mark. */
    static final double IMPOSSIBLE = -2000;

    /** The p's of one run, and the logarithms of those that are inputs, by place. */
    interface Values {
        double p(int at);

        /** Sets a p of the next round. */
        void setNext(int at, double p);

        /** a + w b of an input, 0 elsewhere. */
        double logInput(int at);
    }

    private final ProductForm form;
    private final double floor;
    /** By product of an update its sums, and by row its score; kept, so that no update makes arrays. */
    private final double[][] sums;

    private final double[] scores;

    SlowUpdate(ProductForm form) {
        this.form = form;
        this.floor = logarithmOfZero(form);
        ProductForm.Updates updates = form.updates();
        int most = 0;
        for (int u = 0; u < updates.count(); u++) {
            most = Math.max(most, updates.products(u));
        }
        int longest = Arrays.stream(form.sets().length()).max().orElse(0);
        this.sums = new double[most][longest];
        this.scores = new double[updates.mostRows()];
    }

    /** a + w b of an entry that is marked. */
    static double logarithmOfZero(ProductForm form) {
        return Activation.LOG_FLOOR * (1 + form.markWeight());
    }

    /** a + w b of an entry of a source. */
    private double logarithm(int source, int element, Values values) {
        int at = form.sources().at()[source] + element;
        double given = values.logInput(at);
        if (given != 0) {
            return given;
        }
        double p = values.p(at);
        return p > 0 ? StrictMath.log(p) : floor;
    }

    /** Update u of one run. */
    void update(int u, Values values) {
        ProductForm.Updates updates = form.updates();
        int products = updates.products(u);
        for (int i = 0; i < products; i++) {
            sum(updates.product()[updates.productStart()[u] + i], values, sums[i]);
        }
        int firstRow = updates.rowStart()[updates.outStart()[u]];
        int rows = updates.rowStart()[updates.outStart()[u + 1]] - firstRow;
        double max = Double.NEGATIVE_INFINITY;
        for (int r = 0; r < rows; r++) {
            scores[r] = updates.constant()[firstRow + r];
            for (int i = 0; i < products; i++) {
                scores[r] += sums[i][element(u, r, i)];
            }
            max = Math.max(max, scores[r]);
        }
        double total = 0;
        for (int r = 0; r < rows; r++) {
            scores[r] = StrictMath.exp(scores[r] - max);
            total += scores[r];
        }
        setShares(u, total, values);
    }

    /** Adds the rows' shares of the total up, entry by entry. */
    private void setShares(int u, double total, Values values) {
        ProductForm.Updates updates = form.updates();
        int out = updates.outStart()[u];
        int firstRow = updates.rowStart()[out];
        int at = updates.at()[u];
        int length = updates.length(u);
        double least = 1;
        for (int k = 0; k < length; k++) {
            double sum = 0;
            for (int r = updates.rowStart()[out + k] - firstRow; r < updates.rowStart()[out + k + 1] - firstRow; r++) {
                sum += scores[r];
            }
            double share = sum / total < Activation.LOG_ARGUMENT_FLOOR ? 0 : sum / total;
            values.setNext(at + k, share);
            least = share > 0 ? Math.min(least, share) : least;
        }
        values.setNext(at + length, least);
    }

    /** The entry of product i that a row multiplies with. */
    private int element(int u, int row, int i) {
        ProductForm.Updates updates = form.updates();
        int first = updates.productStart()[u];
        if (!updates.tensor()[u]) {
            return updates.term()[updates.termStart()[u] + row * updates.products(u) + i] - updates.place()[first + i];
        }
        int slower = row;
        for (int k = updates.products(u) - 1; k > i; k--) {
            slower /= updates.width()[first + k];
        }
        return slower % updates.width()[first + i];
    }

    /** Sums the logarithms of a product, entry by entry. */
    private void sum(int product, Values values, double[] target) {
        ProductForm.Sets sets = form.sets();
        int set = sets.setOf()[product];
        int length = sets.length()[set];
        Arrays.fill(target, 0, length, 0);
        for (int i = sets.steadyStart()[set]; i < sets.steadyStart()[set + 1]; i++) {
            for (int k = 0; k < length; k++) {
                target[k] += logarithm(sets.steady()[i], k, values);
            }
        }
        for (int i = sets.start()[set]; i < sets.start()[set + 1]; i++) {
            if (i - sets.start()[set] != sets.leftOut()[product]) {
                for (int k = 0; k < length; k++) {
                    target[k] += logarithm(sets.member()[i], k, values);
                }
            }
        }
    }

    /** Outputs {@code from … to − 1} of one run. */
    void read(Values values, int from, int to, double[] outputs) {
        ProductForm.Sets sets = form.sets();
        int[] set = form.reads().set();
        for (int c = from; c < to; c++) {
            int element = form.reads().element()[c];
            int[] steadyStart = sets.steadyStart();
            outputs[c] = sum(sets.steady(), steadyStart[set[c]], steadyStart[set[c] + 1], element, values)
                    + sum(sets.member(), sets.start()[set[c]], sets.start()[set[c] + 1], element, values);
        }
    }

    /** The logarithms of an element of some sources, with few calls of the logarithm. */
    private double sum(int[] sources, int from, int to, int element, Values values) {
        double sum = 0;
        double product = 1;
        for (int i = from; i < to; i++) {
            int at = form.sources().at()[sources[i]] + element;
            double p = values.p(at);
            if (p == 0 || values.logInput(at) != 0) {
                sum += logarithm(sources[i], element, values);
            } else {
                double longer = product * p;
                if (longer < Double.MIN_NORMAL) {
                    sum += StrictMath.log(product);
                    longer = p;
                }
                product = longer;
            }
        }
        return product == 1 ? sum : sum + StrictMath.log(product);
    }
}
