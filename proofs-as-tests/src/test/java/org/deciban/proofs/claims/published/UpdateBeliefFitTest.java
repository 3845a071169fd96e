package org.deciban.proofs.claims.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.deciban.proofs.claims.published.UnitFit.FROM_LOGITS;
import static org.deciban.proofs.claims.published.UnitFit.FROM_PROBABILITIES;
import static org.deciban.proofs.claims.published.UnitFit.leastSquares;
import static org.deciban.proofs.claims.published.UnitFit.maxError;
import static org.deciban.proofs.claims.published.UnitFit.unit;
import static org.deciban.proofs.claims.published.UnitFit.updateBelief;

import java.util.Random;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;
import org.junit.jupiter.api.Test;

/**
 * How well one unit σ(w_0 x_0 + w_1 x_1 + b) can be updateBelief(m_0, m_1), fitted on the grid {0.05, 0.10, …, 0.95}²: not at
 * all where x is the probability m, exactly where x is its logit.
 */
class UpdateBeliefFitTest {
    @Test
    void fromProbabilitiesTheLeastSquaresFitIsOffBy0143() {
        double[] weights = leastSquares(new double[] {1, 1, 0}, FROM_PROBABILITIES);
        assertThat(weights).containsExactly(new double[] {5.226, 5.226, -5.226}, within(1e-3));
        assertThat(maxError(weights, FROM_PROBABILITIES)).isCloseTo(0.1425, within(1e-4));
    }

    @Test
    void fromProbabilitiesTheMinimaxFitIsOffBy0108() {
        double[] best = leastSquares(new double[] {1, 1, 0}, FROM_PROBABILITIES);
        for (int restart = 0; restart < 5; restart++) {
            best = new SimplexOptimizer(new SimpleValueChecker(-1, 1e-12))
                    .optimize(
                            new MaxEval(100_000),
                            new ObjectiveFunction(weights -> maxError(weights, FROM_PROBABILITIES)),
                            GoalType.MINIMIZE,
                            new InitialGuess(best),
                            new NelderMeadSimplex(3, 0.5))
                    .getPoint();
        }
        assertThat(maxError(best, FROM_PROBABILITIES)).isCloseTo(0.1079, within(2e-4));
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
                    unit(weights, nearZero, FROM_PROBABILITIES) - updateBelief(nearZero),
                    updateBelief(nearOne) - unit(weights, nearOne, FROM_PROBABILITIES));
            assertThat(error).isGreaterThan(0.5 - 1e-3);
        }
    }

    @Test
    void fromLogitsTheLeastSquaresFitIsUpdateBelief() {
        double[] weights = leastSquares(new double[] {0.3, 2, -0.7}, FROM_LOGITS);
        assertThat(weights).containsExactly(new double[] {1, 1, 0}, within(1e-9));
        assertThat(maxError(weights, FROM_LOGITS)).isLessThan(1e-9);
    }
}
