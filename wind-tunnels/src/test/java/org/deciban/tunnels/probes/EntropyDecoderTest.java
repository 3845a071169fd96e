package org.deciban.tunnels.probes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EntropyDecoderTest {
    private static final double[][] ROWS = Cosines.gaussian(60, 3, new SplittableRandom(8));

    @Test
    void aLinearFunctionIsFoundExactly() {
        double[] entropies =
                Arrays.stream(ROWS).mapToDouble(x -> 2 + 3 * x[0] - 4 * x[2]).toArray();
        EntropyDecoder decoder = EntropyDecoder.of(PrincipalComponents.of(ROWS), ROWS, entropies);
        assertThat(decoder.direction()).containsExactly(new double[] {0.6, 0, -0.8}, within(1e-12));
        assertThat(decoder.predict(new double[] {1, 10, 1})).isCloseTo(1, within(1e-11));
    }

    /** Of all functions with the same values on a line, the one that looks along the line. */
    @Test
    void ofSeveralSolutionsTheOneOfLeastNormIsTaken() {
        double[][] line = {{1, 2, 5}, {2, 4, 5}, {4, 8, 5}};
        EntropyDecoder decoder = EntropyDecoder.of(PrincipalComponents.of(line), line, new double[] {1, 2, 4});
        assertThat(decoder.direction())
                .containsExactly(new double[] {1 / Math.sqrt(5), 2 / Math.sqrt(5), 0}, within(1e-12));
        assertThat(decoder.predict(new double[] {3, 6, 5})).isCloseTo(3, within(1e-12));
    }

    /** One component is a regression on one coordinate: slope cov/var, by hand 4.5/5. */
    @Test
    void oneComponentIsARegressionLine() {
        double[][] rows = {{1}, {2}, {3}, {4}};
        EntropyDecoder decoder =
                EntropyDecoder.of(PrincipalComponents.of(rows), rows, new double[] {1, 2.5, 2.5, 4}, 1);
        assertThat(decoder.predict(new double[] {3.5})).isCloseTo(2.5 + 0.9, within(1e-14));
    }
}
