package org.deciban.transformer.folded;

import static org.deciban.transformer.folded.VectorLoops.copy;

import java.util.Arrays;

/** The arrays of several runs of a {@link ProductForm} side by side: one for each place, with one entry a run. */
final class LaneState {
    private final ProductForm form;
    final int lanes;
    private final LaneInputs inputs;
    private double[][] p;
    private double[][] next;
    final double[][] products;
    final double[][] steady;
    final double[] ones;
    /** By source: a lower bound of the entries that are not zero, in any run. */
    private double[] bound;

    private double[] nextBound;

    /** @param products by place, those that are read at once sharing arrays */
    LaneState(ProductForm form, int lanes, LaneInputs inputs, double[][] products) {
        this.form = form;
        this.lanes = lanes;
        this.inputs = inputs;
        this.products = products;
        this.p = new double[form.sources().size()][lanes];
        this.next = new double[p.length][lanes];
        this.steady = new double[form.sets().steadySize()][lanes];
        this.ones = new double[lanes];
        Arrays.fill(ones, 1);
        this.bound = new double[form.sources().at().length];
        this.nextBound = new double[bound.length];
    }

    /** Begins runs {@code from … from + lanes − 1}; where there are fewer, the last one is repeated. */
    void begin(double[][] given, int from) {
        double[] start = form.sources().start();
        for (int at = 0; at < start.length; at++) {
            Arrays.fill(p[at], start[at]);
        }
        inputs.read(given, from, p);
        for (int source = 0; source < bound.length; source++) {
            bound[source] = start[form.sources().at()[source] + form.sources().length()[source]];
        }
        for (int source : form.inputs().inputSources()) {
            bound[source] = inputs.bound(source, p);
        }
        copyToNext();
    }

    private void copyToNext() {
        for (int at = 0; at < p.length; at++) {
            copy(p[at], next[at]);
        }
        System.arraycopy(bound, 0, nextBound, 0, bound.length);
    }

    /** As {@link RunState#turn}. */
    void turn(boolean first) {
        double[][] old = p;
        p = next;
        next = old;
        double[] oldBound = bound;
        bound = nextBound;
        nextBound = oldBound;
        if (first) {
            copyToNext();
        }
    }

    double[][] p() {
        return p;
    }

    double[][] next() {
        return next;
    }

    double bound(int source) {
        return bound[source];
    }

    void setNextBound(int source, double least) {
        nextBound[source] = least;
    }

    /** One of the runs. */
    SlowUpdate.Values run(int lane) {
        return new Lane(lane);
    }

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
            return inputs.logarithms(at)[lane];
        }
    }
}
