package org.deciban.proofs.claims.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.deciban.proofs.claims.ClaimResult;
import org.deciban.proofs.claims.ClaimSuite;
import org.deciban.proofs.claims.Counterexample;
import org.deciban.proofs.claims.Tries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The claims about one layer come out as their status says, for more than one seed, and their counterexamples are small. */
class PublishedClaimsTest {
    private static final int COUNT = 30;
    private static final Map<Class<?>, ClaimResult> FIRST = new ConcurrentHashMap<>();

    /** With a bound above the largest error among the cases on which each must hold, well below what its suite allows. */
    static Stream<Arguments> claims() {
        return Stream.of(
                Arguments.of(new ImplicitGraphClaim(), 2e-15),
                Arguments.of(new PublishedRoundClaim(), 5e-14),
                Arguments.of(new GateTreeClaim(), 5e-15),
                Arguments.of(new UpdateWeightsClaim(), 1e-15),
                Arguments.of(new AttentionGaugeClaim(), 1e-11),
                Arguments.of(new SemiringClaim(), 2e-15));
    }

    @ParameterizedTest
    @MethodSource("claims")
    void comesOutAsItsStatusSays(ClaimSuite suite, double worst) {
        for (ClaimResult result : List.of(first(suite), ClaimResult.of(suite, new Tries(2, COUNT)))) {
            assertThat(result.isConfirmed()).as("%s", result.findings()).isTrue();
            assertThat(result.worst().orElseThrow()).isLessThan(worst);
            assertThat(result.counterexample()).isPresent();
        }
    }

    /** With seed 1; computed once for a class. */
    private static ClaimResult first(ClaimSuite suite) {
        return FIRST.computeIfAbsent(suite.getClass(), unused -> ClaimResult.of(suite, new Tries(1, COUNT)));
    }

    private static Counterexample counterexample(ClaimSuite suite) {
        return first(suite).counterexample().orElseThrow();
    }

    /** Two tokens of one dimension under one head. */
    @Test
    void theGraphOfAnotherInputFailsOnTwoTokens() {
        assertThat(counterexample(new ImplicitGraphClaim()).text().lines()).hasSize(4);
    }

    /** A factor over two variables, one of them observed; its belief stays ½, where the posterior is 0 or 1. */
    @Test
    void thePublishedRoundFailsOnTwoVariables() {
        Counterexample smallest = counterexample(new PublishedRoundClaim());
        assertThat(smallest.text()).contains("MARKOV\n2\n2 2\n1\n2 0 1\n").contains("--evidence x0=");
        assertThat(smallest.error()).isEqualTo(0.5);
    }

    @Test
    void aTableOverFourVariablesFails() {
        Counterexample smallest = counterexample(new GateTreeClaim());
        assertThat(smallest.text()).contains("MARKOV\n4\n2 2 2 2\n1\n4 0 1 2 3\n");
        assertThat(smallest.error()).isGreaterThan(0.01);
    }

    @Test
    void onBeliefsThatAgreeOtherWeightsAreExact() {
        assertThat(counterexample(new UpdateWeightsClaim()).text()).contains("Unit[w0=2.0, w1=0.0, b=0.0]");
    }

    @Test
    void otherAttentionWeightsDoTheSameOnTwoNodes() {
        assertThat(counterexample(new AttentionGaugeClaim()).text().lines()).hasSize(3);
    }

    /** OR(½, ½) = ¾, and updateBelief says ½. */
    @Test
    void updateBeliefIsNotOrOfTwoHalves() {
        Counterexample smallest = counterexample(new SemiringClaim());
        assertThat(smallest.text()).contains("P(c) = 0.75, updateBelief 0.5");
        assertThat(smallest.error()).isEqualTo(0.25);
    }
}
