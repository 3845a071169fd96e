package org.deciban.tunnels.meters;

/**
 * Distances between an exact distribution p and a model's q, accurate where the two are nearly equal.
 *
 * <p>{@code Σ p log(p/q)} loses everything below about 1e-16, because its terms cancel: where q differs from p by a share of
 * 1e-8, the divergence is 1e-16 and its terms are 1e-8. With d = q/p − 1 and h(x) = x − log(1 + x), which is never negative,
 *
 * <pre>KL(p ‖ q) = Σ_(p>0) p h(d) + Σ_(p=0) q</pre>
 *
 * for distributions that sum to 1. No terms cancel, so that the result is right to about 15 digits however small it is. Where the sums
 * are not quite 1, this is {@code Σ p log(p/q) − p + q} (Csiszár's I-divergence), which is 0 for equal arguments alone.
 */
public final class Divergences {
    private static final double LOG_2 = Math.log(2);

    /** Above it h is no small difference, and the logarithm is taken as it is. */
    private static final double NEAR = 0.3;

    private Divergences() {}

    /**
     * The Kullback–Leibler divergence of the model from what is exact.
     *
     * @param exact p, shape {@code [outcomes]}
     * @param model q, shape {@code [outcomes]}
     * @return bits, at least 0; infinite if the model gives 0 to what may happen; NaN if an entry is
     * @throws IllegalArgumentException if there are more or fewer outcomes in one
     */
    public static double kullbackLeibler(double[] exact, double[] model) {
        requireSameOutcomes(exact, model);
        double nats = 0;
        for (int i = 0; i < exact.length; i++) {
            nats += exact[i] == 0 ? model[i] : term(exact[i], model[i]);
        }
        return nats / LOG_2;
    }

    /** {@code p log(p/q) − p + q} for p > 0. */
    private static double term(double p, double q) {
        double difference = q - p;
        if (Math.abs(difference) <= NEAR * p) {
            return p * linearMinusLogarithm(difference / p);
        }
        return p * (Math.log(p) - Math.log(q)) + difference;
    }

    /**
     * {@code x − log(1 + x)} for |x| ≤ 0.3. With s = x / (2 + x), log(1 + x) = 2 artanh s and x − 2 s = s x, so that it is
     * {@code s x − 2 (s³/3 + s⁵/5 + …)}, of which the first term is the largest by far.
     */
    private static double linearMinusLogarithm(double x) {
        double s = x / (2 + x);
        double square = s * s;
        double sum = 0;
        // Square is at most 0.032, and its eleventh power 3e-17.
        for (int k = 11; k >= 1; k--) {
            sum = (sum + 1.0 / (2 * k + 1)) * square;
        }
        return s * (x - 2 * sum);
    }

    /**
     * Total variation: the most by which the probabilities of an event differ, half of {@code Σ |p − q|}.
     *
     * @param exact p, shape {@code [outcomes]}
     * @param model q, shape {@code [outcomes]}
     * @return in [0, 1]; NaN if an entry is
     * @throws IllegalArgumentException if there are more or fewer outcomes in one
     */
    public static double totalVariation(double[] exact, double[] model) {
        requireSameOutcomes(exact, model);
        double sum = 0;
        for (int i = 0; i < exact.length; i++) {
            sum += Math.abs(model[i] - exact[i]);
        }
        return sum / 2;
    }

    /**
     * The entropy, {@code −Σ p log2 p}.
     *
     * @param distribution shape {@code [outcomes]}
     * @return bits; 0 for what is certain, log2 of the number of outcomes for what is uniform; NaN if an entry is
     */
    public static double entropy(double[] distribution) {
        double nats = 0;
        for (double p : distribution) {
            nats -= p == 0 ? 0 : p * Math.log(p);
        }
        return nats / LOG_2;
    }

    private static void requireSameOutcomes(double[] exact, double[] model) {
        if (exact.length != model.length) {
            throw new IllegalArgumentException(
                    "both distributions must have the same outcomes, got " + exact.length + " and " + model.length);
        }
    }
}
