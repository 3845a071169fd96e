package org.deciban.proofs.claims.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.deciban.proofs.claims.ClaimResult;
import org.deciban.proofs.claims.ClaimSuite;
import org.deciban.proofs.claims.Tries;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The suites come out as their statuses say, whatever the seed. */
class PropagationClaimsTest {
    private static final int TRIES = 30;

    static Stream<ClaimSuite> suites() {
        return Stream.of(
                new TreesAreExact(),
                new UpdatesAssociate(),
                new BehavioursAndKeys(),
                new GroundedOrNot(),
                new LoopyReliability());
    }

    @ParameterizedTest
    @MethodSource("suites")
    void isConfirmed(ClaimSuite suite) {
        for (long seed = 1; seed <= 2; seed++) {
            ClaimResult result = ClaimResult.of(suite, new Tries(seed, TRIES));
            long begin = System.nanoTime();
            System.err.println(result.claim().id() + " " + result.verdict());
            result.findings()
                    .forEach((part, finding) -> System.err.println("  " + part + " " + finding.asExpected() + " "
                            + finding.summary() + " " + finding.worst() + "\n      " + finding.counterexample()));
            assertThat(result.isConfirmed()).isTrue();
        }
    }
}
