package org.deciban.factorgraph.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Values by hand; they are those of ISO Prolog and of Python, in which ProbLog computes, alike, but that what is assigned is rounded to
 * fifteen decimals as in ProbLog.
 */
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
                "2 ** 0.5    | 1.414213562373095",
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
                "9223372036854775807 | 9223372036854775807",
                "12 >> 1     | 6",
                "-5 >> 1     | -3",
                "-1 >> 70    | -1",
                "5 >> 70     | 0",
                "3 << 2      | 12",
                "-3 << 2     | -12",
                "0 << 70     | 0",
                "1 << 2 + 1  | 5",
                "1 << 2 * 3  | 12",
                "12 /\\ 6   | 4",
                "-5 /\\ 6   | 2",
                "12 \\/ 3   | 15",
                "-5 \\/ 3   | -5",
                "12 xor 9    | 5",
                "-5 xor 9    | -14",
                "5 xor 3 \\/ 8 | 14",
                "\\5 /\\ 7 | 2",
                "\\ -1      | 0",
                "2 ^ 3 ^ 2   | 512",
                "(2 ^ 3) * 2 | 16",
                "2 ^ 3 + 1   | 9",
                "cos(pi)     | -1.0",
                "log(e)      | 1.0",
                "log10(1000) | 3.0",
                "acos(-1)    | 3.141592653589793",
                "atan(1, 1) * 4 | 3.141592653589793",
                "atan2(-1, 0)   | -1.570796326794897",
                "cosh(0)     | 1.0",
                "sinh(0)     | 0.0",
                "tanh(0)     | 0.0",
                "asin(0)     | 0.0",
                ".5 + 1      | 1.5"
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
                "integer(-2.7) | Prolog makes -3 of it and ProbLog -2",
                "sign(-2.5)   | Prolog makes -1.0 of it and ProbLog -1"
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
                "2 ** 64",
                "1 << 63",
                "1 << 64",
                "1 << -1",
                "1 >> -1",
                "5.0 /\\ 3",
                "\\ 2.5",
                "7 mod 2.5",
                "\"a\"",
                "ann",
                "inf"
            })
    void whatHasNoValueIsRefusedWithItsPlace(String expression) {
        assertThatThrownBy(() -> value(expression))
                .isInstanceOf(KnowledgeException.class)
                .hasMessageStartingWith("p:1:1: ")
                .hasMessageContaining("has no value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2^3*2", "2*3^2", "4/2^2", "2**3^2", "2^3<<1", "1+2^3 mod 3"})
    void aCaretBesideAnOperatorOfProducts(String expression) {
        // ProbLog gives ^ the priority of *, so that 2^3*2 is 64, where Prolog has 16.
        assertThatThrownBy(() -> value(expression))
                .isInstanceOf(KnowledgeException.class)
                .hasMessageStartingWith("p:1:")
                .hasMessageContaining("^ beside another operator can be read in two ways");
    }

    @Test
    void whatIsAssignedHasFifteenDecimalsAsInProbLog() {
        // Python: 0.1 + 0.2 == 0.3 is False, round(0.1 + 0.2, 15) == 0.3 is True; round(1/3, 15) is 0.333333333333333.
        KnowledgeBase base = ProgramReader.parse(
                "a(X) :- X is 0.1 + 0.2.\nb :- a(X), X =:= 0.3.\nc :- 0.1 + 0.2 =:= 0.3.\nd(X) :- X is 1/3.\n"
                        + "e(X) :- X is -1/10**16.\n"
                        + "query(a(0.3)). query(b). query(c). query(d(X)). query(e(X)).",
                "p");
        assertThat(Programs.posteriors(base).toString())
                .isEqualTo("{a(0.3)=1.0, b=1.0, c=0.0, d(0.333333333333333)=1.0, e(-0.0)=1.0}");
    }

    @Test
    void theWordsOfOperatorsAreNamesToo() {
        KnowledgeBase base = ProgramReader.parse("0.5::div(mod). 0.25::rem(xor). query(div(X)). query(rem(xor)).", "p");
        assertThat(Programs.posteriors(base)).containsEntry("div(mod)", 0.5).containsEntry("rem(xor)", 0.25);
    }
}
