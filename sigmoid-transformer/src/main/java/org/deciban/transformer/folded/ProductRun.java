package org.deciban.transformer.folded;

import java.util.Arrays;

/** The arrays of one run of a {@link ProductForm}, and the two halves of a round on them. */
final class ProductRun {
    /** Below this lower bound products are scaled up. */
    private static final double SCALE_BELOW = 0x1p-500;

    /** Products whose lower bound is at least this lose nothing to underflow. */
    static final double SAFE = 1e-290;

    private final ProductForm form;
    private final double[] p;
    private final double[] products;
    private final double[] steady;
    private final double[] logInputs;
    private final double[] before;
    private final SlowUpdate slow;

    ProductRun(ProductForm form) {
        this.form = form;
        this.p = new double[form.sources().size()];
        this.products = new double[form.sets().size()];
        this.steady = new double[form.sets().steadySize()];
        this.logInputs = new double[form.sources().size()];
        this.before = new double[scratchSize(form.sets())];
        this.slow = new SlowUpdate(form);
    }

    static int scratchSize(ProductForm.Sets sets) {
        int most = 0;
        for (int s = 0; s < sets.count(); s++) {
            int members = sets.start()[s + 1] - sets.start()[s];
            most = Math.max(most, (members + 2) * (sets.length()[s] + 1));
        }
        return most;
    }

    /** Begins a run. */
    void begin(double[] inputs) {
        System.arraycopy(form.sources().start(), 0, p, 0, p.length);
        ProductForm.Inputs in = form.inputs();
        for (int i = 0; i < in.source().length; i++) {
            int at = form.sources().at()[in.source()[i]] + in.element()[i];
            logInputs[at] = inputs[in.message()[i]] + form.markWeight() * inputs[in.mark()[i]];
            p[at] = Math.exp(logInputs[at]);
        }
        for (int source : in.inputSources()) {
            setLowerBound(source);
        }
        multiplySteady();
    }

    /** Multiplies the steady sources of every set: when a run begins, and again after the first round. */
    void multiplySteady() {
        ProductForm.Sets sets = form.sets();
        int[] at = form.sources().at();
        int[] lengths = form.sources().length();
        for (int set = 0; set < sets.count(); set++) {
            int length = sets.length()[set];
            int target = sets.steadyAt()[set];
            Arrays.fill(steady, target, target + length + 1, 1);
            for (int i = sets.steadyStart()[set]; i < sets.steadyStart()[set + 1]; i++) {
                times(steady, target, sets.steady()[i], at, lengths, length, steady, target);
            }
        }
    }

    private void setLowerBound(int source) {
        int at = form.sources().at()[source];
        int end = at + form.sources().length()[source];
        // Of an input that is no mark, exp may be 0: its lower bound is 0 then, and what reads it takes the logarithms.
        double least = Double.POSITIVE_INFINITY;
        for (int i = at; i < end; i++) {
            if (p[i] > 0 || logInputs[i] > SlowUpdate.IMPOSSIBLE) {
                least = Math.min(least, p[i]);
            }
        }
        p[end] = least == Double.POSITIVE_INFINITY ? 1 : least;
    }

    /** The products of sets {@code from … to − 1}. */
    void multiply(int from, int to) {
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
        int[] at = form.sources().at();
        int[] lengths = form.sources().length();
        int first = sets.start()[set];
        int members = sets.start()[set + 1] - first;
        int length = sets.length()[set];
        int width = length + 1;
        System.arraycopy(steady, sets.steadyAt()[set], before, 0, width);
        for (int i = 0; i < members; i++) {
            int source = sets.member()[first + i];
            times(before, i * width, source, at, lengths, length, before, (i + 1) * width);
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
            times(before, after, sets.member()[first + i], at, lengths, length, before, after);
        }
    }

    private void times(
            double[] left, int leftAt, int source, int[] at, int[] lengths, int length, double[] target, int targetAt) {
        int from = at[source];
        for (int k = 0; k < length; k++) {
            target[targetAt + k] = left[leftAt + k] * p[from + k];
        }
        target[targetAt + length] = left[leftAt + length] * p[from + lengths[source]];
        if (target[targetAt + length] < SCALE_BELOW) {
            scaleUp(target, targetAt, length);
        }
    }

    static void scaleUp(double[] vector, int at, int length) {
        double max = 0;
        for (int k = 0; k < length; k++) {
            max = Math.max(max, vector[at + k]);
        }
        if (max > 0) {
            int exponent = -Math.getExponent(max);
            for (int k = 0; k <= length; k++) {
                vector[at + k] = Math.scalb(vector[at + k], exponent);
            }
        }
    }

    /** The same for vectors of two. */
    private void multiplyPairs(int set) {
        ProductForm.Sets sets = form.sets();
        int[] at = form.sources().at();
        int[] lengths = form.sources().length();
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
            int from = at[sets.member()[i]];
            a *= p[from];
            b *= p[from + 1];
            bound *= p[from + lengths[sets.member()[i]]];
            if (bound < SCALE_BELOW && Math.max(a, b) > 0) {
                double scale = Math.scalb(1.0, -Math.getExponent(Math.max(a, b)));
                a *= scale;
                b *= scale;
                bound *= scale;
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
            int target = sets.productAt()[i];
            if (target >= 0) {
                products[target] = a * before[prefix];
                products[target + 1] = b * before[prefix + 1];
                products[target + 2] = bound * before[prefix + 2];
            }
            int from = at[sets.member()[i]];
            a *= p[from];
            b *= p[from + 1];
            bound *= p[from + lengths[sets.member()[i]]];
            if (bound < SCALE_BELOW && Math.max(a, b) > 0) {
                double scale = Math.scalb(1.0, -Math.getExponent(Math.max(a, b)));
                a *= scale;
                b *= scale;
                bound *= scale;
            }
        }
    }

