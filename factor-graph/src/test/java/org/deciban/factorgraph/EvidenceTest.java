package org.deciban.factorgraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceTest {
    private static final Variable RAIN = Variable.of("rain", "no", "yes");
    private static final Variable SKY = Variable.of("sky", "clear", "grey", "black");
    private static final FactorGraph GRAPH =
            FactorGraph.builder().variable(RAIN).variable(SKY).build();

    private static List<String> problemsOf(Evidence.Builder builder) {
        return catchThrowableOfType(InvalidEvidenceException.class, builder::build)
                .problems();
    }

    @Test
    void hardEvidenceIsOneHot() {
        Evidence evidence = GRAPH.evidence().observe("sky", "grey").build();
        assertThat(evidence.likelihood(SKY)).containsExactly(0, 1, 0);
        assertThat(evidence.likelihood(SKY, 1)).isEqualTo(1);
        assertThat(evidence.findObservedState(SKY)).hasValue(1);
        assertThat(evidence).isEqualTo(GRAPH.evidence().observe(SKY, 1).build());
    }

    @Test
    void softEvidenceIsKeptAsItIs() {
        Evidence evidence = GRAPH.evidence().likelihood("sky", 0.25, 3, 0).build();
        assertThat(evidence.likelihood(SKY)).containsExactly(0.25, 3, 0);
        assertThat(evidence.findObservedState(SKY)).isEmpty();
    }

    @Test
    void aOneHotLikelihoodIsHardAndAScaledOneIsNot() {
        assertThat(GRAPH.evidence().likelihood("rain", 0, 1).build())
                .isEqualTo(GRAPH.evidence().observe("rain", "yes").build());
        Evidence scaled = GRAPH.evidence().likelihood("rain", 0, 0.5).build();
        assertThat(scaled.findObservedState(RAIN)).isEmpty();
        assertThat(scaled).hasToString("rain~0.0:0.5");
    }

    @Test
    void aVariableWithoutEvidenceHasLikelihoodOne() {
        Evidence evidence = GRAPH.evidence().observe("rain", "yes").build();
        assertThat(evidence.likelihood(SKY)).containsExactly(1, 1, 1);
        assertThat(evidence.likelihood(SKY, 2)).isEqualTo(1);
        assertThat(evidence.findObservedState(SKY)).isEmpty();
        assertThat(evidence.variables()).containsExactly(RAIN);
    }

    @Test
    void noEvidenceIsNone() {
        assertThat(GRAPH.evidence().build()).isSameAs(Evidence.none());
        assertThat(Evidence.none().isEmpty()).isTrue();
        assertThat(GRAPH.evidence().observe("rain", "no").build().isEmpty()).isFalse();
    }

    @Test
    void itReadsAsTheCommandLineTakesIt() {
        Evidence evidence = GRAPH.evidence()
                .likelihood("sky", 0.2, 0.7, 0.1)
                .observe("rain", "yes")
                .build();
        assertThat(evidence).hasToString("sky~0.2:0.7:0.1, rain=yes");
        assertThat(Evidence.none()).hasToString("(none)");
    }

    @Test
    void anUnknownVariableIsRefusedWithAHintIfOnlyItsCaseIsWrong() {
        assertThat(problemsOf(GRAPH.evidence().observe("Rain", "yes")))
                .containsExactly("there is no variable Rain. Maybe you mean rain?");
        assertThat(problemsOf(GRAPH.evidence().likelihood("snow", 1, 2))).containsExactly("there is no variable snow");
    }

    @Test
    void aVariableOfAnotherGraphIsRefused() {
        assertThat(problemsOf(GRAPH.evidence().observe(Variable.of("rain", "yes", "no"), 0)))
                .containsExactly("evidence names rain, which is not a variable of this graph");
        assertThat(problemsOf(GRAPH.evidence().likelihood(Variable.of("wind", "yes", "no"), 1, 2)))
                .containsExactly("evidence names wind, which is not a variable of this graph");
    }

    @Test
    void anUnknownStateIsRefusedWithTheKnownOnes() {
        assertThat(problemsOf(GRAPH.evidence().observe("sky", "Grey")))
                .containsExactly("variable sky has no state Grey; its states are [clear, grey, black]");
        assertThat(problemsOf(GRAPH.evidence().observe(SKY, 3)))
                .containsExactly("variable sky has no state with index 3; it has 3");
        assertThat(problemsOf(GRAPH.evidence().observe(SKY, -1))).hasSize(1);
    }

    @Test
    void evidenceTwiceIsRefused() {
        assertThat(problemsOf(GRAPH.evidence().observe("rain", "yes").observe("rain", "yes")))
                .containsExactly("variable rain is given evidence twice");
        assertThat(problemsOf(GRAPH.evidence().observe("rain", "yes").likelihood("rain", 1, 2)))
                .containsExactly("variable rain is given evidence twice");
    }

    @Test
    void aLikelihoodOfTheWrongLengthIsRefused() {
        assertThat(problemsOf(GRAPH.evidence().likelihood("sky", 0.5, 0.5)))
                .containsExactly("the likelihood of sky has 2 entries; the variable has 3 states [clear, grey, black]");
    }

    @Test
    void aLikelihoodOfZerosIsRefused() {
        assertThat(problemsOf(GRAPH.evidence().likelihood("sky", 0, 0, -0.0)))
                .containsExactly("the likelihood of sky is zero for every state, so the evidence is impossible");
    }

    @Test
    void everyEntryThatIsNoLikelihoodIsRefused() {
        assertThat(problemsOf(GRAPH.evidence().likelihood("sky", Double.NaN, -1, Double.POSITIVE_INFINITY)))
                .containsExactly(
                        "the likelihood of sky has the entry NaN; entries are finite and ≥ 0",
                        "the likelihood of sky has the entry -1.0; entries are finite and ≥ 0",
                        "the likelihood of sky has the entry Infinity; entries are finite and ≥ 0");
    }

    @Test
    void allFaultsAreReportedTogether() {
        Evidence.Builder builder = GRAPH.evidence()
                .observe("wind", "strong")
                .observe("rain", "perhaps")
                .likelihood("sky", Double.NaN, 1, 1)
                .observe("rain", "yes")
                .observe("rain", "no");
        assertThat(problemsOf(builder)).hasSize(4);
        assertThatThrownBy(builder::build)
                .hasMessageStartingWith("4 problems in the evidence:\n  - there is no variable wind\n")
                .hasMessageEndingWith("  - variable rain is given evidence twice");
    }

    @Test
    void arraysAreCopiedInAndOut() {
        double[] likelihood = {0.25, 0.75};
        Evidence.Builder builder = GRAPH.evidence().likelihood("rain", likelihood);
        likelihood[0] = 9;
        Evidence evidence = builder.build();
        evidence.likelihood(RAIN)[1] = 9;
        builder.observe("sky", "grey");
        assertThat(evidence.likelihood(RAIN)).containsExactly(0.25, 0.75);
        assertThat(evidence.variables()).containsExactly(RAIN);
        assertThatThrownBy(() -> evidence.variables().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void evidenceFitsTheGraphsThatHaveItsVariables() {
        Evidence evidence = GRAPH.evidence().observe("rain", "yes").build();
        FactorGraph same = FactorGraph.builder().variable("rain", "no", "yes").build();
        assertThatCode(() -> evidence.requireFits(same)).doesNotThrowAnyException();
        FactorGraph otherStates =
                FactorGraph.builder().variable("rain", "yes", "no").build();
        assertThatThrownBy(() -> evidence.requireFits(otherStates))
                .isInstanceOf(InvalidEvidenceException.class)
                .hasMessage("evidence names rain, which is not a variable of this graph");
        FactorGraph without = FactorGraph.builder().variable(SKY).build();
        assertThatThrownBy(() -> evidence.requireFits(without)).isInstanceOf(InvalidEvidenceException.class);
    }

    @Test
    void equalityIgnoresTheOrderAndNothingElse() {
        Evidence evidence = GRAPH.evidence()
                .observe("rain", "yes")
                .likelihood("sky", 1, 2, 3)
                .build();
        assertThat(evidence)
                .isEqualTo(GRAPH.evidence()
                        .likelihood("sky", 1, 2, 3)
                        .observe("rain", "yes")
                        .build())
                .hasSameHashCodeAs(GRAPH.evidence()
                        .likelihood("sky", 1, 2, 3)
                        .observe("rain", "yes")
                        .build())
                .isNotEqualTo(GRAPH.evidence()
                        .observe("rain", "yes")
                        .likelihood("sky", 1, 2, 4)
                        .build())
                .isNotEqualTo(GRAPH.evidence().observe("rain", "yes").build());
    }
}
