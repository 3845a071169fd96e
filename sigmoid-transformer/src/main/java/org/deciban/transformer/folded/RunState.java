package org.deciban.transformer.folded;

/** The arrays of one run of a {@link ProductForm} by itself. */
final class RunState implements SlowUpdate.Values {
    private final ProductForm form;
    /** The p's of the round before; updates write those of the next, since some read logarithms of the former. */
    private double[] p;

    private double[] next;
    final double[] products;
    final double[] steady;
    private final double[] logInputs;

    RunState(ProductForm form) {
        this.form = form;
        this.p = new double[form.sources().size()];
        this.next = new double[p.length];
        this.products = new double[form.sets().size()];
        this.steady = new double[form.sets().steadySize()];
        this.logInputs = new double[form.sources().size()];
    }

    /** Begins a run; the steady sources are yet to be multiplied. */
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
    }

    /** Ends a round: what was written is what is read from now on. After the first one the steady sources are others. */
    void turn(boolean first) {
        double[] old = p;
        p = next;
        next = old;
        if (first) {
            System.arraycopy(p, 0, next, 0, p.length);
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

    double[] p() {
        return p;
    }

    double[] next() {
        return next;
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
