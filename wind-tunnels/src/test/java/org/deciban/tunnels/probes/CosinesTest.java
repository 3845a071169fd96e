package org.deciban.tunnels.probes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CosinesTest {
    @Test
    void theMeanIsOverPairsAndOfAbsoluteValues() {
        // 45°, 45° and 90°; a sign changes nothing, nor does a length.
        double[][] vectors = {{1, 0}, {-2, -2}, {0, 3}};
        assertThat(Cosines.meanAbsolute(vectors)).isCloseTo(2 * Math.sqrt(0.5) / 3, within(1e-15));
    }

    @Test
    void aVectorOfZerosHasNoDirection() {
        assertThat(Cosines.meanAbsolute(new double[][] {{1, 0}, {0, 0}, {0, 1}}))
                .isZero();
        assertThat(Cosines.meanAbsolute(new double[][] {{1, 0}, {0, 0}})).isNaN();
    }

    /** Less their mean, n orthonormal vectors are the corners of a simplex: every cosine is −1/(n − 1). */
    @Test
    void orthonormalVectorsLessTheirMeanAreASimplex() {
        int n = 7;
        double[][] basis = new double[n][n + 2];
        for (int i = 0; i < n; i++) {
            basis[i][i] = 2;
        }
        assertThat(Cosines.meanAbsolute(basis)).isZero();
        assertThat(Cosines.meanAbsolute(Cosines.centred(basis))).isCloseTo(1.0 / (n - 1), within(1e-14));
    }

    /** The density of a cosine in d dimensions goes with (1 − c²)^((d−3)/2): 1 for d = 1, 2/π, 1/2, 4/(3π) by integration. */
    @Test
    void theExpectationOfGaussianVectorsIsThatOfTheIntegral() {
        assertThat(Cosines.gaussianExpectation(1)).isCloseTo(1, within(1e-14));
        assertThat(Cosines.gaussianExpectation(2)).isCloseTo(2 / Math.PI, within(1e-14));
        assertThat(Cosines.gaussianExpectation(3)).isCloseTo(0.5, within(1e-14));
        assertThat(Cosines.gaussianExpectation(4)).isCloseTo(4 / (3 * Math.PI), within(1e-14));
        for (int d = 5; d < 200; d++) {
            assertThat(Cosines.gaussianExpectation(d)).isCloseTo(integral(d), within(1e-6));
        }
    }

    /** ∫ c (1 − c²)^((d−3)/2) dc / ∫ (1 − c²)^((d−3)/2) dc over [0, 1], by the midpoint rule. */
    private static double integral(int d) {
        int steps = 20_000;
        double above = 0;
        double below = 0;
        for (int i = 0; i < steps; i++) {
            double c = (i + 0.5) / steps;
            double density = Math.pow(1 - c * c, (d - 3) / 2.0);
            above += c * density;
            below += density;
        }
        return above / below;
    }

    @Test
    void gaussianVectorsHaveTheExpectation() {
        SplittableRandom random = new SplittableRandom(5);
        for (int d : new int[] {2, 8, 32}) {
            double measured = Cosines.meanAbsolute(Cosines.gaussian(400, d, random));
            assertThat(measured).isCloseTo(Cosines.gaussianExpectation(d), within(0.01));
        }
    }

    @Test
    void noDimensionIsRefused() {
        assertThatThrownBy(() -> Cosines.gaussianExpectation(0)).hasMessage("a dimension must be at least 1, got 0");
    }
}
