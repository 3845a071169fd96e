package org.deciban.tunnels.meters;

import java.util.Arrays;

/**
 * The meter of arXiv:2512.22471: the absolute difference of the <em>mean</em> entropy curves of model and posterior, averaged over
 * positions,
 *
 * <pre>1/n Σ_i | 1/S Σ_s H(q_si) − 1/S Σ_s H(p_si) |</pre>
 *
 * <p>Its errors cancel, twice. A model that is too sure for one sequence and not sure enough for the next has the right mean. And
 * entropies know nothing of outcomes: a model that is sure of the wrong one has the entropy of one that is right. It is never
 * larger than the mean {@linkplain Meter#ENTROPY_ERROR entropy error}.
 */
public final class PublishedMeter {
    /** What stands beside it wherever it is printed. */
    public static final String NOTE =
            "published meter: | mean entropy of the model − mean exact entropy | at each position, averaged over positions."
                    + " Its errors cancel: a model may be wrong everywhere and read 0.";

    private PublishedMeter() {}

    /**
     * Reads it off.
     *
     * @param exactEntropy shape {@code [sequences][indices]}, bits
     * @param modelEntropy the same for the model
     * @param weights how often each sequence counts
     * @return bits
     */
    static double read(double[][] exactEntropy, double[][] modelEntropy, int[] weights) {
        double[] exact = Curve.means(exactEntropy, weights);
        double[] model = Curve.means(modelEntropy, weights);
        double[] differences = new double[exact.length];
        Arrays.setAll(differences, index -> Math.abs(model[index] - exact[index]));
        // An index that no drawn sequence has is NaN.
        return Arrays.stream(differences)
                .filter(difference -> !Double.isNaN(difference))
                .average()
                .orElse(0);
    }
}
