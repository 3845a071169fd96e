package org.deciban.proofs.claims.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.deciban.proofs.claims.ClaimResult;
import org.deciban.proofs.claims.ClaimSuite;
import org.deciban.proofs.claims.Counterexample;
import org.deciban.proofs.claims.Finding;
import org.deciban.proofs.claims.Part;
import org.deciban.proofs.claims.Tries;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The suites come out as their statuses say, whatever the seed, with errors and counterexamples of the size that the pages give. */
class PropagationClaimsTest {
    private static final int TRIES = 30;

    /** A suite, the most that its worst error may be, and the most lines that its counterexample may take. */
    static Stream<Arguments> suites() {
        return Stream.of(
                Arguments.of(new TreesAreExact(), 1e-14, 20),
                // 15 variables, each factor three lines.
                Arguments.of(new LogarithmicDepth(), 1, 70),
                Arguments.of(new UpdatesAssociate(), 0.5, 1),
                Arguments.of(new BehavioursAndKeys(), 0, 1),
                Arguments.of(new GroundedOrNot(), 0, 30),
                Arguments.of(new LoopyReliability(), 1, 30));
    }

    @ParameterizedTest
    @MethodSource("suites")
    void isConfirmed(ClaimSuite suite, double mostError, int mostLines) {
        for (long seed = 1; seed <= 2; seed++) {
            ClaimResult result = ClaimResult.of(suite, new Tries(seed, TRIES));
            for (Map.Entry<Part, Finding> part : result.findings().entrySet()) {
                assertThat(part.getValue().asExpected())
                        .as("%s %s, seed %d: %s", result.claim().id(), part.getKey(), seed, part.getValue())
                        .isTrue();
            }
            assertThat(result.worst()).isPresent();
            assertThat(result.worst().getAsDouble()).isBetween(0.0, mostError);
            Counterexample counterexample = result.counterexample().orElseThrow();
            assertThat(counterexample.text().lines()).as(counterexample.text()).hasSizeLessThanOrEqualTo(mostLines);
        }
    }
}
