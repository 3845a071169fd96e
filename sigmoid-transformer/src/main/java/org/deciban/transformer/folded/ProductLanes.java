package org.deciban.transformer.folded;

import static org.deciban.transformer.folded.VectorLoops.add;
import static org.deciban.transformer.folded.VectorLoops.copy;
import static org.deciban.transformer.folded.VectorLoops.invert;
import static org.deciban.transformer.folded.VectorLoops.product;
import static org.deciban.transformer.folded.VectorLoops.scaleAndTakeLeast;

import java.util.Arrays;

/**
 * The same as {@link ProductRun} for several runs side by side. Each place is an array with one entry a run, and inner loops run
 * over such arrays from the first entry to the last: the virtual machine makes vector instructions of that, and of nothing that
 * begins in the middle of an array.
 *
 * <p>Lower bounds are kept for all runs together. Where those do not suffice, each run is looked at by itself.
 */
final class ProductLanes {
    private final ProductForm form;
    private final int lanes;
    private double[][] p;
    private double[][] next;
    private final double[][] products;
    private final double[][] steady;
    private final double[][] logInputs;
    private final double[][] before;
    private final LaneRows rows;
    private final double[] ones;
    private final double[] total;
    private final double[] inverse;
    private final double[] least;
    /** By source, set and product: a lower bound of the entries that are not zero, in any run. */
    private double[] sourceBound;

    private double[] nextSourceBound;

    private final double[] steadyBound;
    private final double[] prefixBound;
    private final double[][] prefixes;
    private final double[] suffix;
    /** By member: the update that is run as soon as the product without it is there, or −1. */
    private final int[] updateOf;

    private final boolean[] runsAtOnce;
    private final SlowUpdate slow;
    private final Lane[] views;

    ProductLanes(ProductForm form, int lanes) {
        this.form = form;
        this.lanes = lanes;
        this.p = new double[form.sources().size()][lanes];
        this.next = new double[p.length][lanes];
        this.products = new double[form.sets().size()][];
        this.prefixes = new double[1 + mostMembers(form.sets())][];
        this.suffix = new double[lanes];
        this.runsAtOnce = new boolean[form.updates().count()];
        this.updateOf = findUpdates();
        placeProducts();
        this.steady = new double[form.sets().steadySize()][lanes];
        this.logInputs = new double[form.sources().size()][];
        this.before = new double[SetProducts.scratchSize(form.sets())][lanes];
        this.ones = new double[lanes];
        this.total = new double[lanes];
        this.inverse = new double[lanes];
        this.least = new double[lanes];
        this.sourceBound = new double[form.sources().at().length];
        this.nextSourceBound = new double[sourceBound.length];
        this.steadyBound = new double[form.sets().count()];
        this.prefixBound = new double[1 + mostMembers(form.sets())];
        this.slow = new SlowUpdate(form);
        this.views = new Lane[lanes];
        Arrays.fill(ones, 1);
        this.rows = new LaneRows(form, lanes, products, ones);
        Arrays.fill(logInputs, new double[lanes]);
        for (int i = 0; i < form.inputs().source().length; i++) {
            logInputs[inputAt(i)] = new double[lanes];
        }
        Arrays.setAll(views, Lane::new);
    }

    int lanes() {
        return lanes;
    }

    /** An update of one product that no other update reads need not wait for the other products. */
    private int[] findUpdates() {
        ProductForm.Updates updates = form.updates();
        ProductForm.Sets sets = form.sets();
        int[] readers = new int[sets.places().length];
        for (int product : updates.product()) {
            readers[product]++;
        }
        int[] found = new int[sets.member().length];
        Arrays.fill(found, -1);
        for (int u = updates.steady(); u < updates.count(); u++) {
            int product = updates.product()[updates.productStart()[u]];
            runsAtOnce[u] = updates.products(u) == 1 && readers[product] == 1 && sets.leftOut()[product] >= 0;
            if (runsAtOnce[u]) {
                found[sets.start()[sets.setOf()[product]] + sets.leftOut()[product]] = u;
            }
        }
        return found;
    }

