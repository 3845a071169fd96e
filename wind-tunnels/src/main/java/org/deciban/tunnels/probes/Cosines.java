package org.deciban.tunnels.probes;

import java.util.SplittableRandom;
import org.apache.commons.math3.special.Gamma;

/** Angles between vectors, and what they are for random ones. */
public final class Cosines {
    private static final double ROUNDING = 1e-14;

    private Cosines() {}

    /**
     * The mean of |cos(v_i, v_j)| over i ≠ j. A vector of zeros has no direction and is left out.
     *
     * @param vectors shape {@code [n, d]}
     * @return NaN if fewer than two vectors are left
     */
    public static double meanAbsolute(double[][] vectors) {
        double sum = 0;
        int pairs = 0;
        double[] norms = new double[vectors.length];
        for (int i = 0; i < vectors.length; i++) {
            norms[i] = Math.sqrt(dot(vectors[i], vectors[i]));
            for (int j = 0; j < i && norms[i] > 0; j++) {
                if (norms[j] > 0) {
                    sum += Math.min(1, Math.abs(dot(vectors[i], vectors[j])) / norms[i] / norms[j]);
                    pairs++;
                }
            }
        }
        return sum / pairs;
    }

    /**
     * The same vectors less their mean. To all keys of a softmax the same vector may be added: every score of a query moves by as
     * much. So only differences of keys mean something.
     */
    public static double[][] centred(double[][] vectors) {
        double[][] centred = new double[vectors.length][];
        for (int i = 0; i < vectors.length; i++) {
            centred[i] = new double[vectors[i].length];
            for (int d = 0; d < centred[i].length; d++) {
                double mean = 0;
                for (double[] vector : vectors) {
                    mean += vector[d] / vectors.length;
                }
                double difference = vectors[i][d] - mean;
                // What rounding leaves of equal numbers has no direction.
                centred[i][d] = Math.abs(difference) > ROUNDING * Math.abs(mean) ? difference : 0;
            }
        }
        return centred;
    }

    /**
     * E |cos| of two independent Gaussian vectors: {@code Γ(d/2) / (√π Γ((d+1)/2))}; 1 in one dimension, 2/π in two, ½ in three,
     * about √(2/(π d)) in many.
     *
     * @throws IllegalArgumentException if {@code dimension} is less than 1
     */
    public static double gaussianExpectation(int dimension) {
        if (dimension < 1) {
            throw new IllegalArgumentException("a dimension must be at least 1, got " + dimension);
        }
        return Math.exp(Gamma.logGamma(dimension / 2.0) - Gamma.logGamma((dimension + 1) / 2.0)) / Math.sqrt(Math.PI);
    }

    /** Independent standard normal numbers, shape {@code [n, d]}. */
    static double[][] gaussian(int n, int dimension, SplittableRandom random) {
        double[][] vectors = new double[n][dimension];
        for (double[] vector : vectors) {
            for (int d = 0; d < dimension; d++) {
                vector[d] = random.nextGaussian();
            }
        }
        return vectors;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) {
            sum += a[d] * b[d];
        }
        return sum;
    }
}
