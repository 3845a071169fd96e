package org.deciban.factorgraph.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values by hand; they are those of ISO Prolog and of Python, in which ProbLog computes, alike. */
class ArithmeticTest {
    private static String value(String expression) {
        KnowledgeBase base = ProgramReader.parse("a(X) :- X is " + expression + ".\nquery(a(X)).", "p");
        return Programs.posteriors(base).keySet().iterator().next();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 // 2      | 3",
                "-7 // -2    | 3",
                "-8 // 2     | -4",
                "7 div 2     | 3",
                "-7 div 2    | -4",
                "7 div -2    | -4",
                "-7 mod 2    | 1",
                "7 mod -2    | -1",
                "-7 mod -2   | -1",
                "7 rem 2     | 1",
                "-7 rem -2   | -1",
                "-8 rem 2    | 0",
                "7 / 2       | 3.5",
                "4 / 2       | 2.0",
                "2 ** 10     | 1024",
                "2 ^ 10      | 1024",
                "2 ** -1     | 0.5",
                "2 ** 0.5    | 1.4142135623730951",
                "(-2) ** 2   | 4",
                "-(2 ** 2)   | -4",
                "2 ** 3 ** 2 | 512",
                "2 - 3 - 4   | -5",
                "2 + 3 * 4   | 14",
                "min(2, 3.5) | 2",
                "max(2, 3.5) | 3.5",
                "max(-1, -2) | -1",
                "abs(-3)     | 3",
                "sign(-3)    | -1",
                "floor(-2.5) | -3",
                "ceiling(-2.5) | -2",
                "truncate(-2.5) | -2",
                "round(2.4)  | 2",
                "round(-2.6) | -3",
                "integer(2.4) | 2",
                "-9223372036854775808 | -9223372036854775808",
                "9223372036854775807 | 9223372036854775807"
            })
    void functionsHaveTheValuesOfPrologAndProbLog(String expression, String value) {
        assertThat(value(expression)).isEqualTo("a(" + value + ")");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-7 // 2      | Prolog makes -3 and ProbLog -4. Maybe div or mod",
                "7 // -2      | Prolog makes -3 and ProbLog -4",
                "-7 rem 2     | Prolog makes -1 and ProbLog 1",
                "7 rem -2     | Prolog makes 1 and ProbLog -1",
                "round(2.5)   | Prolog makes 3 of it and ProbLog 2. Maybe floor or ceiling",
                "integer(2.7) | Prolog makes 3 of it and ProbLog 2",
                "integer(-2.7) | Prolog makes -3 of it and ProbLog -2"
            })
    void whereTheyDifferThereIsNoValue(String expression, String message) {
        assertThatThrownBy(() -> value(expression))
                .isInstanceOf(KnowledgeException.class)
                .hasMessageStartingWith("p:1:1: ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7 // 0",
                "7 mod 0",
                "7 rem 0",
                "7 div 0",
                "7 / 0",
                "7.0 // 2",
                "-9223372036854775808 // -1",
                "-9223372036854775808 div -1",
                "9223372036854775807 + 1",
                "sqrt(-1)",
                "2 ** 64"
            })
    void whatHasNoValueIsRefusedWithItsPlace(String expression) {
        assertThatThrownBy(() -> value(expression))
                .isInstanceOf(KnowledgeException.class)
                .hasMessageStartingWith("p:1:1: ")
                .hasMessageContaining("has no value");
    }

    @Test
    void theWordsOfOperatorsAreNamesToo() {
        KnowledgeBase base = ProgramReader.parse("0.5::div(mod). 0.25::rem. query(div(X)). query(rem).", "p");
        assertThat(Programs.posteriors(base)).containsEntry("div(mod)", 0.5).containsEntry("rem", 0.25);
    }
}
