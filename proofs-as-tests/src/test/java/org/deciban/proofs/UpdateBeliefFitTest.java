package org.deciban.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;
import org.apache.commons.math3.util.Pair;
import org.junit.jupiter.api.Test;

/**
 * How well one unit σ(w_0 x_0 + w_1 x_1 + b) can be updateBelief(m_0, m_1), fitted on the grid {0.05, 0.10, …, 0.95}²: not at
 * all where x is the probability m, exactly where x is its logit.
 */
class UpdateBeliefFitTest {
    private static final Sigmoid SIGMOID = new Sigmoid();
    private static final List<double[]> GRID = new ArrayList<>();

    static {
        for (int i = 1; i < 20; i++) {
            for (int j = 1; j < 20; j++) {
                GRID.add(new double[] {i / 20.0, j / 20.0});
            }
        }
    }

    private static double updateBelief(double[] m) {
        return m[0] * m[1] / (m[0] * m[1] + (1 - m[0]) * (1 - m[1]));
    }

    private static double unit(double[] weights, double[] m, DoubleUnaryOperator scale) {
        return SIGMOID.value(
                weights[0] * scale.applyAsDouble(m[0]) + weights[1] * scale.applyAsDouble(m[1]) + weights[2]);
    }

    private static double maxError(double[] weights, DoubleUnaryOperator scale) {
        return GRID.stream()
                .mapToDouble(m -> Math.abs(unit(weights, m, scale) - updateBelief(m)))
                .max()
                .orElseThrow();
    }

    private static double[] leastSquares(double[] start, DoubleUnaryOperator scale) {
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
                        .target(GRID.stream()
                                .mapToDouble(UpdateBeliefFitTest::updateBelief)
                                .toArray())
                        .lazyEvaluation(false)
                        .maxEvaluations(1000)
                        .maxIterations(1000)
                        .build())
                .getPoint()
                .toArray();
    }

    @Test
    void fromProbabilitiesTheLeastSquaresFitIsOffBy0143() {
        double[] weights = leastSquares(new double[] {1, 1, 0}, m -> m);
        assertThat(weights).containsExactly(new double[] {5.226, 5.226, -5.226}, within(1e-3));
        assertThat(maxError(weights, m -> m)).isCloseTo(0.1425, within(1e-4));
    }

    @Test
    void fromProbabilitiesTheMinimaxFitIsOffBy0108() {
        double[] best = leastSquares(new double[] {1, 1, 0}, m -> m);
        for (int restart = 0; restart < 5; restart++) {
            best = new SimplexOptimizer(new SimpleValueChecker(-1, 1e-12))
                    .optimize(
                            new MaxEval(100_000),
                            new ObjectiveFunction(weights -> maxError(weights, m -> m)),
                            GoalType.MINIMIZE,
                            new InitialGuess(best),
                            new NelderMeadSimplex(3, 0.5))
                    .getPoint();
        }
        assertThat(maxError(best, m -> m)).isCloseTo(0.1079, within(2e-4));
    }

    /**
     * Nearer the corner (0, 1) it gets worse, and no weights help: updateBelief comes arbitrarily close to 0 and to 1 there,
     * while the unit has one limit. So over the open square the error of every fit is at least ½.
     */
    @Test
    void atTheCornerNoWeightsAreBetterThanOneHalf() {
        double[] nearZero = {1e-12, 1 - 1e-6};
        double[] nearOne = {1e-6, 1 - 1e-12};
        assertThat(updateBelief(nearZero)).isLessThan(1e-5);
        assertThat(updateBelief(nearOne)).isGreaterThan(1 - 1e-5);
        Random random = new Random(1);
        for (int k = 0; k < 10_000; k++) {
            double[] weights = {20 * random.nextGaussian(), 20 * random.nextGaussian(), 20 * random.nextGaussian()};
            double error = Math.max(
                    unit(weights, nearZero, m -> m) - updateBelief(nearZero),
                    updateBelief(nearOne) - unit(weights, nearOne, m -> m));
            assertThat(error).isGreaterThan(0.5 - 1e-3);
        }
    }

    @Test
    void fromLogitsTheLeastSquaresFitIsUpdateBelief() {
        double[] weights = leastSquares(new double[] {0.3, 2, -0.7}, new Logit()::value);
        assertThat(weights).containsExactly(new double[] {1, 1, 0}, within(1e-9));
        assertThat(maxError(weights, new Logit()::value)).isLessThan(1e-9);
    }
}
