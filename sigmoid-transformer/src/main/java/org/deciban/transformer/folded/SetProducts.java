package org.deciban.transformer.folded;

import java.util.Arrays;

/** The first half of a round of a {@link ProductRun}: the products of sets. One thread's; others may multiply other sets. */
final class SetProducts {
    /** Below this lower bound products are scaled up. */
    static final double SCALE_BELOW = 0x1p-500;

    private final ProductForm form;
    private final RunState state;
    private final double[] products;
    private final double[] steady;
    private final double[] before;
    private double[] p;

    SetProducts(ProductForm form, RunState state) {
        this.form = form;
        this.state = state;
        this.products = state.products;
        this.steady = state.steady;
        this.before = new double[scratchSize(form.sets())];
        this.p = state.p();
    }

    static int scratchSize(ProductForm.Sets sets) {
        int most = 0;
        for (int s = 0; s < sets.count(); s++) {
            int members = sets.start()[s + 1] - sets.start()[s];
            most = Math.max(most, (members + 2) * (sets.length()[s] + 1));
        }
        return most;
    }

    /** Multiplies the steady sources of sets {@code from … to − 1}. */
    void multiplySteady(int from, int to) {
        p = state.p();
        ProductForm.Sets sets = form.sets();
        int[] at = form.sources().at();
        int[] lengths = form.sources().length();
        for (int set = from; set < to; set++) {
            int length = sets.length()[set];
            int target = sets.steadyAt()[set];
            Arrays.fill(steady, target, target + length + 1, 1);
            for (int i = sets.steadyStart()[set]; i < sets.steadyStart()[set + 1]; i++) {
                int source = sets.steady()[i];
                times(steady, target, at[source], at[source] + lengths[source], length, steady, target);
            }
        }
    }

    /** The products of sets {@code from … to − 1}. */
    void multiply(int from, int to) {
        p = state.p();
        ProductForm.Sets sets = form.sets();
        for (int set = from; set < to; set++) {
            if (sets.length()[set] == 2) {
                multiplyPairs(set);
            } else {
                multiply(set);
            }
        }
    }

    private void multiply(int set) {
        ProductForm.Sets sets = form.sets();
        int[] memberAt = sets.memberAt();
        int[] boundAt = sets.boundAt();
        int first = sets.start()[set];
        int members = sets.start()[set + 1] - first;
        int length = sets.length()[set];
        int width = length + 1;
        System.arraycopy(steady, sets.steadyAt()[set], before, 0, width);
        for (int i = 0; i < members; i++) {
            times(before, i * width, memberAt[first + i], boundAt[first + i], length, before, (i + 1) * width);
        }
        if (sets.wholeAt()[set] >= 0) {
            System.arraycopy(before, members * width, products, sets.wholeAt()[set], width);
        }
        // The products of what comes after, in the place behind the last prefix.
        int after = (members + 1) * width;
        Arrays.fill(before, after, after + width, 1);
        for (int i = members - 1; i >= 0; i--) {
            int target = sets.productAt()[first + i];
            if (target >= 0) {
                int prefix = i * width;
                for (int k = 0; k < width; k++) {
                    products[target + k] = before[prefix + k] * before[after + k];
                }
            }
            times(before, after, memberAt[first + i], boundAt[first + i], length, before, after);
        }
    }

    private void times(double[] left, int leftAt, int from, int boundAt, int length, double[] target, int targetAt) {
        for (int k = 0; k < length; k++) {
            target[targetAt + k] = left[leftAt + k] * p[from + k];
        }
        target[targetAt + length] = left[leftAt + length] * p[boundAt];
        if (target[targetAt + length] < SCALE_BELOW) {
            scaleUp(target, targetAt, length);
        }
    }

    /**
     * Scales a vector so that its largest entry is of order 1. Where digits may be lost already, no lower bound is left; elsewhere
     * the least entry that is not zero is one.
     */
    static void scaleUp(double[] vector, int at, int length) {
        boolean exact = vector[at + length] >= Double.MIN_NORMAL;
        double max = 0;
        for (int k = at; k < at + length; k++) {
            max = Math.max(max, vector[k]);
        }
        int exponent = max > 0 ? -Math.getExponent(max) : 0;
        double least = 1;
        for (int k = at; k < at + length; k++) {
            vector[k] = Math.scalb(vector[k], exponent);
            least = vector[k] > 0 ? Math.min(least, vector[k]) : least;
        }
        vector[at + length] = exact ? least : 0;
    }

    private static double leastPositive(double a, double b) {
        double least = Math.min(a, b);
        return least > 0 ? least : Math.max(a, b);
    }

    /** The same for vectors of two. */
    private void multiplyPairs(int set) {
        ProductForm.Sets sets = form.sets();
        int[] memberAt = sets.memberAt();
        int[] boundAt = sets.boundAt();
        int[] productAt = sets.productAt();
        int first = sets.start()[set];
        int end = sets.start()[set + 1];
        int steadyAt = sets.steadyAt()[set];
        double a = steady[steadyAt];
        double b = steady[steadyAt + 1];
        double bound = steady[steadyAt + 2];
        int prefix = 0;
        for (int i = first; i < end; i++, prefix += 3) {
            before[prefix] = a;
            before[prefix + 1] = b;
            before[prefix + 2] = bound;
            int from = memberAt[i];
            a *= p[from];
            b *= p[from + 1];
            bound *= p[boundAt[i]];
            if (bound < SCALE_BELOW && Math.max(a, b) > 0) {
                double scale = Math.scalb(1.0, -Math.getExponent(Math.max(a, b)));
                a *= scale;
                b *= scale;
                bound = bound < Double.MIN_NORMAL ? 0 : leastPositive(a, b);
            }
        }
        int whole = sets.wholeAt()[set];
        if (whole >= 0) {
            products[whole] = a;
            products[whole + 1] = b;
            products[whole + 2] = bound;
        }
        a = 1;
        b = 1;
        bound = 1;
        for (int i = end - 1; i >= first; i--) {
            prefix -= 3;
            int target = productAt[i];
            if (target >= 0) {
                products[target] = a * before[prefix];
                products[target + 1] = b * before[prefix + 1];
                products[target + 2] = bound * before[prefix + 2];
            }
            int from = memberAt[i];
            a *= p[from];
            b *= p[from + 1];
            bound *= p[boundAt[i]];
            if (bound < SCALE_BELOW && Math.max(a, b) > 0) {
                double scale = Math.scalb(1.0, -Math.getExponent(Math.max(a, b)));
                a *= scale;
                b *= scale;
                bound = bound < Double.MIN_NORMAL ? 0 : leastPositive(a, b);
            }
        }
    }
}
