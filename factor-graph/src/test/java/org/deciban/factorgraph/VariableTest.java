package org.deciban.factorgraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class VariableTest {
    private static List<String> problemsOf(ThrowingCallable call) {
        return catchThrowableOfType(InvalidGraphException.class, call).problems();
    }

    @Test
    void theIndexOfAStateIsItsPlace() {
        Variable weather = Variable.of("weather", "dry", "wet", "snow");
        assertThat(weather.cardinality()).isEqualTo(3);
        assertThat(weather.findState("dry")).hasValue(0);
        assertThat(weather.findState("snow")).hasValue(2);
        assertThat(weather.findState("Snow")).isEmpty();
    }

    @Test
    void oneStateIsEnough() {
        assertThat(Variable.of("constant", "only").cardinality()).isEqualTo(1);
    }

    @Test
    void aBlankNameIsRefused() {
        assertThat(problemsOf(() -> Variable.of(" \t", "no", "yes"))).containsExactly("a variable has a blank name");
    }

    @Test
    void noStateIsRefused() {
        assertThat(problemsOf(() -> Variable.of("rain")))
                .containsExactly("variable rain has no states. Maybe its state list was lost?");
    }

    @Test
    void aBlankStateIsRefused() {
        assertThat(problemsOf(() -> Variable.of("rain", "no", "")))
                .containsExactly("variable rain has a state with a blank name");
    }

    @Test
    void theSameStateTwiceIsRefused() {
        assertThat(problemsOf(() -> Variable.of("rain", "no", "yes", "no")))
                .containsExactly("variable rain has the state no twice");
    }

    @Test
    void allFaultsAreReportedTogether() {
        assertThatThrownBy(() -> Variable.of("", "no", "no", " ", "yes", "yes"))
                .isInstanceOf(InvalidGraphException.class)
                .hasMessageStartingWith("4 problems in the factor graph:")
                .hasMessageContaining("a variable has a blank name")
                .hasMessageContaining("the state no twice")
                .hasMessageContaining("a state with a blank name")
                .hasMessageContaining("the state yes twice");
    }

    @Test
    void theListOfStatesIsCopied() {
        List<String> states = new ArrayList<>(List.of("no", "yes"));
        Variable rain = new Variable("rain", states);
        states.set(0, "maybe");
        assertThat(rain.states()).containsExactly("no", "yes").isUnmodifiable();
    }

    @Test
    void equalNamesWithOtherStatesAreOtherVariables() {
        assertThat(Variable.of("rain", "no", "yes"))
                .isEqualTo(Variable.of("rain", "no", "yes"))
                .isNotEqualTo(Variable.of("rain", "yes", "no"))
                .hasToString("rain");
    }
}
