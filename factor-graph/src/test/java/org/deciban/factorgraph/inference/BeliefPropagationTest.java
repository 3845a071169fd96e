package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.InvalidEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.junit.jupiter.api.Test;

class BeliefPropagationTest {
    private static final BeliefPropagationOptions OPTIONS = BeliefPropagationOptions.defaults();

    /** lonely OR exciting → like_jj; like_jj AND like_kj → date. A tree, with deterministic tables. */
    private static final FactorGraph DATING = FactorGraph.builder()
            .variable("lonely", "no", "yes")
            .variable("exciting", "no", "yes")
            .variable("like_jj", "no", "yes")
            .variable("like_kj", "no", "yes")
            .variable("date", "no", "yes")
            .conditional("lonely", List.of(), 0.7, 0.3)
            .conditional("exciting", List.of(), 0.4, 0.6)
            .conditional("like_jj", List.of("lonely", "exciting"), 1, 0, 0, 1, 0, 1, 0, 1)
            .conditional("like_kj", List.of(), 0.6, 0.4)
            .conditional("date", List.of("like_jj", "like_kj"), 1, 0, 1, 0, 1, 0, 0, 1)
            .build();

    @Test
    void theDatingNetworkHasItsHandComputedPosteriors() {
        Marginals prior = converge(DATING, Evidence.none());
        assertYes(prior, "lonely", 0.3);
        assertYes(prior, "like_jj", 0.72); // 1 − 0.7·0.4
        assertYes(prior, "date", 0.288); // 0.72·0.4
        Marginals givenDate = converge(DATING, observed("date"));
        assertYes(givenDate, "lonely", 0.3 / 0.72);
        assertYes(givenDate, "exciting", 0.6 / 0.72);
        assertYes(converge(DATING, observed("like_jj")), "date", 0.4);
        assertYes(converge(DATING, observed("like_kj")), "date", 0.72);
        Marginals givenLonely = converge(DATING, observed("lonely"));
        assertYes(givenLonely, "like_jj", 1);
        assertYes(givenLonely, "date", 0.4);
    }

    @Test
    void roundZeroIsTheEvidenceAlone() {
        Evidence evidence = DATING.evidence()
                .observe("date", "yes")
                .likelihood("lonely", 0.2, 0.6)
                .build();
        Marginals start =
                BeliefPropagation.beliefsAfterEachRound(DATING, evidence, 0).get(0);
        assertYes(start, "date", 1);
        assertYes(start, "lonely", 0.75);
        assertYes(start, "exciting", 0.5);
    }

    @Test
    void aMessageTravelsOneFactorARound() {
        List<Marginals> beliefs = BeliefPropagation.beliefsAfterEachRound(DATING, observed("lonely"), 3);
        // Round 1: the prior of exciting has not reached the OR, but the evidence has. The AND has heard of nothing.
        assertYes(beliefs.get(1), "like_jj", 1);
        assertYes(beliefs.get(1), "date", 0.25);
        // Round 2: the AND hears like_jj = 1 and like_kj = 0.4.
        assertYes(beliefs.get(2), "date", 0.4);
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

    /** A chain of 60 steps that each multiply the odds by e^30: probabilities span e^±1800, beyond any double. */
    @Test
    void oddsBeyondTheRangeOfDoublesAreKept() {
        double big = Math.exp(30);
        FactorGraph.Builder builder = FactorGraph.builder().variable("x", "0", "1");
        for (int i = 0; i < 60; i++) {
            builder.variable("up" + i, "0", "1")
                    .variable("down" + i, "0", "1")
                    .factor(List.of("up" + i, "x"), 1, big, 0, 0)
                    .factor(List.of("down" + i, "x"), big, 1, 0, 0);
        }
        builder.factor(List.of("x"), 0.25, 0.75);
        Marginals beliefs = converge(builder.build(), Evidence.none());
        assertThat(beliefs.probability("x", "1")).isCloseTo(0.75, within(1e-12));
    }

    /** Two factors whose rows differ by e^±800 against each other: neither may become a zero. */
    @Test
    void factorsFarBeyondUnderflowStillCancel() {
        FactorGraph.Builder builder =
                FactorGraph.builder().variable("x", "0", "1").variable("y", "0", "1");
        for (int i = 0; i < 4; i++) {
            builder.factor(List.of("x"), Math.exp(-200), Math.exp(200));
            builder.factor(List.of("y"), Math.exp(200), Math.exp(-200));
        }
        // Only unequal states: x would be 1 and y 0 at odds e^1600 each, and x = y costs e^1600 once.
        builder.factor(List.of("x", "y"), 3, 0, 0, 1);
        Marginals beliefs = converge(builder.build(), Evidence.none());
        assertThat(beliefs.probability("x", "0")).isCloseTo(0.75, within(1e-12));
        assertThat(beliefs.probability("y", "0")).isCloseTo(0.75, within(1e-12));
    }

    @Test
    void impossibleEvidenceIsNamedWithWhatShowedIt() {
        Evidence evidence = DATING.evidence()
                .observe("date", "yes")
                .observe("like_jj", "no")
                .build();
        assertThatThrownBy(() -> BeliefPropagation.run(DATING, evidence, OPTIONS))
                .isInstanceOf(ImpossibleEvidenceException.class)
                .hasMessageContaining("date=yes, like_jj=no")
                .hasMessageContaining("rules out every state")
                .hasMessageContaining("P(date | like_jj, like_kj)");
    }

    @Test
    void evidenceOfAnotherGraphIsRefused() {
        FactorGraph other = FactorGraph.builder().variable("z", "0", "1").build();
        Evidence evidence = other.evidence().observe("z", "1").build();
        assertThatThrownBy(() -> BeliefPropagation.run(DATING, evidence, OPTIONS))
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
    }

    @Test
    void optionsOutOfRangeAreRefusedAndNaNIsOutOfRange() {
        assertThatThrownBy(() -> OPTIONS.withTolerance(Double.NaN)).hasMessageContaining("tolerance is NaN");
        assertThatThrownBy(() -> OPTIONS.withMaxRounds(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> BeliefPropagation.beliefsAfterEachRound(DATING, Evidence.none(), -1))
                .hasMessageContaining("rounds is -1");
    }

    private static Evidence observed(String variable) {
        return DATING.evidence().observe(variable, "yes").build();
    }

    private static Marginals converge(FactorGraph graph, Evidence evidence) {
        return BeliefPropagation.run(graph, evidence, OPTIONS).findFixedPoint().orElseThrow();
    }

    private static void assertYes(Marginals marginals, String variable, double probability) {
        assertThat(marginals.probability(variable, "yes")).as(variable).isCloseTo(probability, within(1e-12));
    }
}
