package org.deciban.tunnels.probes;

/**
 * The linear function of least squares from a residual stream to an entropy: {@code w = Σ_k cov(x_k, y) / λ_k e_k} over principal
 * components with λ_k above 1e-9 of the first; the solution of least norm where the components are fewer than the dimensions.
 */
final class EntropyDecoder {
    private static final double LEAST_VARIANCE = 1e-9;

    private final PrincipalComponents components;
    private final double meanEntropy;
    private final double[] weights;

    private EntropyDecoder(PrincipalComponents components, double meanEntropy, double[] weights) {
        this.components = components;
        this.meanEntropy = meanEntropy;
        this.weights = weights;
    }

    /** Of all components. */
    static EntropyDecoder of(PrincipalComponents components, double[][] rows, double[] entropies) {
        return of(components, rows, entropies, components.variances().length);
    }

    /** Of the first components alone. */
    static EntropyDecoder of(PrincipalComponents components, double[][] rows, double[] entropies, int kept) {
        double mean = 0;
        for (double entropy : entropies) {
            mean += entropy / entropies.length;
        }
        double[] weights = new double[components.mean().length];
        for (int k = 0; k < Math.min(kept, components.variances().length); k++) {
            double variance = components.variances()[k];
            if (variance > LEAST_VARIANCE * components.variances()[0]) {
                double covariance = 0;
                for (int r = 0; r < rows.length; r++) {
                    covariance += components.coordinate(rows[r], k) * (entropies[r] - mean) / rows.length;
                }
                for (int i = 0; i < weights.length; i++) {
                    weights[i] += covariance / variance * components.direction(k)[i];
                }
            }
        }
        return new EntropyDecoder(components, mean, weights);
    }

    double predict(double[] row) {
        double sum = meanEntropy;
        for (int i = 0; i < weights.length; i++) {
            sum += (row[i] - components.mean()[i]) * weights[i];
        }
        return sum;
    }

    /** The unit vector along which the decoder looks; zeros if it looks nowhere. */
    double[] direction() {
        return unit(weights);
    }

    static double[] unit(double[] vector) {
        double norm = Math.sqrt(Cosines.dot(vector, vector));
        double[] unit = vector.clone();
        for (int i = 0; i < unit.length; i++) {
            unit[i] = norm > 0 ? unit[i] / norm : 0;
        }
        return unit;
    }
}
