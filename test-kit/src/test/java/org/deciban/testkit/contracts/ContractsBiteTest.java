package org.deciban.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.deciban.factorgraph.io.Uai;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every suite refuses every faulty implementation, with a counterexample of at most three variables. */
class ContractsBiteTest {
    private static final int TRIES = 100;

    static Stream<Arguments> faults() {
        return Stream.of(FaultyPropagations.SUITES, FaultyExactInference.SUITES, FaultyTransformers.SUITES)
                .flatMap(suites -> Arrays.stream(Fault.values())
                        .filter(fault -> fault != Fault.NONE)
                        .map(fault -> Arguments.of(fault, suites.get(fault))));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void everyFaultIsCaughtOnThreeVariablesAtMost(Fault fault, Class<?> suite) {
        requireCaught(Suite.run(suite, TRIES));
    }

    @Test
    void aTransformerThatRemembersIsCaught() {
        Suite suite = Suite.run(FaultyTransformers.Remembering.class, TRIES);
        requireCaught(suite);
        assertThat(suite.violations()).containsOnlyKeys("oneModelServesAllEvidence");
    }

    private static void requireCaught(Suite suite) {
        Map<String, ContractViolation> violations = suite.violations();
        assertThat(violations).isNotEmpty();
        // Nothing but violations: an error of the suite itself would be no verdict.
        assertThat(suite.failures().values().stream().filter(failure -> failure.isPresent()))
                .hasSameSizeAs(violations.values());
        assertThat(violations.values()).allSatisfy(violation -> {
            assertThat(violation.witness().graph().variables()).hasSizeLessThanOrEqualTo(3);
            String file =
                    violation.getMessage().substring(violation.getMessage().indexOf("\n\n"));
            assertThat(Uai.read(new StringReader(file), "message").edgeCount())
                    .isEqualTo(violation.witness().graph().edgeCount());
        });
    }

    /** Which property sees which fault: named after it, and not only by disagreement with the reference. */
    @Test
    void theFaultIsSeenByThePropertyThatIsNamedAfterIt() {
        assertThat(Suite.run(FaultyPropagations.WithoutPriors.class, TRIES).violations())
                .containsKey("aVariableOnItsOwnHasTheProductOfItsPriors");
        assertThat(Suite.run(FaultyPropagations.Unclamped.class, TRIES).violations())
                .containsKeys("observedVariablesAreCertain", "theLikelihoodOfEvidenceIsMultipliedIn");
        assertThat(Suite.run(FaultyPropagations.Untransposed.class, TRIES).violations())
                .containsKey("theOrderOfVariablesAndFactorsDoesNotMatter");
        assertThat(Suite.run(FaultyPropagations.Echoing.class, TRIES).violations())
                .containsKey("onGraphsWithoutCyclesTheLastBeliefsArePosteriors");
    }
}
