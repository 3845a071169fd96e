package org.deciban.proofs.claims.published;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.function.Logit;
import org.apache.commons.math3.analysis.function.Sigmoid;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.fitting.leastsquares.MultivariateJacobianFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.util.Pair;

/**
 * One unit {@code σ(w_0 x_0 + w_1 x_1 + b)} fitted to {@code updateBelief(m_0, m_1) = m_0 m_1 / (m_0 m_1 + (1−m_0)(1−m_1))} on the grid
 * {0.05, 0.10, …, 0.95}², with x a function of m. Weights are {@code {w_0, w_1, b}}.
 */
final class UnitFit {
    /** x is the probability itself. */
    static final DoubleUnaryOperator FROM_PROBABILITIES = m -> m;
    /** x is the logit. */
    static final DoubleUnaryOperator FROM_LOGITS = new Logit()::value;

    private static final Sigmoid SIGMOID = new Sigmoid();
    private static final int MOST_STEPS = 1000;
    private static final List<double[]> GRID = new ArrayList<>();

    static {
        for (int i = 1; i < 20; i++) {
            for (int j = 1; j < 20; j++) {
                GRID.add(new double[] {i / 20.0, j / 20.0});
            }
        }
    }

    private UnitFit() {}

    static double updateBelief(double[] m) {
        return m[0] * m[1] / (m[0] * m[1] + (1 - m[0]) * (1 - m[1]));
    }

    static double unit(double[] weights, double[] m, DoubleUnaryOperator scale) {
        return SIGMOID.value(
                weights[0] * scale.applyAsDouble(m[0]) + weights[1] * scale.applyAsDouble(m[1]) + weights[2]);
    }

    /** The largest error on the grid. */
    static double maxError(double[] weights, DoubleUnaryOperator scale) {
        return GRID.stream()
                .mapToDouble(m -> Math.abs(unit(weights, m, scale) - updateBelief(m)))
                .max()
                .orElseThrow();
    }

    /** The weights that Levenberg and Marquardt's method arrives at. */
    static double[] leastSquares(double[] start, DoubleUnaryOperator scale) {
        MultivariateJacobianFunction model = weights -> {
            RealVector values = new ArrayRealVector(GRID.size());
            RealMatrix jacobian = new Array2DRowRealMatrix(GRID.size(), 3);
            for (int k = 0; k < GRID.size(); k++) {
                double[] m = GRID.get(k);
                double value = unit(weights.toArray(), m, scale);
                double slope = value * (1 - value);
                values.setEntry(k, value);
                jacobian.setRow(
                        k, new double[] {slope * scale.applyAsDouble(m[0]), slope * scale.applyAsDouble(m[1]), slope});
            }
            return new Pair<>(values, jacobian);
        };
        return new LevenbergMarquardtOptimizer()
                .optimize(new LeastSquaresBuilder()
                        .start(start)
                        .model(model)
                        .target(GRID.stream().mapToDouble(UnitFit::updateBelief).toArray())
                        .lazyEvaluation(false)
                        .maxEvaluations(MOST_STEPS)
                        .maxIterations(MOST_STEPS)
                        .build())
                .getPoint()
                .toArray();
    }
}
