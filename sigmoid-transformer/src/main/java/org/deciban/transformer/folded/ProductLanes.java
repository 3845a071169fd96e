package org.deciban.transformer.folded;

import java.util.Arrays;
import java.util.List;

/**
 * The same as {@link ProductRun} for several runs side by side. Each place is an array with one entry a run, and inner loops run
 * over such arrays from the first entry to the last: the virtual machine makes vector instructions of that, and of nothing that
 * begins in the middle of an array.
 *
 * <p>Lower bounds are kept for all runs together. Where those do not suffice, each run is looked at by itself.
 */
final class ProductLanes implements LaneRuns {
    private final ProductForm form;
    private final LaneState state;
    private final SetLanes sets;
    private final UpdateLanes updates;
    private final LaneOutputs outputs;
    /** By member: the update that is run as soon as the product without it is there, or −1. */
    private final int[] updateOf;

    private final boolean[] runsAtOnce;

    ProductLanes(ProductForm form, int lanes) {
        this.form = form;
        this.runsAtOnce = new boolean[form.updates().count()];
        this.updateOf = findUpdates();
        LaneInputs inputs = new LaneInputs(form, lanes);
        this.state = new LaneState(form, lanes, inputs, placeProducts(form, updateOf, lanes));
        this.sets = new SetLanes(form, state);
        this.updates = new UpdateLanes(form, state);
        this.outputs = new LaneOutputs(form, inputs, lanes);
    }

    @Override
    public int lanes() {
        return state.lanes;
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
    private static double[][] placeProducts(ProductForm form, int[] updateOf, int lanes) {
        double[][] products = new double[form.sets().size()][];
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
        return products;
    }

    /** {@return true} */
    @Override
    public boolean run(double[][] given, List<Integer> reads, double[][][] read, int from, int to) {
        state.begin(given, from);
        sets.multiplySteady();
        int done = 0;
        for (int round = 0; ; round++) {
            if (reads.get(done) == round) {
                double[][] p = state.p();
                outputs.read((source, element) -> p[form.sources().at()[source] + element], read, from, to, done++);
            }
            if (round == form.rounds()) {
                return true;
            }
            multiply();
            update(round == 0);
            state.turn(round == 0);
            if (round == 0) {
                sets.multiplySteady();
            }
        }
    }

    /** The products of all sets, and the updates that wait for nothing else. */
    private void multiply() {
        ProductForm.Sets all = form.sets();
        for (int set = 0; set < all.count(); set++) {
            sets.multiply(set);
            for (int i = all.start()[set]; i < all.start()[set + 1]; i++) {
                if (updateOf[i] >= 0) {
                    updates.update(updateOf[i]);
                }
            }
        }
    }

    /** The other updates; the steady ones in the first round alone. */
    private void update(boolean first) {
        for (int u = first ? 0 : form.updates().steady(); u < runsAtOnce.length; u++) {
            if (!runsAtOnce[u]) {
                updates.update(u);
            }
        }
    }
}