    /** Updates {@code from … to − 1}. */
    void update(int from, int to) {
        ProductForm.Updates updates = form.updates();
        int[] productStart = updates.productStart();
        int[] boundAt = updates.boundAt();
        int[] source = updates.source();
        int[] sourceAt = form.sources().at();
        int[] sourceLength = form.sources().length();
        double[] leastFactor = updates.leastFactor();
        for (int u = from; u < to; u++) {
            double bound = leastFactor[u];
            for (int i = productStart[u]; i < productStart[u + 1]; i++) {
                bound *= products[boundAt[i]];
            }
            int at = sourceAt[source[u]];
            int length = sourceLength[source[u]];
            double total = 0;
            if (bound >= SAFE) {
                total = switch (updates.shape()[u]) {
                    case MATRIX -> length == 2 && isPair(u) ? pair(u, at) : matrix(u, at, length);
                    case CUBE -> cube(u, at, length);
                    case ROWS -> sum(u, at, length);
                };
            }
            if (total > 0) {
                normalise(at, length, total);
            } else {
                slow.update(u, p, logInputs);
            }
        }
    }

    private boolean isPair(int u) {
        int out = form.updates().outStart()[u];
        int[] rowStart = form.updates().rowStart();
        return rowStart[out + 2] - rowStart[out] == 4;
    }

    private double pair(int u, int at) {
        ProductForm.Updates updates = form.updates();
        double[] factor = updates.factor();
        int row = updates.rowStart()[updates.outStart()[u]];
        int from = updates.term()[updates.termStart()[u]];
        double a = products[from];
        double b = products[from + 1];
        double first = factor[row] * a + factor[row + 1] * b;
        double second = factor[row + 2] * a + factor[row + 3] * b;
        p[at] = first;
        p[at + 1] = second;
        return first + second;
    }

    private double matrix(int u, int at, int length) {
        ProductForm.Updates updates = form.updates();
        double[] factor = updates.factor();
        int[] rowStart = updates.rowStart();
        int out = updates.outStart()[u];
        int row = rowStart[out];
        int width = rowStart[out + 1] - row;
        int from = updates.term()[updates.termStart()[u]];
        double total = 0;
        for (int k = at; k < at + length; k++) {
            double sum = 0;
            for (int i = 0; i < width; i++) {
                sum += factor[row++] * products[from + i];
            }
            p[k] = sum;
            total += sum;
        }
        return total;
    }

    private double cube(int u, int at, int length) {
        ProductForm.Updates updates = form.updates();
        double[] factor = updates.factor();
        int[] rowStart = updates.rowStart();
        int out = updates.outStart()[u];
        int row = rowStart[out];
        int rows = rowStart[out + 1] - row;
        int slow = updates.term()[updates.termStart()[u]];
        int fast = updates.term()[updates.termStart()[u] + 1];
        int width = updates.term()[updates.termStart()[u] + 2 * rows - 1] - fast + 1;
        int height = rows / width;
        double total = 0;
        for (int k = at; k < at + length; k++) {
            double sum = 0;
            for (int i = 0; i < height; i++) {
                double inner = 0;
                for (int j = 0; j < width; j++) {
                    inner += factor[row++] * products[fast + j];
                }
                sum += inner * products[slow + i];
            }
            p[k] = sum;
            total += sum;
        }
        return total;
    }

    private double sum(int u, int at, int length) {
        ProductForm.Updates updates = form.updates();
        double[] factor = updates.factor();
        int[] term = updates.term();
        int[] rowStart = updates.rowStart();
        int out = updates.outStart()[u];
        int t = updates.termStart()[u];
        int terms = updates.products(u);
        double total = 0;
        for (int k = 0; k < length; k++) {
            int row = rowStart[out + k];
            int end = rowStart[out + k + 1];
            double sum = 0;
            switch (terms) {
                case 0 -> {
                    for (; row < end; row++) {
                        sum += factor[row];
                    }
                }
                case 1 -> {
                    for (; row < end; row++, t++) {
                        sum += factor[row] * products[term[t]];
                    }
                }
                case 2 -> {
                    for (; row < end; row++, t += 2) {
                        sum += factor[row] * products[term[t]] * products[term[t + 1]];
                    }
                }
                case 3 -> {
                    for (; row < end; row++, t += 3) {
                        sum += factor[row] * products[term[t]] * (products[term[t + 1]] * products[term[t + 2]]);
                    }
                }
                default -> {
                    for (; row < end; row++) {
                        double product = factor[row];
                        for (int i = 0; i < terms; i++) {
                            product *= products[term[t++]];
                        }
                        sum += product;
                    }
                }
            }
            p[at + k] = sum;
            total += sum;
        }
        return total;
    }

    private void normalise(int at, int length, double total) {
        double least = 1;
        double scale = 1 / total;
        for (int k = at; k < at + length; k++) {
            double share = p[k] * scale;
            p[k] = share;
            least = share > 0 && share < least ? share : least;
        }
        p[at + length] = least;
    }

    /** The outputs: of each set that is read the sum of logarithms. */
    double[] read() {
        return slow.read(p, logInputs);
    }
}
