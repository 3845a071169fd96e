package org.deciban.heads.count01;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * Heads as an ensemble: {@code P(c) ∝ exp(Σ_h w_h s_h(c) + b_c)}, with s_h what head h adds to the score of class c over its deviation on
 * the sample, so that what training put into the size of a head's output does not count as a weight.
 *
 * <p>Uniform: one w for all heads. Fitted: a w for each. Both have the b of their own, and both are the maximum of likelihood with the
 * penalty {@code 10⁻⁴/2 · |w, b|²} per question, found by Newton's method; the problem is convex.
 *
 * <p>Immutable.
 */
public final class HeadWeighting {
    private static final double PENALTY = 1e-4;
    private static final int MOST_STEPS = 100;
    private static final double SMALL = 1e-10;

    private final Matter matter;
    private final boolean uniform;
    private final double[] scales;
    private final double[] parameters;

    /** Features of the classes and the right one. */
    private record Case(double[][] features, int right) {}

    private HeadWeighting(Matter matter, boolean uniform, double[] scales, double[] parameters) {
        this.matter = matter;
        this.uniform = uniform;
        this.scales = scales;
        this.parameters = parameters;
    }

    /** One weight for all heads. */
    public static HeadWeighting uniform(Matter matter, List<Vote> sample) {
        return fit(matter, true, sample);
    }

    /** A weight for each head. */
    public static HeadWeighting fitted(Matter matter, List<Vote> sample) {
        return fit(matter, false, sample);
    }

    private static HeadWeighting fit(Matter matter, boolean uniform, List<Vote> sample) {
        List<Vote> asked =
                sample.stream().filter(vote -> matter.isAsked(vote.label())).toList();
        if (asked.isEmpty()) {
            throw new IllegalArgumentException("weights of heads need questions of " + matter + ", got none");
        }
        double[] scales = scales(matter, asked);
        int size = (uniform ? 1 : scales.length) + matter.classes() - 1;
        HeadWeighting start = new HeadWeighting(matter, uniform, scales, new double[size]);
        List<Case> cases = new ArrayList<>();
        for (Vote vote : asked) {
            cases.add(new Case(start.features(vote), matter.classOf(vote.label())));
        }
        return new HeadWeighting(matter, uniform, scales, newton(cases, size));
    }

    /** 1 / deviation about the mean of each class; 0 for a head that always says the same. */
    private static double[] scales(Matter matter, List<Vote> votes) {
        double[] scales = new double[votes.get(0).heads()];
        for (int head = 0; head < scales.length; head++) {
            double squares = 0;
            double[] sums = new double[matter.classes()];
            for (Vote vote : votes) {
                double[] scores = matter.scores(vote.head(head));
                for (int c = 0; c < sums.length; c++) {
                    sums[c] += scores[c];
                    squares += scores[c] * scores[c];
                }
            }
            double variance = (squares
                            - Arrays.stream(sums)
                                    .map(sum -> sum * sum / votes.size())
                                    .sum())
                    / votes.size();
            scales[head] = variance > SMALL * squares / votes.size() ? 1 / Math.sqrt(variance) : 0;
        }
        return scales;
    }

    /** Shape {@code [classes, parameters]}. */
    private double[][] features(Vote vote) {
        int weights = uniform ? 1 : scales.length;
        double[][] features = new double[matter.classes()][weights + matter.classes() - 1];
        for (int head = 0; head < scales.length; head++) {
            double[] scores = matter.scores(vote.head(head));
            for (int c = 0; c < features.length; c++) {
                features[c][uniform ? 0 : head] += scales[head] * scores[c];
            }
        }
        for (int c = 1; c < features.length; c++) {
            features[c][weights + c - 1] = 1;
        }
        return features;
    }

    private static double[] newton(List<Case> cases, int size) {
        double[] at = new double[size];
        double loss = loss(cases, at);
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] gradient = new double[size];
            double[][] curvature = new double[size][size];
            derivatives(cases, at, gradient, curvature);
            if (Arrays.stream(gradient).allMatch(g -> Math.abs(g) < SMALL)) {
                break;
            }
            double[] direction = new CholeskyDecomposition(new Array2DRowRealMatrix(curvature, false))
                    .getSolver()
                    .solve(new ArrayRealVector(gradient, false))
                    .toArray();
            double length = 1;
            double[] next = moved(at, direction, length);
            while (loss(cases, next) > loss && length > SMALL) {
                length /= 2;
                next = moved(at, direction, length);
            }
            at = next;
            loss = loss(cases, at);
        }
        return at;
    }

    private static double[] moved(double[] from, double[] direction, double length) {
        double[] moved = from.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] -= length * direction[i];
        }
        return moved;
    }

    private static double loss(List<Case> cases, double[] parameters) {
        double sum = 0;
        for (Case each : cases) {
            sum -= Math.log(Math.max(Double.MIN_NORMAL, probabilities(each.features(), parameters)[each.right()]));
        }
        double squares = Arrays.stream(parameters).map(p -> p * p).sum();
        return sum / cases.size() + PENALTY / 2 * squares;
    }

    private static void derivatives(List<Case> cases, double[] at, double[] gradient, double[][] curvature) {
        int size = at.length;
        for (Case each : cases) {
            double[] probabilities = probabilities(each.features(), at);
            double[] mean = new double[size];
            for (int c = 0; c < probabilities.length; c++) {
                for (int i = 0; i < size; i++) {
                    mean[i] += probabilities[c] * each.features()[c][i];
                }
            }
            for (int i = 0; i < size; i++) {
                gradient[i] += (mean[i] - each.features()[each.right()][i]) / cases.size();
                for (int j = 0; j <= i; j++) {
                    for (int c = 0; c < probabilities.length; c++) {
                        curvature[i][j] += probabilities[c]
                                * (each.features()[c][i] - mean[i])
                                * (each.features()[c][j] - mean[j])
                                / cases.size();
                    }
                }
            }
        }
        for (int i = 0; i < size; i++) {
            gradient[i] += PENALTY * at[i];
            curvature[i][i] += PENALTY;
            for (int j = 0; j < i; j++) {
                curvature[j][i] = curvature[i][j];
            }
        }
    }

    private static double[] scores(double[][] features, double[] parameters) {
        double[] scores = new double[features.length];
        for (int c = 0; c < scores.length; c++) {
            for (int i = 0; i < parameters.length; i++) {
                scores[c] += features[c][i] * parameters[i];
            }
        }
        return scores;
    }

    private static double[] probabilities(double[][] features, double[] parameters) {
        double[] scores = scores(features, parameters);
        double most = Arrays.stream(scores).max().orElseThrow();
        double[] powers =
                Arrays.stream(scores).map(score -> Math.exp(score - most)).toArray();
        double sum = Arrays.stream(powers).sum();
        return Arrays.stream(powers).map(power -> power / sum).toArray();
    }

    /** The weights, one for each head. */
    public List<Double> weights() {
        List<Double> weights = new ArrayList<>();
        for (int head = 0; head < scales.length; head++) {
            weights.add(parameters[uniform ? 0 : head]);
        }
        return weights;
    }

    /** The share of the questions of the matter on which the ensemble is right. */
    public double accuracy(List<Vote> votes) {
        List<Vote> asked =
                votes.stream().filter(vote -> matter.isAsked(vote.label())).toList();
        return asked.stream()
                        .filter(vote ->
                                Matter.highest(scores(features(vote), parameters)) == matter.classOf(vote.label()))
                        .count()
                / (double) asked.size();
    }
}
