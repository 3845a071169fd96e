package org.deciban.transformer.folded;

import java.util.Arrays;

/** The arrays of one run of a {@link ProductForm}, and the two halves of a round on them. */
final class ProductRun implements SlowUpdate.Values {
    /** Below this lower bound products are scaled up. */
    static final double SCALE_BELOW = 0x1p-500;

    /** Products whose lower bound is at least this lose nothing to underflow. */
    static final double SAFE = 1e-290;

    private final ProductForm form;
    /** The p's of the round before; updates write those of the next, since some read logarithms of the former. */
    private double[] p;

    private double[] next;
    private final double[] products;
    private final double[] steady;
    private final double[] logInputs;
    private final double[] before;
    private final double[] partial;
    private final SlowUpdate slow;

    ProductRun(ProductForm form) {
        this.form = form;
        this.p = new double[form.sources().size()];
        this.next = new double[p.length];
        this.products = new double[form.sets().size()];
        this.steady = new double[form.sets().steadySize()];
        this.logInputs = new double[form.sources().size()];
        this.before = new double[scratchSize(form.sets())];
        this.partial = new double[form.updates().mostRows()];
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
        System.arraycopy(p, 0, next, 0, p.length);
        multiplySteady();
    }

    /** Ends a round: what was written is what is read from now on. */
    void turn(boolean first) {
        double[] old = p;
        p = next;
        next = old;
        if (first) {
            System.arraycopy(p, 0, next, 0, p.length);
            multiplySteady();
        }
    }

    /** Multiplies the steady sources of every set. */
    private void multiplySteady() {
        ProductForm.Sets sets = form.sets();
        int[] at = form.sources().at();
        int[] lengths = form.sources().length();
        for (int set = 0; set < sets.count(); set++) {
            int length = sets.length()[set];
            int target = sets.steadyAt()[set];
            Arrays.fill(steady, target, target + length + 1, 1);
            for (int i = sets.steadyStart()[set]; i < sets.steadyStart()[set + 1]; i++) {
                int source = sets.steady()[i];
                times(steady, target, at[source], at[source] + lengths[source], length, steady, target);
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

    /** Updates {@code from … to − 1}. */
    void update(int from, int to) {
        ProductForm.Updates updates = form.updates();
        int firstOther = updates.steady() + updates.pairs();
        updateOthers(from, Math.min(to, updates.steady()));
        updatePairs(Math.max(from, updates.steady()), Math.min(to, firstOther));
        updateOthers(Math.max(from, firstOther), to);
    }

    private void updatePairs(int from, int to) {
        ProductForm.Updates updates = form.updates();
        double[] factor = updates.factor();
        int[] places = updates.place();
        int[] at = updates.at();
        double[] leastFactor = updates.leastFactor();
        // Each pair has one product and four rows, one after the other.
        for (int u = from; u < to; u++) {
            int row = updates.rowStart()[updates.outStart()[updates.steady()]] + 4 * (u - updates.steady());
            int place = places[u - updates.steady()];
            double a = products[place];
            double b = products[place + 1];
            double first = factor[row] * a + factor[row + 1] * b;
            double second = factor[row + 2] * a + factor[row + 3] * b;
            double total = first + second;
            if (leastFactor[u] * products[place + 2] >= SAFE && total > 0) {
                double scale = 1 / total;
                first *= scale;
                second *= scale;
                int target = at[u];
                next[target] = first;
                next[target + 1] = second;
                double least = first < second ? first : second;
                next[target + 2] = least > 0 ? least : first + second;
            } else {
                slow.update(u, this);
            }
        }
    }

    private void updateOthers(int from, int to) {
        ProductForm.Updates updates = form.updates();
        int[] productStart = updates.productStart();
        int[] place = updates.place();
        int[] width = updates.width();
        for (int u = from; u < to; u++) {
            double bound = updates.leastFactor()[u];
            for (int i = productStart[u]; i < productStart[u + 1]; i++) {
                bound *= products[place[i] + width[i]];
            }
            int at = updates.at()[u];
            int length = updates.length(u);
            double total = 0;
            if (bound >= SAFE) {
                total = updates.tensor()[u] ? contract(u, at, length) : sum(u, at, length);
            }
            if (total > 0) {
                normalise(at, length, total);
            } else {
                slow.update(u, this);
            }
        }
    }

    /** A tensor, contracted with one product after the other, the fastest first. */
    private double contract(int u, int at, int length) {
        ProductForm.Updates updates = form.updates();
        int row = updates.rowStart()[updates.outStart()[u]];
        int rows = updates.rowStart()[updates.outStart()[u + 1]] - row;
        int first = updates.productStart()[u];
        double[] from = updates.factor();
        for (int i = updates.productStart()[u + 1] - 1; i >= first; i--) {
            int width = updates.width()[i];
            int place = updates.place()[i];
            rows /= width;
            double[] target = i == first ? next : partial;
            contract(from, row, rows, width, place, target, i == first ? at : 0);
            from = partial;
            row = 0;
        }
        double total = 0;
        for (int k = at; k < at + length; k++) {
            total += next[k];
        }
        return total;
    }

    private void contract(double[] from, int row, int rows, int width, int place, double[] target, int targetAt) {
        int r = row;
        if (width == 2) {
            double a = products[place];
            double b = products[place + 1];
            for (int k = 0; k < rows; k++, r += 2) {
                target[targetAt + k] = from[r] * a + from[r + 1] * b;
            }
        } else if (width == 3) {
            double a = products[place];
            double b = products[place + 1];
            double c = products[place + 2];
            for (int k = 0; k < rows; k++, r += 3) {
                target[targetAt + k] = from[r] * a + from[r + 1] * b + from[r + 2] * c;
            }
        } else {
            for (int k = 0; k < rows; k++) {
                double sum = 0;
                for (int j = 0; j < width; j++) {
                    sum += from[r++] * products[place + j];
                }
                target[targetAt + k] = sum;
            }
        }
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
            next[at + k] = sum;
            total += sum;
        }
        return total;
    }

    private void normalise(int at, int length, double total) {
        double least = 1;
        double scale = 1 / total;
        for (int k = at; k < at + length; k++) {
            double share = next[k] * scale;
            next[k] = share;
            least = share > 0 && share < least ? share : least;
        }
        next[at + length] = least;
    }

    /** The outputs: of each set that is read the sum of logarithms. */
    double[] read() {
        return slow.read(this);
    }

    @Override
    public double p(int at) {
        return p[at];
    }

    @Override
    public void setNext(int at, double value) {
        next[at] = value;
    }

    @Override
    public double logInput(int at) {
        return logInputs[at];
    }
}
