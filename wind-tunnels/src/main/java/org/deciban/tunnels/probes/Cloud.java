package org.deciban.tunnels.probes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.deciban.tunnels.meters.Bootstrap;
import org.deciban.tunnels.meters.Estimate;

/** Points of several sequences, with the entropy of the posterior at each. */
final class Cloud {
    /** The first eigenvalue of a resample is looked for among as many components of the whole sample. */
    private static final int RESAMPLED_COMPONENTS = 24;

    private final List<double[][]> points;
    private final List<double[]> entropies;
    private final PrincipalComponents components;

    /**
     * @param points shape {@code [positions, d]} for each sequence
     * @param entropies one for each position
     */
    Cloud(List<double[][]> points, List<double[]> entropies) {
        this.points = points;
        this.entropies = entropies;
        this.components = PrincipalComponents.of(flat(points));
    }

    static double[][] flat(List<double[][]> points) {
        return points.stream().flatMap(Arrays::stream).toArray(double[][]::new);
    }

    ValueManifold.Row row(String space, int layer, Bootstrap bootstrap) {
        boolean varies = components.totalVariance() > 0;
        Estimate correlation = Estimates.UNDEFINED;
        double within = Double.NaN;
        Estimate share = Estimates.UNDEFINED;
        double standardised = Double.NaN;
        if (varies) {
            share = share(bootstrap);
            standardised = PrincipalComponents.of(standardised(flat(points))).firstShare();
            List<double[]> coordinates = coordinates();
            double sign = Math.signum(spearman(coordinates, once()));
            List<double[]> turned = coordinates.stream()
                    .map(c -> Arrays.stream(c).map(x -> sign < 0 ? -x : x).toArray())
                    .toList();
            correlation = Estimates.of(bootstrap, points.size(), drawn -> spearman(turned, drawn));
            within = within(turned);
        }
        return new ValueManifold.Row(
                space, layer, share, standardised, components.participationRatio(), correlation, within);
    }

    private int[] once() {
        int[] once = new int[points.size()];
        Arrays.fill(once, 1);
        return once;
    }

    private List<double[]> coordinates() {
        return points.stream()
                .map(rows -> Arrays.stream(rows)
                        .mapToDouble(row -> components.coordinate(row, 0))
                        .toArray())
                .toList();
    }

    /** Of the coordinates and entropies of the sequences drawn; NaN if one of both does not vary. */
    private double spearman(List<double[]> coordinates, int[] drawn) {
        double[] x = repeated(coordinates, drawn);
        return x.length < 2 ? Double.NaN : new SpearmansCorrelation().correlation(x, repeated(entropies, drawn));
    }

    private static double[] repeated(List<double[]> values, int[] drawn) {
        return IntStream.range(0, drawn.length)
                .boxed()
                .flatMap(i -> Collections.nCopies(drawn[i], values.get(i)).stream())
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    /** The mean over the positions at which entropies differ, by order among those where the model is asked. */
    private double within(List<double[]> coordinates) {
        int positions = entropies.stream().mapToInt(e -> e.length).max().orElse(0);
        double sum = 0;
        int count = 0;
        for (int position = 0; position < positions; position++) {
            List<Double> x = new ArrayList<>();
            List<Double> y = new ArrayList<>();
            for (int i = 0; i < entropies.size(); i++) {
                if (position < entropies.get(i).length) {
                    x.add(coordinates.get(i)[position]);
                    y.add(entropies.get(i)[position]);
                }
            }
            double rho = x.size() < 2
                    ? Double.NaN
                    : new SpearmansCorrelation()
                            .correlation(
                                    x.stream().mapToDouble(v -> v).toArray(),
                                    y.stream().mapToDouble(v -> v).toArray());
            if (!Double.isNaN(rho)) {
                sum += rho;
                count++;
            }
        }
        return sum / count;
    }

    /**
     * The first eigenvalue over the trace. In a resample the trace is that of the resample, and the first eigenvalue that of its
     * covariance in the space of the first components of the whole sample.
     */
    private Estimate share(Bootstrap bootstrap) {
        int kept = Math.min(RESAMPLED_COMPONENTS, components.variances().length);
        List<Moments> moments =
                points.stream().map(rows -> new Moments(rows, components, kept)).toList();
        Estimate resampled = Estimates.of(bootstrap, points.size(), drawn -> Moments.firstShare(moments, drawn));
        return new Estimate(components.firstShare(), resampled.low(), resampled.high());
    }

    static double[][] standardised(double[][] rows) {
        int d = rows[0].length;
        double[][] scaled = new double[rows.length][d];
        for (int i = 0; i < d; i++) {
            double mean = 0;
            double square = 0;
            for (double[] row : rows) {
                mean += row[i] / rows.length;
            }
            for (double[] row : rows) {
                square += (row[i] - mean) * (row[i] - mean) / rows.length;
            }
            for (int r = 0; r < rows.length; r++) {
                // What is constant up to rounding stays so.
                scaled[r][i] = square > 1e-24 * (1 + mean * mean) ? (rows[r][i] - mean) / Math.sqrt(square) : 0;
            }
        }
        return scaled;
    }

    /** Sums over the points of one sequence, in coordinates of the whole sample, from which a resample is put together. */
    private static final class Moments {
        private final double count;
        private final double squares;
        private final double[] sum;
        private final double[][] products;
        private final double[] meanShift;

        Moments(double[][] rows, PrincipalComponents components, int kept) {
            count = rows.length;
            sum = new double[kept];
            products = new double[kept][kept];
            double norm = 0;
            double[] mean = components.mean();
            meanShift = new double[mean.length];
            for (double[] row : rows) {
                for (int i = 0; i < mean.length; i++) {
                    double shift = row[i] - mean[i];
                    norm += shift * shift;
                    meanShift[i] += shift;
                }
                double[] x = new double[kept];
                for (int k = 0; k < kept; k++) {
                    x[k] = components.coordinate(row, k);
                    sum[k] += x[k];
                    for (int j = 0; j <= k; j++) {
                        products[k][j] += x[k] * x[j];
                    }
                }
            }
            squares = norm;
        }

        static double firstShare(List<Moments> moments, int[] drawn) {
            int kept = moments.get(0).sum.length;
            int d = moments.get(0).meanShift.length;
            double n = 0;
            double squares = 0;
            double[] sum = new double[kept];
            double[] shift = new double[d];
            double[][] covariance = new double[kept][kept];
            for (int i = 0; i < drawn.length; i++) {
                Moments m = moments.get(i);
                n += drawn[i] * m.count;
                squares += drawn[i] * m.squares;
                for (int k = 0; k < kept; k++) {
                    sum[k] += drawn[i] * m.sum[k];
                    for (int j = 0; j <= k; j++) {
                        covariance[k][j] += drawn[i] * m.products[k][j];
                    }
                }
                for (int k = 0; k < d; k++) {
                    shift[k] += drawn[i] * m.meanShift[k];
                }
            }
            double trace = squares / n;
            for (double s : shift) {
                trace -= s / n * s / n;
            }
            for (int k = 0; k < kept; k++) {
                for (int j = 0; j <= k; j++) {
                    covariance[k][j] = covariance[k][j] / n - sum[k] / n * sum[j] / n;
                    covariance[j][k] = covariance[k][j];
                }
            }
            RealMatrix matrix = new Array2DRowRealMatrix(covariance, false);
            return new SingularValueDecomposition(matrix).getNorm() / trace;
        }
    }
}
