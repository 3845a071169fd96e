package org.deciban.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.InvalidEvidenceException;
import org.junit.jupiter.api.Test;

class EvidenceSyntaxTest {
    /** Names as published networks and knowledge bases have them. */
    private static final FactorGraph GRAPH = FactorGraph.builder()
            .variable("age", "<20", "20-30", ">=30")
            .variable("P(x,y)", "false", "true")
            .variable("dose", "0.5/day", "1,5/day")
            .variable("dose=high", "no", "yes")
            .variable("a", "x", "x,b=y")
            .variable("b", "y", "z")
            .build();

    private static String read(String... options) {
        return EvidenceSyntax.parse(GRAPH, List.of(options)).toString();
    }

    @Test
    void namesMayHoldSignsAndCommas() {
        assertThat(read("age=>=30,P(x,y)=true,dose=1,5/day")).isEqualTo("age=>=30, P(x,y)=true, dose=1,5/day");
        assertThat(read("dose=high=yes,age=<20")).isEqualTo("dose=high=yes, age=<20");
        assertThat(read("dose=0.5/day")).isEqualTo("dose=0.5/day");
    }

    @Test
    void theLongerReadingWinsAndSeparateOptionsGiveTheOther() {
        assertThat(read("a=x,b=y")).isEqualTo("a=x,b=y");
        assertThat(EvidenceSyntax.parse(GRAPH, List.of("a=x,b=y")).variables()).hasSize(1);
        assertThat(EvidenceSyntax.parse(GRAPH, List.of("a=x", "b=y")).variables())
                .hasSize(2);
        assertThat(EvidenceSyntax.parse(GRAPH, List.of("a=x,b=z")).variables()).hasSize(2);
    }

    @Test
    void softEvidenceIsAListOfNumbers() {
        Evidence evidence = EvidenceSyntax.parse(GRAPH, List.of("age~0.5:1e-3:0,b=z"));
        assertThat(evidence.likelihood(GRAPH.variables().get(0))).containsExactly(0.5, 1e-3, 0);
        assertThat(evidence).hasToString("age~0.5:0.001:0.0, b=z");
    }

    @Test
    void blanksAroundItemsAreNothing() {
        assertThat(read(" age=<20 , b=y")).isEqualTo("age=<20, b=y");
    }

    @Test
    void everyFaultIsReported() {
        assertThatThrownBy(() -> read("age=old,colour=red,b"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("variable age has no state old; its states are [<20, 20-30, >=30]")
                .hasMessageContaining("no variable colour")
                .hasMessageContaining("'b' in --evidence is no observation");
    }

    @Test
    void numbersAreDecimal() {
        assertThatThrownBy(() -> read("b~0.5:NaN")).hasMessageContaining("'0.5:NaN' after b~");
        assertThatThrownBy(() -> read("b~0.5:0x1p3")).hasMessageContaining("no list of numbers");
        assertThatThrownBy(() -> read("b~0.5:")).hasMessageContaining("no list of numbers");
        assertThatThrownBy(() -> read("b~0.5")).hasMessageContaining("1 entries; the variable has 2 states");
        assertThatThrownBy(() -> read("b~0:0")).hasMessageContaining("zero for every state");
        assertThatThrownBy(() -> read("b~-1:1")).hasMessageContaining("-1.0");
    }

    @Test
    void emptyAndHalfEmptyTextIsNoEvidence() {
        assertThatThrownBy(() -> read("")).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> read("b=y,")).isInstanceOf(BadInputException.class);
    }

    @Test
    void aVariableGivenTwiceIsRefused() {
        assertThatThrownBy(() -> read("b=y", "b=z"))
                .isInstanceOf(InvalidEvidenceException.class)
                .hasMessageContaining("b is given evidence twice");
    }
}