    /** Products that are read at once share arrays from set to set, which so stay in the nearest cache. */
    private void placeProducts() {
        ProductForm.Sets sets = form.sets();
        double[][] shared = new double[SetProducts.scratchSize(sets)][];
        for (int set = 0; set < sets.count(); set++) {
            int length = sets.length()[set];
            for (int i = sets.start()[set]; i < sets.start()[set + 1]; i++) {
                for (int k = 0; k < length && updateOf[i] >= 0; k++) {
                    int slot = (i - sets.start()[set]) * length + k;
                    shared[slot] = shared[slot] == null ? new double[lanes] : shared[slot];
                    products[sets.productAt()[i] + k] = shared[slot];
                }
            }
        }
        for (int product = 0; product < sets.places().length; product++) {
            int length = sets.length()[sets.setOf()[product]];
            for (int k = 0; k < length; k++) {
                int at = sets.places()[product] + k;
                products[at] = products[at] == null ? new double[lanes] : products[at];
            }
            products[sets.places()[product] + length] = new double[1];
        }
    }

    private static int mostMembers(ProductForm.Sets sets) {
        int most = 0;
        for (int set = 0; set < sets.count(); set++) {
            most = Math.max(most, sets.start()[set + 1] - sets.start()[set]);
        }
        return most;
    }

    /** One run of several. */
    private final class Lane implements SlowUpdate.Values {
        private final int lane;

        Lane(int lane) {
            this.lane = lane;
        }

        @Override
        public double p(int at) {
            return p[at][lane];
        }

        @Override
        public void setNext(int at, double value) {
            next[at][lane] = value;
        }

        @Override
        public double logInput(int at) {
            return logInputs[at][lane];
        }
    }

    private int inputAt(int input) {
        return form.sources().at()[form.inputs().source()[input]]
                + form.inputs().element()[input];
    }

    /** Begins runs {@code from … from + lanes − 1}; where there are fewer, the last one is repeated. */
    void begin(double[][] inputs, int from) {
        double[] start = form.sources().start();
        for (int at = 0; at < start.length; at++) {
            Arrays.fill(p[at], start[at]);
        }
        ProductForm.Inputs in = form.inputs();
        for (int i = 0; i < in.source().length; i++) {
            int at = inputAt(i);
            for (int l = 0; l < lanes; l++) {
                double[] given = inputs[Math.min(from + l, inputs.length - 1)];
                logInputs[at][l] = given[in.message()[i]] + form.markWeight() * given[in.mark()[i]];
                p[at][l] = Math.exp(logInputs[at][l]);
            }
        }
        for (int source = 0; source < sourceBound.length; source++) {
            sourceBound[source] =
                    start[form.sources().at()[source] + form.sources().length()[source]];
        }
        for (int source : in.inputSources()) {
            sourceBound[source] = inputBound(source);
        }
        copyToNext();
        multiplySteady();
    }

    private void copyToNext() {
        for (int at = 0; at < p.length; at++) {
            copy(p[at], next[at]);
        }
        System.arraycopy(sourceBound, 0, nextSourceBound, 0, sourceBound.length);
    }

    /** As {@link RunState#turn}. */
    void turn(boolean first) {
        double[][] old = p;
        p = next;
        next = old;
        double[] oldBound = sourceBound;
        sourceBound = nextSourceBound;
        nextSourceBound = oldBound;
        if (first) {
            copyToNext();
            multiplySteady();
        }
    }

    private double inputBound(int source) {
        double bound = 1;
        int at = form.sources().at()[source];
        for (int i = at; i < at + form.sources().length()[source]; i++) {
            for (int l = 0; l < lanes; l++) {
                if (logInputs[i][l] > SlowUpdate.IMPOSSIBLE) {
                    bound = Math.min(bound, p[i][l]);
                }
            }
        }
        return bound;
    }

