package org.deciban.tunnels.probes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {
    /** Variances ½ and 2 along the axes, of a cloud around (5, 7), with a third dimension that does not move. */
    private static final double[][] CROSS = {{6, 7, 1}, {4, 7, 1}, {5, 9, 1}, {5, 5, 1}};

    @Test
    void aCrossHasItsTwoAxes() {
        PrincipalComponents components = PrincipalComponents.of(CROSS);
        assertThat(components.mean()).containsExactly(new double[] {5, 7, 1}, within(1e-15));
        assertThat(components.variances()).containsExactly(new double[] {2, 0.5}, within(1e-15));
        assertThat(Math.abs(components.direction(0)[1])).isCloseTo(1, within(1e-15));
        assertThat(components.firstShare()).isCloseTo(0.8, within(1e-15));
        // 2.5² / (4 + ¼)
        assertThat(components.participationRatio()).isCloseTo(25.0 / 17, within(1e-14));
    }

    @Test
    void varianceAlongADirectionIsTheQuadraticForm() {
        PrincipalComponents components = PrincipalComponents.of(CROSS);
        // cos² · ½ + sin² · 2 at 30°, where the sine is ½.
        double[] direction = {Math.sqrt(0.75), 0.5, 0};
        assertThat(components.varianceAlong(direction)).isCloseTo(0.75 * 0.5 + 0.25 * 2, within(1e-14));
    }

    /** Covariance ((2, 1), (1, 2)): eigenvalues 3 along (1, 1) and 1 along (1, −1). */
    @Test
    void correlatedDimensionsTurnTheAxis() {
        double a = Math.sqrt(3);
        double[][] rows = {{a, a}, {-a, -a}, {1, -1}, {-1, 1}};
        PrincipalComponents components = PrincipalComponents.of(rows);
        assertThat(components.variances()).containsExactly(new double[] {3, 1}, within(1e-14));
        assertThat(Math.abs(components.direction(0)[0] + components.direction(0)[1]))
                .isCloseTo(Math.sqrt(2), within(1e-14));
        assertThat(Math.abs(components.coordinate(rows[0], 0))).isCloseTo(Math.sqrt(6), within(1e-14));
    }

    @Test
    void nothingThatVariesHasNoShare() {
        PrincipalComponents components = PrincipalComponents.of(new double[][] {{1, 2}, {1, 2}});
        assertThat(components.firstShare()).isNaN();
        assertThat(components.totalVariance()).isZero();
    }
}
