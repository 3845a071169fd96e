package org.deciban.proofs.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deciban.proofs.claims.constructions.AddressingLeak;
import org.deciban.proofs.claims.constructions.Decompiling;
import org.deciban.proofs.claims.constructions.Folding;
import org.deciban.proofs.claims.constructions.JunctionTreeExactness;
import org.deciban.proofs.claims.constructions.LogOddsConstruction;
import org.deciban.proofs.claims.constructions.MaxProductByRelu;
import org.deciban.proofs.claims.constructions.OneModelForAllEvidence;
import org.deciban.proofs.claims.constructions.OneWeightSet;
import org.deciban.proofs.claims.constructions.RowAttention;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The theorems of the constructions: each suite comes out as its status says, with a small counterexample. */
class ConstructionsClaimsTest {
    private static final int CASES = 30;

    /** A suite, the largest error that it may report, and the most variables of its counterexample. */
    static Stream<Arguments> suites() {
        return Stream.of(
                Arguments.of(new RowAttention(), 1e-13, 1),
                Arguments.of(new LogOddsConstruction(), 1e-13, 4),
                Arguments.of(new MaxProductByRelu(), 1e-11, 3),
                Arguments.of(new JunctionTreeExactness(), 1e-13, 3),
                Arguments.of(new Folding(), 1e-13, 2),
                Arguments.of(new AddressingLeak(), 0, 0),
                Arguments.of(new Decompiling(), 1e-13, 1),
                Arguments.of(new OneWeightSet(), 1e-13, 2),
                Arguments.of(new OneModelForAllEvidence(), 1e-13, 1));
    }

    @ParameterizedTest
    @MethodSource("suites")
    void everySuiteIsConfirmed(ClaimSuite suite, double worst, int variables) {
        for (long seed : new long[] {1, 2}) {
            ClaimResult result = ClaimResult.of(suite, new Tries(seed, CASES));
            assertThat(result.findings())
                    .as("seed %d", seed)
                    .allSatisfy((part, finding) -> assertThat(finding.asExpected())
                            .as("%s: %s", part, finding)
                            .isTrue());
            assertThat(result.isConfirmed()).isTrue();
            assertThat(result.verdict()).isEqualTo("HOLDS");
            assertThat(result.worst().orElseThrow()).as("seed %d", seed).isBetween(0.0, worst);
            Counterexample counterexample = result.counterexample().orElseThrow();
            assertThat(variables(counterexample))
                    .as("variables of %s", counterexample)
                    .isLessThanOrEqualTo(variables);
            assertThat(counterexample.error()).isPositive();
        }
    }

    /** One token of one bit, whose content is lost. */
    @ParameterizedTest
    @MethodSource("seeds")
    void theCounterexampleOfTheLeakIsOneTokenOfOneBit(long seed) {
        ClaimResult result = ClaimResult.of(new AddressingLeak(), new Tries(seed, CASES));
        assertThat(result.counterexample().orElseThrow().text())
                .contains(" 1 bits")
                .containsPattern("keys \\[[01]\\]");
    }

    static Stream<Long> seeds() {
        return Stream.of(1L, 2L);
    }

    /** The line after MARKOV of each graph. */
    private static int variables(Counterexample counterexample) {
        List<String> lines = Arrays.asList(counterexample.text().split("\n"));
        return IntStream.range(0, lines.size())
                .filter(line -> lines.get(line).equals("MARKOV"))
                .map(line -> Integer.parseInt(lines.get(line + 1)))
                .sum();
    }
}
