package org.deciban.tunnels.probes;

import java.util.Arrays;
import java.util.SplittableRandom;

/** An axis of the residual stream after one layer, found on a training half, with what it is to be compared with. */
final class EntropyAxis {
    /** How an axis is found. */
    enum Kind {
        /** The first principal component, as in arXiv:2512.23752. */
        FIRST_COMPONENT("PC1"),
        /** Along which the linear decoder of least squares looks. */
        LEAST_SQUARES("least squares");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    final double[] direction;
    final EntropyDecoder decoder;
    /** Least squares on what is left when the axis is removed. */
    final EntropyDecoder decoderOfRest;

    private final double[] mean;
    /** The share of the variance that lies along the axis. */
    final double varianceShare;
    /** A unit vector orthogonal to the axis, with the variance nearest to that along the axis; zeros if nothing else varies. */
    final double[] equalVariance;
    /** The variance along it over that along the axis. */
    final double equalVarianceRatio;

    private EntropyAxis(
            PrincipalComponents components,
            double[] direction,
            EntropyDecoder decoder,
            double[][] rows,
            double[] entropies,
            SplittableRandom random) {
        this.direction = direction;
        this.decoder = decoder;
        this.mean = components.mean();
        double variance = components.varianceAlong(direction);
        this.varianceShare = variance / components.totalVariance();
        double[][] rest = Arrays.stream(rows).map(removal()::apply).toArray(double[][]::new);
        PrincipalComponents restComponents = PrincipalComponents.of(rest);
        this.decoderOfRest = EntropyDecoder.of(restComponents, rest, entropies);
        this.equalVariance = equalVariance(restComponents, variance, components.variances()[0], direction, random);
        this.equalVarianceRatio = components.varianceAlong(equalVariance) / variance;
    }

    /**
     * @param components of the rows, of which some vary
     * @param rows shape {@code [n, d]}
     */
    static EntropyAxis find(
            Kind kind, PrincipalComponents components, double[][] rows, double[] entropies, SplittableRandom random) {
        EntropyDecoder decoder = kind == Kind.FIRST_COMPONENT
                ? EntropyDecoder.of(components, rows, entropies, 1)
                : EntropyDecoder.of(components, rows, entropies);
        double[] direction = kind == Kind.FIRST_COMPONENT ? components.direction(0) : decoder.direction();
        return new EntropyAxis(components, direction, decoder, rows, entropies, random);
    }

    /**
     * Between a component with more variance and one with less, at the angle that gives the variance wanted; the first component if
     * none has more.
     */
    private static double[] equalVariance(
            PrincipalComponents rest, double variance, double largest, double[] axis, SplittableRandom random) {
        double[] variances = rest.variances();
        int varying =
                (int) Arrays.stream(variances).filter(v -> v > 1e-12 * largest).count();
        int more = (int) Arrays.stream(variances).filter(v -> v >= variance).count();
        if (varying == 0) {
            return new double[axis.length];
        }
        if (more == 0 || more >= varying) {
            return rest.direction(more == 0 ? 0 : varying - 1);
        }
        int above = random.nextInt(more);
        int below = more + random.nextInt(varying - more);
        double share = (variance - variances[below]) / (variances[above] - variances[below]);
        double[] mixed = new double[axis.length];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = Math.sqrt(share) * rest.direction(above)[i] + Math.sqrt(1 - share) * rest.direction(below)[i];
        }
        return mixed;
    }

    /** Removes the axis around the mean. */
    AxisEdit removal() {
        return removalOf(direction);
    }

    /** Removes another unit vector around the mean. */
    AxisEdit removalOf(double[] other) {
        return AxisEdit.removing(mean, other);
    }

    /** A Gaussian direction, orthogonal to the axis where there is more than one dimension. */
    double[] randomDirection(SplittableRandom random) {
        double[] vector = Cosines.gaussian(1, direction.length, random)[0];
        if (direction.length > 1) {
            double along = Cosines.dot(vector, direction);
            for (int i = 0; i < vector.length; i++) {
                vector[i] -= along * direction[i];
            }
        }
        return EntropyDecoder.unit(vector);
    }
}
