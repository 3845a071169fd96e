package org.deciban.transformer.folded;

import static org.deciban.transformer.folded.VectorLoops.copy;
import static org.deciban.transformer.folded.VectorLoops.product;

/** The products of sets, for several runs side by side. */
final class SetLanes {
    private final ProductForm form;
    private final LaneState state;
    private final double[][] products;
    private final double[][] steady;
    private final double[] ones;
    private final double[][] before;
    private final double[] steadyBound;
    private final double[] prefixBound;
    private final double[][] prefixes;
    private final double[] suffix;
    private double[][] p;

    SetLanes(ProductForm form, LaneState state) {
        this.form = form;
        this.state = state;
        this.products = state.products;
        this.steady = state.steady;
        this.ones = state.ones;
        this.before = new double[SetProducts.scratchSize(form.sets())][state.lanes];
        this.steadyBound = new double[form.sets().count()];
        this.prefixBound = new double[1 + mostMembers(form.sets())];
        this.prefixes = new double[1 + mostMembers(form.sets())][];
        this.suffix = new double[state.lanes];
        this.p = state.p();
    }

    private static int mostMembers(ProductForm.Sets sets) {
        int most = 0;
        for (int set = 0; set < sets.count(); set++) {
            most = Math.max(most, sets.start()[set + 1] - sets.start()[set]);
        }
        return most;
    }

    /** Multiplies the steady sources of every set. */
    void multiplySteady() {
        p = state.p();
        ProductForm.Sets sets = form.sets();
        for (int set = 0; set < sets.count(); set++) {
            int length = sets.length()[set];
            int target = sets.steadyAt()[set];
            for (int k = 0; k < length; k++) {
                copy(ones, steady[target + k]);
            }
            double bound = 1;
            for (int i = sets.steadyStart()[set]; i < sets.steadyStart()[set + 1]; i++) {
                int source = sets.steady()[i];
                bound = times(steady, target, bound, source, length, steady, target);
            }
            steadyBound[set] = bound;
        }
    }

    /** The products of a set. */
    void multiply(int set) {
        p = state.p();
        ProductForm.Sets sets = form.sets();
        double bound = steadyBound[set];
        for (int i = sets.start()[set]; i < sets.start()[set + 1]; i++) {
            bound *= state.bound(sets.member()[i]);
        }
        if (bound < SetProducts.SCALE_BELOW) {
            multiplyScaled(set);
        } else {
            multiplyPlain(set);
        }
    }

    /** Where nothing has to be scaled: entry by entry, so that what is multiplied stays close at hand. */
    private void multiplyPlain(int set) {
        ProductForm.Sets sets = form.sets();
        int first = sets.start()[set];
        int end = sets.start()[set + 1];
        int whole = sets.wholeAt()[set];
        for (int k = 0; k < sets.length()[set]; k++) {
            double[] product = steady[sets.steadyAt()[set] + k];
            for (int i = first; i < end; i++) {
                prefixes[i - first] = product;
                if (i + 1 < end || whole >= 0) {
                    double[] longer = before[i - first];
                    product(product, p[sets.memberAt()[i] + k], longer);
                    product = longer;
                }
            }
            if (whole >= 0) {
                copy(product, products[whole + k]);
            }
            double[] after = ones;
            for (int i = end - 1; i >= first; i--) {
                double[] source = p[sets.memberAt()[i] + k];
                int target = sets.productAt()[i];
                if (target >= 0 && after == ones) {
                    copy(prefixes[i - first], products[target + k]);
                } else if (target >= 0) {
                    product(prefixes[i - first], after, products[target + k]);
                }
                if (after == ones) {
                    after = source;
                } else if (i > first) {
                    product(after, source, suffix);
                    after = suffix;
                }
            }
        }
        setBounds(set);
    }

    private void setBounds(int set) {
        ProductForm.Sets sets = form.sets();
        int first = sets.start()[set];
        int end = sets.start()[set + 1];
        int length = sets.length()[set];
        prefixBound[0] = steadyBound[set];
        for (int i = first; i < end; i++) {
            prefixBound[i - first + 1] = prefixBound[i - first] * state.bound(sets.member()[i]);
        }
        if (sets.wholeAt()[set] >= 0) {
            products[sets.wholeAt()[set] + length][0] = prefixBound[end - first];
        }
        double after = 1;
        for (int i = end - 1; i >= first; i--) {
            if (sets.productAt()[i] >= 0) {
                products[sets.productAt()[i] + length][0] = prefixBound[i - first] * after;
            }
            after *= state.bound(sets.member()[i]);
        }
    }

    private void multiplyScaled(int set) {
        ProductForm.Sets sets = form.sets();
        int first = sets.start()[set];
        int members = sets.start()[set + 1] - first;
        int length = sets.length()[set];
        for (int k = 0; k < length; k++) {
            copy(steady[sets.steadyAt()[set] + k], before[k]);
        }
        prefixBound[0] = steadyBound[set];
        for (int i = 0; i < members; i++) {
            prefixBound[i + 1] = times(
                    before, i * length, prefixBound[i], sets.member()[first + i], length, before, (i + 1) * length);
        }
        int whole = sets.wholeAt()[set];
        if (whole >= 0) {
            for (int k = 0; k < length; k++) {
                copy(before[members * length + k], products[whole + k]);
            }
            products[whole + length][0] = prefixBound[members];
        }
        int after = (members + 1) * length;
        for (int k = 0; k < length; k++) {
            copy(ones, before[after + k]);
        }
        double afterBound = 1;
        for (int i = members - 1; i >= 0; i--) {
            int target = sets.productAt()[first + i];
            if (target >= 0) {
                for (int k = 0; k < length; k++) {
                    product(before[i * length + k], before[after + k], products[target + k]);
                }
                products[target + length][0] = prefixBound[i] * afterBound;
            }
            if (i > 0) {
                afterBound = times(before, after, afterBound, sets.member()[first + i], length, before, after);
            }
        }
    }

    /** Multiplies with a source, and returns the lower bound of the products. */
    private double times(
            double[][] left, int leftAt, double leftBound, int source, int length, double[][] target, int targetAt) {
        int from = form.sources().at()[source];
        for (int k = 0; k < length; k++) {
            product(left[leftAt + k], p[from + k], target[targetAt + k]);
        }
        double bound = leftBound * state.bound(source);
        if (bound >= SetProducts.SCALE_BELOW) {
            return bound;
        }
        double least = 1;
        for (int l = 0; l < state.lanes; l++) {
            least = Math.min(least, scaleUp(target, targetAt, length, l));
        }
        // Where digits may be lost already, no lower bound is left.
        return bound < Double.MIN_NORMAL ? 0 : least;
    }

    /** Scales one run up, and returns its least entry that is not zero. */
    private static double scaleUp(double[][] vector, int at, int length, int lane) {
        double max = 0;
        for (int k = at; k < at + length; k++) {
            max = Math.max(max, vector[k][lane]);
        }
        double factor = max > 0 ? Math.scalb(1.0, -Math.getExponent(max)) : 1;
        double least = 1;
        for (int k = at; k < at + length; k++) {
            double scaled = vector[k][lane] * factor;
            vector[k][lane] = scaled;
            least = scaled > 0 ? Math.min(least, scaled) : least;
        }
        return least;
    }
}
