package org.deciban.factorgraph.inference;

import java.util.Arrays;

/** Doubles whose range has no end: for the rare model whose products leave that of {@link DoubleKernel}. */
final class WideSemiring implements Semiring<WideDouble> {
    private final Accumulation accumulation;

    WideSemiring(Accumulation accumulation) {
        this.accumulation = accumulation;
    }

    @Override
    public WideDouble zero() {
        return WideDouble.ZERO;
    }

    @Override
    public WideDouble one() {
        return WideDouble.ONE;
    }

    @Override
    public NumberTable<WideDouble> load(double[] weights) {
        return new NumberTable<>(
                Arrays.stream(weights).mapToObj(w -> WideDouble.of(w, 0)).toList(), 0);
    }

    @Override
    public WideDouble add(WideDouble a, WideDouble b) {
        return accumulation == Accumulation.SUM ? a.add(b) : a.max(b);
    }

    @Override
    public WideDouble multiply(WideDouble a, WideDouble b) {
        return a.multiply(b);
    }

    @Override
    public WideDouble divide(WideDouble a, WideDouble b) {
        return a.divide(b);
    }

    @Override
    public boolean isZero(WideDouble number) {
        return number.isZero();
    }

    @Override
    public double log(WideDouble number) {
        return number.log();
    }
}
