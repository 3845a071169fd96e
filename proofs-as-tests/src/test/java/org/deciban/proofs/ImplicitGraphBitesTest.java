package org.deciban.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.deciban.proofs.claims.published.MovedWeight;
import org.deciban.proofs.generators.DenseCase;
import org.deciban.proofs.generators.DenseTransformers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The claims about the implicit graph notice an engine that runs with one weight moved by 1e-9. */
class ImplicitGraphBitesTest {
    private static final int CASES = 60;

    static List<String> weights() {
        return MovedWeight.ALL;
    }

    @ParameterizedTest(name = "everyLayerIsARound notices {0}")
    @MethodSource("weights")
    void noticesOneWeight(String weight) {
        ImplicitGraphClaims claims = new ImplicitGraphClaims(new MovedWeight(weight, 1e-9));
        assertThat(IntStream.range(0, CASES).filter(seed -> fails(claims, seed)).count())
                .as("cases in which the engine is caught")
                .isGreaterThan(CASES / 6);
    }

    private static boolean fails(ImplicitGraphClaims claims, long seed) {
        DenseCase given = DenseTransformers.draw(new Random(seed), 1);
        try {
            claims.everyLayerIsARound(given.transformer(), given.tokens());
            return false;
        } catch (AssertionError e) {
            return true;
        }
    }
}
