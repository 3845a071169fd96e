package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.InvalidEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BeliefPropagationTest {
    private static final BeliefPropagationOptions OPTIONS = BeliefPropagationOptions.defaults();

    private static final FactorGraph DATING = Networks.dating();

    @Test
    void theDatingNetworkHasItsHandComputedPosteriors() {
        Marginals prior = converge(DATING, Evidence.none());
        assertTrue(prior, "lonely", 0.3);
        assertTrue(prior, "like_jj", 0.72); // 1 − 0.7·0.4
        assertTrue(prior, "date", 0.288); // 0.72·0.4
        Marginals givenDate = converge(DATING, observed("date"));
        assertTrue(givenDate, "lonely", 0.3 / 0.72);
        assertTrue(givenDate, "exciting", 0.6 / 0.72);
        assertTrue(converge(DATING, observed("like_jj")), "date", 0.4);
        assertTrue(converge(DATING, observed("like_kj")), "date", 0.72);
        Marginals givenLonely = converge(DATING, observed("lonely"));
        assertTrue(givenLonely, "like_jj", 1);
        assertTrue(givenLonely, "date", 0.4);
    }

    @Test
    void roundZeroIsTheEvidenceAlone() {
        Evidence evidence = DATING.evidence()
                .observe("date", "true")
                .likelihood("lonely", 0.2, 0.6)
                .build();
        Marginals start =
                BeliefPropagation.beliefsAfterEachRound(DATING, evidence, 0).get(0);
        assertTrue(start, "date", 1);
        assertTrue(start, "lonely", 0.75);
        assertTrue(start, "exciting", 0.5);
    }

    @Test
    void aMessageTravelsOneFactorARound() {
        List<Marginals> beliefs = BeliefPropagation.beliefsAfterEachRound(DATING, observed("lonely"), 3);
        // Round 1: the prior of exciting has not reached the OR, but the evidence has. The AND has heard of nothing.
        assertTrue(beliefs.get(1), "like_jj", 1);
        assertTrue(beliefs.get(1), "date", 0.25);
        // Round 2: the AND hears like_jj = 1 and like_kj = 0.4.
        assertTrue(beliefs.get(2), "date", 0.4);
        assertThat(beliefs.get(3)).isEqualTo(beliefs.get(2));
    }

    @Test
    void convergenceOnATreeIsExactAndReported() {
        BeliefPropagationResult result = BeliefPropagation.run(DATING, observed("date"), OPTIONS.withTolerance(0));
        assertThat(result.converged()).isTrue();
        assertThat(result.residual()).isZero();
        assertThat(result.rounds()).isBetween(3, 5);
        assertThat(result.findFixedPoint()).contains(result.beliefs());
    }

    @Test
    void stoppingEarlyIsReportedAsNotConverged() {
        BeliefPropagationResult result = BeliefPropagation.run(DATING, observed("date"), OPTIONS.withMaxRounds(1));
        assertThat(result.converged()).isFalse();
        assertThat(result.rounds()).isEqualTo(1);
        assertThat(result.residual()).isGreaterThan(0.1);
        assertThat(result.findFixedPoint()).isEmpty();
        BeliefPropagationResult unstarted = BeliefPropagation.run(DATING, observed("date"), OPTIONS.withMaxRounds(0));
        assertThat(unstarted.converged()).isFalse();
        assertThat(unstarted.residual()).isInfinite();
    }

    @Test
    void exactlyTheRoundsAskedForAreDone() {
        assertThat(BeliefPropagation.run(DATING, Evidence.none(), OPTIONS.withExactRounds(17))
                        .rounds())
                .isEqualTo(17);
    }

    @Test
    void impossibleEvidenceIsNamedWithWhatShowedIt() {
        Evidence evidence = DATING.evidence()
                .observe("date", "true")
                .observe("like_jj", "false")
                .build();
        assertThatThrownBy(() -> BeliefPropagation.run(DATING, evidence, OPTIONS))
                .isInstanceOf(ImpossibleEvidenceException.class)
                .hasMessageContaining("date=true, like_jj=false")
                .hasMessageContaining("rules out every state")
                .hasMessageContaining("P(date | like_jj, like_kj)");
    }

    /** The first factor makes x be a, the second allows nothing there. */
    @ParameterizedTest
    @EnumSource
    void aFactorThatAllowsNothingIsNamedWithTheVariableItSendsTo(MessageDomain domain) {
        FactorGraph graph = FactorGraph.builder()
                .variable("x", "a", "b")
                .variable("y", "c", "d", "e")
                .factor(Factor.named("prior", List.of(new Variable("x", List.of("a", "b"))), 1, 0))
                .factor(Factor.named(
                        "link",
                        List.of(new Variable("x", List.of("a", "b")), new Variable("y", List.of("c", "d", "e"))),
                        0,
                        0,
                        0,
                        1,
                        1,
                        1))
                .build();
        assertThatThrownBy(() -> BeliefPropagation.run(graph, Evidence.none(), OPTIONS.withDomain(domain)))
                .isInstanceOf(ImpossibleEvidenceException.class)
                .hasMessageContaining("the message from link")
                .hasMessageContaining(" to y rules out every state");
    }

    /** Two factors make x be a and be b: what x sends to a third is zero everywhere. */
    @ParameterizedTest
    @EnumSource
    void aVariableThatIsLeftNoStateIsNamedWithTheFactorItSendsTo(MessageDomain domain) {
        for (int states = 2; states <= 3; states++) {
            Variable x = new Variable("x", List.of("a", "b", "c").subList(0, states));
            FactorGraph graph = FactorGraph.builder()
                    .variable(x)
                    .factor(Factor.named("first", List.of(x), Arrays.copyOf(new double[] {1, 0, 0}, states)))
                    .factor(Factor.named("second", List.of(x), Arrays.copyOf(new double[] {0, 1, 0}, states)))
                    .factor(Factor.named("third", List.of(x), Arrays.copyOf(new double[] {1, 1, 1}, states)))
                    .build();
            assertThatThrownBy(() -> BeliefPropagation.run(graph, Evidence.none(), OPTIONS.withDomain(domain)))
                    .isInstanceOf(ImpossibleEvidenceException.class)
                    .hasMessageContaining("the message from x to third")
                    .hasMessageContaining("rules out every state");
        }
    }

    /** The evidence leaves one state, the factor the other; neither hears of the other before the belief is formed. */
    @ParameterizedTest
    @EnumSource
    void aVariableWhoseFactorAndEvidenceAgreeOnNothingIsNamed(MessageDomain domain) {
        FactorGraph graph = FactorGraph.builder()
                .variable("x", "a", "b")
                .factor(List.of("x"), 1, 0)
                .build();
        Evidence evidence = graph.evidence().observe("x", "b").build();
        assertThatThrownBy(() -> BeliefPropagation.run(graph, evidence, OPTIONS.withDomain(domain)))
                .isInstanceOf(ImpossibleEvidenceException.class)
                .hasMessageContaining("every state of x is ruled out");
    }

    @Test
    void evidenceOfAnotherGraphIsRefused() {
        FactorGraph other = FactorGraph.builder().variable("z", "0", "1").build();
        Evidence evidence = other.evidence().observe("z", "1").build();
        assertThatThrownBy(() -> BeliefPropagation.run(DATING, evidence, OPTIONS))
                .isInstanceOf(InvalidEvidenceException.class)
                .hasMessageContaining("z");
        assertThatThrownBy(() -> BeliefPropagation.beliefsAfterEachRound(DATING, evidence, 1))
                .isInstanceOf(InvalidEvidenceException.class)
                .hasMessageContaining("z");
    }

    @Test
    void aVariableWithoutFactorsBelievesItsEvidence() {
        FactorGraph graph = FactorGraph.builder()
                .variable(Variable.of("alone", "a", "b", "c"))
                .factor(List.of(), 7)
                .build();
        Evidence evidence = graph.evidence().likelihood("alone", 1, 2, 5).build();
        BeliefPropagationResult result = BeliefPropagation.run(graph, evidence, OPTIONS);
        assertThat(result.beliefs().probability("alone", "c")).isEqualTo(0.625);
        assertThat(result.converged()).isTrue();
        assertThat(result.betheLogEvidence().orElseThrow()).isCloseTo(Math.log(7 * (1 + 2 + 5)), within(1e-14));
    }

    @Test
    void aNegativeNumberOfRoundsIsRefused() {
        assertThatThrownBy(() -> BeliefPropagation.beliefsAfterEachRound(DATING, Evidence.none(), -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rounds is -1");
    }

    /** By hand: n is 1, so the message goes from (1/2, 1/2) to √(1:16) = 1:4, then √(4·16) = 8. */
    @Test
    void dampingIsAGeometricMean() {
        FactorGraph graph = FactorGraph.builder()
                .variable("x", "a", "b")
                .factor(List.of("x"), 1, 16)
                .build();
        for (MessageDomain domain : MessageDomain.values()) {
            BeliefPropagationOptions damped = OPTIONS.withDomain(domain).withDamping(0.5);
            BeliefPropagationResult one = BeliefPropagation.run(graph, Evidence.none(), damped.withExactRounds(1));
            assertThat(one.beliefs().probability("x", "b")).isCloseTo(0.8, within(1e-15));
            // The residual is not damped: 16/17 − 1/2.
            assertThat(one.residual()).isCloseTo(15.0 / 34, within(1e-15));
            BeliefPropagationResult two = BeliefPropagation.run(graph, Evidence.none(), damped.withExactRounds(2));
            assertThat(two.beliefs().probability("x", "b")).isCloseTo(8.0 / 9, within(1e-15));
        }
        List<Marginals> each =
                BeliefPropagation.beliefsAfterEachRound(graph, Evidence.none(), 2, 0.5, Objective.SUM_PRODUCT);
        assertThat(each.get(1).probability("x", "b")).isCloseTo(0.8, within(1e-15));
        assertThat(each.get(2).probability("x", "b")).isCloseTo(8.0 / 9, within(1e-15));
    }

    /** By hand: on a ring without fields the uniform messages are a fixed point, and ln Z is n·ln(2 cosh J). */
    @Test
    void theBetheApproximationOfARingIsKnown() {
        FactorGraph ring = ring(5, Math.exp(0.7));
        for (MessageDomain domain : MessageDomain.values()) {
            BeliefPropagationResult result = BeliefPropagation.run(ring, Evidence.none(), OPTIONS.withDomain(domain));
            double expected = 5 * Math.log(2 * Math.cosh(0.7));
            assertThat(result.betheLogEvidence().orElseThrow()).isCloseTo(expected, within(1e-12));
            assertThat(result.findBetheFreeEnergy().orElseThrow()).isCloseTo(-expected, within(1e-12));
        }
    }

    private static FactorGraph ring(int variables, double equal) {
        FactorGraph.Builder builder = FactorGraph.builder();
        for (int v = 0; v < variables; v++) {
            builder.variable("x" + v, "-", "+");
        }
        for (int v = 0; v < variables; v++) {
            List<String> scope = List.of("x" + v, "x" + (v + 1) % variables);
            builder.factor(scope, equal, 1 / equal, 1 / equal, equal);
        }
        return builder.build();
    }

    private static Evidence observed(String variable) {
        return DATING.evidence().observe(variable, "true").build();
    }

    private static Marginals converge(FactorGraph graph, Evidence evidence) {
        return BeliefPropagation.run(graph, evidence, OPTIONS).findFixedPoint().orElseThrow();
    }

    private static void assertTrue(Marginals marginals, String variable, double probability) {
        assertThat(marginals.probability(variable, "true")).as(variable).isCloseTo(probability, within(1e-12));
    }
}
