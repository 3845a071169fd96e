package org.deciban.transformer.folded;

import static org.deciban.transformer.folded.VectorLoops.add;
import static org.deciban.transformer.folded.VectorLoops.copy;
import static org.deciban.transformer.folded.VectorLoops.invert;
import static org.deciban.transformer.folded.VectorLoops.scaleAndTakeLeast;

import java.util.Arrays;

/** Softmaxes of products, for several runs side by side. */
final class UpdateLanes {
    private final ProductForm form;
    private final LaneState state;
    private final double[][] products;
    private final LaneRows rows;
    private final double[] total;
    private final double[] inverse;
    private final double[] least;
    private final SlowUpdate slow;
    private final SlowUpdate.Values[] views;
    private double[][] next;

    UpdateLanes(ProductForm form, LaneState state) {
        this.form = form;
        this.state = state;
        this.products = state.products;
        this.rows = new LaneRows(form, state.lanes, products, state.ones);
        this.total = new double[state.lanes];
        this.inverse = new double[state.lanes];
        this.least = new double[state.lanes];
        this.slow = new SlowUpdate(form);
        this.views = new SlowUpdate.Values[state.lanes];
        Arrays.setAll(views, state::run);
        this.next = state.next();
    }

    /** Update u. */
    void update(int u) {
        next = state.next();
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
        for (int l = 0; l < views.length; l++) {
            slow.update(u, views[l]);
            bound = Math.min(bound, next[at + length][l]);
        }
        state.setNextBound(form.updates().source()[u], bound);
    }

    private void normalise(int u, int at, int length) {
        copy(next[at], total);
        for (int k = at + 1; k < at + length; k++) {
            add(next[k], total);
        }
        invert(total, inverse);
        copy(state.ones, least);
        for (int k = at; k < at + length; k++) {
            scaleAndTakeLeast(next[k], inverse, least);
        }
        // Of 0/0 comes NaN: everything was zero in that run.
        double bound = 1;
        for (int l = 0; l < views.length; l++) {
            double here = least[l];
            if (!(here >= bound)) {
                if (!(here < bound)) {
                    slow.update(u, views[l]);
                    here = next[at + length][l];
                }
                bound = Math.min(bound, here);
            }
        }
        state.setNextBound(form.updates().source()[u], bound);
    }
}
