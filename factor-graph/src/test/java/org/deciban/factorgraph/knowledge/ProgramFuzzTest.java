package org.deciban.factorgraph.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that are no programs: every one is read, or refused with places. */
class ProgramFuzzTest {
    private static final int MUTATIONS = Integer.getInteger("mutations", 10_000);
    private static final List<String> PIECES = List.of(
            ".",
            ",",
            ";",
            "(",
            ")",
            "[",
            "]",
            "|",
            ":-",
            "<-",
            "::",
            "\\+",
            "not ",
            "=",
            "<",
            "@<",
            "=:=",
            "is",
            "mod",
            "+",
            "-",
            "*",
            "/",
            "**",
            "'",
            "\"",
            "%",
            "/*",
            "*/",
            "\\",
            "!",
            "->",
            "?",
            "X",
            "_",
            "a",
            "p(X)",
            "0.5",
            "1e9",
            "99999999999999999999",
            "0.3::",
            "query(",
            "evidence(",
            "between(1,3,X)",
            "\r\n",
            "\u0000",
            "\uFEFF",
            "\uD800",
            "é",
            "{",
            "~",
            "call(",
            "succ(X,2)",
            "<<",
            "\\/",
            "xor",
            ".5",
            "'a'");

    @Test
    void mutatedProgramsAreReadOrRefusedWithTheirPlaces() {
        List<String> programs =
                Programs.all().stream().map(ProgramFuzzTest::text).toList();
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            String text = programs.get(random.nextInt(programs.size()));
            for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
                text = mutated(text, random);
            }
            refused += isRefused(text) ? 1 : 0;
        }
        assertThat(refused).isBetween(MUTATIONS / 4, MUTATIONS - MUTATIONS / 20);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String mutated(String text, Random random) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(6));
        String before = text.substring(0, from);
        return switch (random.nextInt(4)) {
            case 0 -> before + text.substring(to);
            case 1 -> before + PIECES.get(random.nextInt(PIECES.size())) + text.substring(from);
            case 2 -> before + PIECES.get(random.nextInt(PIECES.size())) + text.substring(to);
            default -> before + text.substring(from, to) + text.substring(from);
        };
    }

    private static boolean isRefused(String text) {
        try {
            Grounding.of(ProgramReader.parse(text, "fuzz"), 5_000);
            return false;
        } catch (KnowledgeException e) {
            assertThat(e.problems()).as(text).isNotEmpty().allSatisfy(problem -> {
                assertThat(problem.place().line()).isPositive();
                assertThat(problem.place().column()).isPositive();
                assertThat(problem.what()).isNotBlank();
            });
            return true;
        } catch (GroundingBudgetException e) {
            return true;
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError(text, e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(", "\\+", "[", "-", "f(", "not(", "1+", "2**", "(X=1;", "p((", "a,", "a;", "\\+(a,", "p('", "/*",
                "0.1::a;"
            })
    void nestingAndLengthEndInARefusal(String piece) {
        for (String start : List.of("a :- ", "p(", "query(", "")) {
            for (int times : List.of(59, 100, 490, 5_000, 100_000)) {
                assertThat(isRefused("a. p(1).\n" + start + piece.repeat(times) + ".\n"))
                        .as(start + piece + " " + times)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a :- (%s1 < 2%s).", "a :- %s(1) < 2%s.", "a :- %sb%s.", "p(%s1%s)."})
    void nestingUpToTheLimitIsRead(String form) {
        int deep = TokenCheck.DEEPEST - 2;
        String text = "b. " + String.format(form, "(".repeat(deep), ")".repeat(deep));
        assertThat(ProgramReader.parse(text, "p").clauses()).isNotEmpty();
    }

    @Test
    void aFileMayHaveAnyLineEndsAndAByteOrderMark(@TempDir Path folder) throws IOException {
        for (String text : List.of(
                "0.5::a.\r\nquery(a).\r\n",
                "0.5::a.\rquery(a).",
                "\uFEFF0.5::a.\nquery(a).",
                "0.5::a. % end\nquery(a). % no end",
                "0.5::a.query(a).")) {
            Path file = Files.writeString(folder.resolve("p.pl"), text);
            assertThat(ProgramReader.read(file).queries()).as(text).hasSize(1);
        }
        assertThat(ProgramReader.read(Files.writeString(folder.resolve("empty.pl"), ""))
                        .clauses())
                .isEmpty();
    }

    @Test
    void aFileThatIsNotUtf8IsNotRead(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("latin.pl"), new byte[] {'a', '(', (byte) 0xE9, ')', '.'});
        assertThatThrownBy(() -> ProgramReader.read(file)).isInstanceOf(CharacterCodingException.class);
    }
}
