package org.deciban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReplCommandTest {
    private static Run piped(String name, String input) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        int exit = Deciban.run(new Console(in, out, err, false), "repl", "../examples/knowledge/" + name + ".pl");
        return new Run(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void answersAloneArePrinted() {
        Run run = piped("dating", """
                % What Jack feels.
                date(jack,jill)
                assert likes(jack,jill)

                ask date(jack,jill).
                retract likes(jack,jill)
                date(jack,jill)
                """);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualToNormalizingNewlines("""
                date(jack,jill)  0.288000
                date(jack,jill)  0.400000
                date(jack,jill)  0.288000
                """);
        assertThat(run.exit()).isZero();
    }

    @Test
    void errorsAreSaidAndEndNothing() {
        Run run = piped("dating", """
                date(jack
                assert lonely(jil)
                assert lonely(jill)
                assert lonely(jack), \\+likes(jack,jill)
                retract lonely(jack)
                date(jack,bob)
                lonely(f(jack))
                list
                lonely(jack)
                """);
        assertThat(run.out()).isEqualToNormalizingNewlines("""
                date(jack,bob)  not grounded: nothing is known of bob
                lonely(jack)  0.300000
                """);
        assertThat(run.err().lines().map(line -> line.replaceFirst("the line:1:\\d+: .*", "(place)")))
                .containsExactly(
                        "deciban: (place)",
                        "deciban: lonely(jil) is not taken: not grounded: nothing is known of jil. Maybe jill?",
                        "deciban: lonely(jill) is not taken: the evidence is true in no world: lonely(jill)",
                        "deciban: lonely(jack) is not taken: the evidence is true in no world: lonely(jack),"
                                + " \\+likes(jack,jill)",
                        "deciban: lonely(jack) is not observed",
                        "deciban: (place)");
        assertThat(run.exit()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void evidenceOfTheFileIsListedAndCanBeRetracted() {
        Run run = piped("monty-hall", """
                list
                win_change
                retract opens(3)
                list
                assert opens(2), opens(2)
                assert opens(2)
                list
                prize(3)
                """);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualToNormalizingNewlines("""
                opens(3)
                win_change  0.666667
                opens(2)
                prize(3)  0.666667
                """);
    }

    @Test
    void whySaysWhatCarriesTheAnswer() {
        Run run = piped("dating", "assert likes(jack,jill)\nwhy lonely(jack)\n");
        // 10 log10(0.3/0.7) = -3.68, 10 log10((0.3/0.72)/(0.42/0.72)) = -1.46.
        assertThat(run.out())
                .contains(
                        "-3.68 dB",
                        "before any evidence",
                        "+2.22 dB",
                        "by the observation likes(jack,jill)",
                        "-1.46 dB");
    }

    @Test
    void nothingIsReadAfterQuit() {
        Run run = piped("dating", "help\nquit\nlonely(jack)\n");
        assertThat(run.out()).contains("assert, retract").doesNotContain("0.3");
    }
}
