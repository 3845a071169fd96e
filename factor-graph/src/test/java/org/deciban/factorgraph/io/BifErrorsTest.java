package org.deciban.factorgraph.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BifErrorsTest {
    private static final String GOOD = """
            network n {
            }
            variable a {
              type discrete [ 2 ] { t, f };
            }
            variable b {
              type discrete [ 2 ] { t, f };
            }
            probability ( a ) {
              table 0.5, 0.5;
            }
            probability ( b | a ) {
              (t) 0.5, 0.5;
              (f) 0.5, 0.5;
            }
            """;

    private static FormatException fault(byte[] bytes) {
        return catchThrowableOfType(
                FormatException.class,
                () -> Bif.read(new ByteArrayInputStream(bytes), "f.bif", ReadOptions.defaults()));
    }

    private static String message(String text) {
        return fault(text.getBytes(StandardCharsets.UTF_8)).getMessage();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "(f) 0.5, 0.5;!!f.bif:12:15: expected a row for each joint state of the parents, 2 in all, found 1, without one for P(b | a=f)",
                "(f) 0.5!(f) 0.4!f.bif:14:3: expected a row that sums to 1 within 1e-6, found the sum 0.9 in P(b | a=f)",
                "(f) 0.5!(t) 0.5!f.bif:14:3: expected one entry for a row, found a second one for P(b | a=t)",
                "(f) 0.5!(g) 0.5!f.bif:14:3: expected a state of 'a', found 'g'",
                "(f) 0.5!(f, t) 0.5!f.bif:14:3: expected 1 parent states, found 2",
                "(f) 0.5!(f) 0.5, 0!f.bif:14:3: expected 2 numbers in P(b | a=f), found 3",
                "(f) 0.5!table 0.5, 0.5, 0.5!f.bif:14:3: expected one entry for a row, found a table of all rows after another entry",
                "table 0.5,!table!f.bif:10:3: expected 2 numbers in the table of 'a', found 1",
                "(f) 0.5!(f) -0.5!f.bif:14:7: expected a finite number ≥ 0, found '-0.5'",
                "(f) 0.5!(f) NaN!f.bif:14:7: expected a finite number ≥ 0, found 'NaN'",
                "(f) 0.5!(f) 1e999!f.bif:14:7: expected a finite number ≥ 0, found '1e999'",
                "(f) 0.5!(f) 0x1p3!f.bif:14:7: expected a finite number ≥ 0, found '0x1p3'",
                "(f) 0.5!(f) ,0.5!f.bif:14:7: expected a number or ';', found ','",
                "b | a!b | A!f.bif:12:19: expected the name of a declared variable, found 'A'. Maybe you mean 'a'?",
                "b | a!b | b!f.bif:12:15: expected a probability table, found factor P(b | b) has the variable b twice in its scope",
                "b | a!a | b!f.bif:12:15: expected one probability table for a variable, found a second one for 'a', the first is in line 9",
                "variable b!variable a!f.bif:6:10: expected every variable once, found variable 'a' again, first declared in line 3",
                "[ 2 ]!3!f.bif:4:17: expected '[', found '3'",
                "[ 2 ]![ 3 ]!f.bif:4:3: expected 3 states, as declared, and at least one, found 2 states",
                "[ 2 ] { t, f }![ 0 ] { }!f.bif:4:3: expected 0 states, as declared, and at least one, found 0 states",
                "t, f!t, t!f.bif:3:10: expected names that differ and are not blank, found variable a has the state t twice",
                "discrete!continuous!f.bif:4:8: expected 'discrete', found 'continuous'",
                "variable a!function a!f.bif:3:1: expected 'network', 'variable' or 'probability', found 'function'",
                "(f)!property function max; (f)!f.bif:12:15: expected a probability table with a row for each joint state of the parents, found 2 rows for a function, 'property function max'. Maybe this is a noisy-max: write its table out before reading it",
                "table 0.5!table 1/2!f.bif:10:9: expected a finite number ≥ 0, found '1/2'"
            })
    void faultsAreLocated(String good, String bad, String message) {
        String replaced = GOOD.replaceFirst(Pattern.quote(good), bad == null ? "" : bad);
        assertThat(message(replaced)).startsWith(message);
    }

    @Test
    void variableWithoutATableIsNamed() {
        assertThat(message(GOOD.substring(0, GOOD.indexOf("probability ( b"))))
                .isEqualTo("f.bif:6:10: expected a probability table for every variable, found none for 'b'");
    }

    @Test
    void cycleOfParentsIsRefused() {
        assertThat(message(GOOD.replace("( a ) {\n  table 0.5, 0.5;", "( a | b ) { default 0.5, 0.5;")))
                .startsWith(
                        "f.bif:9:15: expected parents without a directed cycle, found a cycle through some of 'a', 'b'");
    }

    @Test
    void everyBadRowIsReported() {
        FormatException fault = fault(GOOD.replace("0.5;", "0.4;").getBytes(StandardCharsets.UTF_8));
        assertThat(fault.problems()).extracting(FormatProblem::line).containsExactly(10, 13, 14);
        assertThat(fault.getMessage()).hasLineCount(3);
        assertThat(fault.file()).isEqualTo("f.bif");
        assertThat(fault.line()).isEqualTo(10);
        assertThat(fault.column()).isEqualTo(3);
        assertThat(fault.expected()).isEqualTo("a row that sums to 1 within 1e-6");
        assertThat(fault.found()).isEqualTo("the sum 0.9 in P(a)");
    }

    @Test
    void veryManyFaultsAreCounted() {
        String rows = "variable x { type discrete [ 2 ] { t, f }; }\n".repeat(1000);
        assertThat(message(GOOD + rows)).hasLineCount(21).endsWith("\nand 980 more problems");
    }

    @Test
    void rowMayMissOneByAMillionth() {
        assertThat(message(GOOD.replaceFirst("0.5;", "0.499998;"))).contains("found the sum 0.99999");
        String edge = GOOD.replaceFirst("0.5;", "0.499999;");
        assertThat(Bif.read(new StringReader(edge), "f", ReadOptions.defaults())
                        .factors()
                        .get(0)
                        .weight(1))
                .isEqualTo(0.499999);
    }

    @Test
    void emptyFileIsRefused() {
        assertThat(message(""))
                .startsWith("f.bif:1:1: expected 'network', 'variable' or 'probability', found the end of");
        assertThat(message("network n { }")).isEqualTo("f.bif: expected at least one variable, found none");
    }

    @Test
    void everyTruncationIsAFormatException() {
        for (int end = 0; end < GOOD.length() - 2; end++) {
            assertThat(fault(GOOD.substring(0, end).getBytes(StandardCharsets.UTF_8)))
                    .as("first %d characters", end)
                    .isNotNull();
        }
    }

    @Test
    void binaryFileIsRefused() {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0};
        assertThat(fault(png).getMessage())
                .startsWith("f.bif:1:1: expected text in UTF-8, found '\uFFFD'. Maybe the file is not text in UTF-8?");
        assertThat(message("network\0 { }")).startsWith("f.bif:1:8: expected text in UTF-8, found '\\u0000'");
    }

    @Test
    void invalidUtf8IsRefusedInNamesAndPassedOverInComments() {
        byte[] latin1 = GOOD.replace("variable a", "variable ä").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(fault(latin1).getMessage()).startsWith("f.bif:3:10: expected text in UTF-8");
        byte[] comment = GOOD.replace("{\n", "{ // ä\n property \"ä\";").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Bif.read(new ByteArrayInputStream(comment), "f", ReadOptions.defaults())
                        .variables())
                .hasSize(2);
    }

    @Test
    void brokenGzipIsLocatedAtTheTextThatWasGood() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(GOOD.getBytes(StandardCharsets.UTF_8));
        }
        byte[] cut = Arrays.copyOf(packed.toByteArray(), packed.size() - 12);
        assertThat(fault(cut))
                .hasMessageContaining("found an input error: java.io.EOFException")
                .hasCauseInstanceOf(IOException.class);
        assertThat(fault(new byte[] {0x1f, (byte) 0x8b, 1, 2}))
                .hasMessageStartingWith("f.bif: expected a readable file");
    }

    @Test
    void longTokensAreAbbreviated() {
        assertThat(message("x".repeat(1_000_000)))
                .hasSizeLessThan(200)
                .startsWith("f.bif:1:65537: expected a word of at most");
        assertThat(message(GOOD.replace("(f)", "(" + "y".repeat(60_000) + ")"))).hasSizeLessThan(700);
    }

    @Test
    void hugeTablesAreRefusedBeforeTheyAreMade() {
        StringBuilder text = new StringBuilder(GOOD);
        StringBuilder header = new StringBuilder();
        for (int i = 0; i < 70; i++) {
            text.append("variable p" + i + " { type discrete [ 2 ] { t, f }; } probability ( p" + i
                    + " ) { table 1, 0; }\n");
            header.append(" p" + i);
        }
        text.append(
                "variable z { type discrete [ 2 ] { t, f }; }\nprobability ( z |" + header + ") { default 0.5, 0.5; }");
        assertThat(message(text.toString()))
                .startsWith("f.bif:87:15: expected what fits into memory, found a table over [p0, p1, p2,");
    }

    @Test
    void nonsenseIsRefusedInLinearTime() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            assertThat(message("(".repeat(2_000_000))).startsWith("f.bif:1:1: expected 'network'");
            assertThat(message("network " + "{".repeat(2_000_000)))
                    .startsWith("f.bif:1:10: expected 'property' or '}'");
            assertThat(message("network n { property " + "{".repeat(2_000_000))).startsWith("f.bif:1:21: expected ';'");
            assertThat(message("/* ".repeat(1_000_000))).startsWith("f.bif:1:1: expected '*/'");
            assertThat(message(GOOD + "probability ( x | " + "u ".repeat(1_000_000) + ") { }"))
                    .contains("more problems");
        });
    }

    @Test
    void missingFilesAndDirectoriesAreReported(@TempDir Path folder) throws IOException {
        Path absent = folder.resolve("absent.bif");
        assertThat(catchThrowableOfType(FormatException.class, () -> Bif.read(absent)))
                .hasMessage(absent + ": expected a readable file, found no file of that name");
        Files.createFile(folder.resolve("absent.bif.gz"));
        assertThat(catchThrowableOfType(FormatException.class, () -> Bif.read(absent)))
                .hasMessageEndingWith("Maybe you mean " + absent + ".gz?");
        assertThat(catchThrowableOfType(FormatException.class, () -> Bif.read(folder)))
                .hasMessage(folder + ": expected a readable file, found a directory");
    }
}
