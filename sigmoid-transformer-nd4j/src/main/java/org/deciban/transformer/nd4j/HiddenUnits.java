package org.deciban.transformer.nd4j;

import org.deciban.transformer.Activation;

/** The hidden units of one token. */
final class HiddenUnits {
    final double[] entries;
    private final Activation activation;
    private final double logArgumentFloor;
    private final double[] exponentials;
    private final Exponential exponential = new Exponential();

    HiddenUnits(Activation activation, double logArgumentFloor, int count) {
        this.entries = new double[count];
        this.exponentials = new double[count];
        this.activation = activation;
        this.logArgumentFloor = logArgumentFloor;
    }

    /** {@code entries ← φ(entries + bias)}. */
    void apply(double[] bias) {
        for (int i = 0; i < entries.length; i++) {
            entries[i] += bias[i];
        }
        switch (activation) {
            case SIGMOID -> sigmoid();
            case SOFTPLUS -> softplus();
            case RELU -> relu();
            case LOG -> log();
        }
    }

    /** {@code e^(−|u|)}. */
    private void exponentiate() {
        for (int i = 0; i < entries.length; i++) {
            exponentials[i] = -Math.abs(entries[i]);
        }
        for (int from = 0; from < entries.length; from += Exponential.PIECE) {
            exponential.exp(exponentials, from, Math.min(Exponential.PIECE, entries.length - from), 0);
        }
    }

    private void sigmoid() {
        exponentiate();
        for (int i = 0; i < entries.length; i++) {
            double e = exponentials[i];
            entries[i] = (entries[i] < 0 ? e : 1) / (1 + e);
        }
    }

    private void softplus() {
        exponentiate();
        Exponential.log1p(exponentials, entries.length);
        for (int i = 0; i < entries.length; i++) {
            entries[i] = Math.max(entries[i], 0) + exponentials[i];
        }
    }

    private void relu() {
        for (int i = 0; i < entries.length; i++) {
            entries[i] = Math.max(entries[i], 0);
        }
    }

    private void log() {
        for (int i = 0; i < entries.length; i++) {
            entries[i] = Math.log(Math.max(entries[i], logArgumentFloor));
        }
    }
}