    /** Multiplies the steady sources of every set. */
    private void multiplySteady() {
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

    /** The products of all sets, and the updates that wait for nothing else. */
    void multiply() {
        ProductForm.Sets sets = form.sets();
        for (int set = 0; set < sets.count(); set++) {
            double bound = steadyBound[set];
            for (int i = sets.start()[set]; i < sets.start()[set + 1]; i++) {
                bound *= sourceBound[sets.member()[i]];
            }
            if (bound < SetProducts.SCALE_BELOW) {
                multiplyScaled(set);
            } else {
                multiply(set);
            }
            for (int i = sets.start()[set]; i < sets.start()[set + 1]; i++) {
                if (updateOf[i] >= 0) {
                    update(updateOf[i]);
                }
            }
        }
    }

    /** Where nothing has to be scaled: entry by entry, so that what is multiplied stays close at hand. */
    private void multiply(int set) {
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
            prefixBound[i - first + 1] = prefixBound[i - first] * sourceBound[sets.member()[i]];
        }
        if (sets.wholeAt()[set] >= 0) {
            products[sets.wholeAt()[set] + length][0] = prefixBound[end - first];
        }
        double after = 1;
        for (int i = end - 1; i >= first; i--) {
            if (sets.productAt()[i] >= 0) {
                products[sets.productAt()[i] + length][0] = prefixBound[i - first] * after;
            }
            after *= sourceBound[sets.member()[i]];
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
        double bound = leftBound * sourceBound[source];
        if (bound >= SetProducts.SCALE_BELOW) {
            return bound;
        }
        double least = 1;
        for (int l = 0; l < lanes; l++) {
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

    /** The other updates; the steady ones in the first round alone. */
    void update(boolean first) {
        for (int u = first ? 0 : form.updates().steady(); u < runsAtOnce.length; u++) {
            if (!runsAtOnce[u]) {
                update(u);
            }
        }
    }

    private void update(int u) {
        ProductForm.Updates updates = form.updates();
        double bound = updates.leastFactor()[u];
        for (int i = updates.productStart()[u]; i < updates.productStart()[u + 1]; i++) {
            bound *= products[updates.place()[i] + updates.width()[i]][0];
        }
        int at = updates.at()[u];
        int length = updates.length(u);
        if (bound >= UpdateSums.SAFE) {
            rows.evaluate(u, next);
            normalise(u, at, length);
        } else {
            updateEach(u, at, length);
        }
    }

    /** Where some run may be beyond what products can hold: every run by itself. */
    private void updateEach(int u, int at, int length) {
        double bound = 1;
        for (int l = 0; l < lanes; l++) {
            slow.update(u, views[l]);
            bound = Math.min(bound, next[at + length][l]);
        }
        nextSourceBound[form.updates().source()[u]] = bound;
    }

    private void normalise(int u, int at, int length) {
        copy(next[at], total);
        for (int k = at + 1; k < at + length; k++) {
            add(next[k], total);
        }
        invert(total, inverse);
        copy(ones, least);
        for (int k = at; k < at + length; k++) {
            scaleAndTakeLeast(next[k], inverse, least);
        }
        // Of 0/0 comes NaN: everything was zero in that run.
        double bound = 1;
        for (int l = 0; l < lanes; l++) {
            double here = least[l];
            if (!(here >= bound)) {
                if (!(here < bound)) {
                    slow.update(u, views[l]);
                    here = next[at + length][l];
                }
                bound = Math.min(bound, here);
            }
        }
        nextSourceBound[form.updates().source()[u]] = bound;
    }

    /** The outputs of the first runs, as {@link SlowUpdate#read} has them; cell by cell, since the runs lie side by side. */
    double[][] read(int count) {
        ProductForm.Sets sets = form.sets();
        int[] set = form.reads().set();
        double[][] outputs = new double[count][set.length];
        for (int c = 0; c < set.length; c++) {
            int element = form.reads().element()[c];
            addLogarithms(sets.steady(), sets.steadyStart(), set[c], element, outputs, c);
            addLogarithms(sets.member(), sets.start(), set[c], element, outputs, c);
        }
        return outputs;
    }

    private void addLogarithms(int[] sources, int[] start, int set, int element, double[][] outputs, int cell) {
        double[] product = total;
        double[] sum = least;
        Arrays.fill(product, 1);
        Arrays.fill(sum, 0);
        for (int i = start[set]; i < start[set + 1]; i++) {
            int at = form.sources().at()[sources[i]] + element;
            double[] values = p[at];
            double[] given = logInputs[at];
            for (int l = 0; l < outputs.length; l++) {
                if (values[l] == 0 || given[l] != 0) {
                    sum[l] += given[l] != 0 ? given[l] : slow.logarithmOfZero();
                } else {
                    double longer = product[l] * values[l];
                    if (longer < Double.MIN_NORMAL) {
                        sum[l] += StrictMath.log(product[l]);
                        longer = values[l];
                    }
                    product[l] = longer;
                }
            }
        }
        for (int l = 0; l < outputs.length; l++) {
            outputs[l][cell] += product[l] == 1 ? sum[l] : sum[l] + StrictMath.log(product[l]);
        }
    }
}
