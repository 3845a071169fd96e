package org.deciban.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.deciban.factorgraph.io.ModelFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Knowledge bases as models of the commands, and {@code ask}. */
class KnowledgeBaseTest {
    private static String knowledge(String name) {
        return Path.of("..", "examples", "knowledge", name + ".pl").toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"transformer", "junction-tree", "enumeration"})
    void inferAnswersTheQueriesOfTheFile(String method) {
        Run run = Run.of("infer", knowledge("dating"), "--method", method, "--json");
        assertThat(run.err()).isEmpty();
        JsonNode posteriors = run.json().get("posteriors");
        assertThat(posteriors.at("/likes(jack,jill)/true").asDouble()).isEqualTo(0.72, within(1e-12));
        assertThat(posteriors.at("/likes(jack,jill)/false").asDouble()).isEqualTo(0.28, within(1e-12));
        assertThat(posteriors.at("/date(jack,jill)/true").asDouble()).isEqualTo(0.288, within(1e-12));
        assertThat(posteriors).hasSize(2);
    }

    @Test
    void inferTakesAtomsAsQueryAndEvidence() {
        Run run = Run.of(
                "infer",
                knowledge("dating"),
                "--query",
                "lonely(jack),exciting(X)",
                "--evidence",
                "date(jack,jill)",
                "--json");
        JsonNode answer = run.json();
        assertThat(answer.at("/posteriors/lonely(jack)/true").asDouble()).isEqualTo(0.3 / 0.72, within(1e-12));
        assertThat(answer.at("/posteriors/exciting(jill)/true").asDouble()).isEqualTo(0.6 / 0.72, within(1e-12));
        assertThat(answer.at("/evidence/date(jack,jill)").asText()).isEqualTo("true");
        assertThat(answer.get("logEvidence").asDouble()).isEqualTo(Math.log(0.288), within(1e-12));
    }

    @Test
    void evidenceOfTheFileCounts() {
        JsonNode answer = Run.of("infer", knowledge("monty-hall"), "--json").json();
        assertThat(answer.at("/posteriors/win_change/true").asDouble()).isEqualTo(2.0 / 3, within(1e-12));
        assertThat(answer.at("/evidence/opens(3)").asText()).isEqualTo("true");
    }

    @Test
    void withoutQueriesEverythingIsAsked(@TempDir Path folder) throws IOException {
        Path file =
                Files.writeString(folder.resolve("two.pl"), "0.5::a(1). 0.25::a(2). b :- a(_). c(X) :- a(X), X > 5.");
        JsonNode posteriors = Run.of("infer", file.toString(), "--json").json().get("posteriors");
        assertThat(posteriors).hasSize(3);
        assertThat(posteriors.at("/b/true").asDouble()).isEqualTo(0.625, within(1e-12));
    }

    @Test
    void aQueryThatNothingFitsIsFalse(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("none.pl"), "0.3::s(ann). t(X) :- s(X), X \\== ann. query(t(X)).");
        JsonNode posteriors = Run.of("infer", file.toString(), "--json").json().get("posteriors");
        assertThat(posteriors.toString()).isEqualTo("{\"t(X)\":{\"true\":0.0,\"false\":1.0}}");
        assertThat(Run.of("ask", file.toString(), "t(X)").out())
                .isEqualToNormalizingNewlines("t(X)  0: nothing of this form can be true\n");
    }

    @Test
    void whatNobodyKnowsGetsNoNumberFromInferEither() {
        for (String[] options : new String[][] {
            {"--query", "date(jack,jil)"}, {"--query", "lonely(jack)", "--evidence", "\\+lonely(bob)"}
        }) {
            Run run = Run.of(concat(new String[] {"infer", knowledge("dating")}, options));
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).startsWith("deciban: not grounded: nothing is known of ");
        }
    }

    private static String[] concat(String[] first, String[] second) {
        return Stream.of(first, second).flatMap(Stream::of).toArray(String[]::new);
    }

    @Test
    void aFormatOverridesTheNameOfTheFile(@TempDir Path folder) throws IOException {
        Path file = Files.copy(Path.of(knowledge("alarm")), folder.resolve("alarm.txt"));
        JsonNode named = Run.of("infer", knowledge("alarm"), "--json").json().get("posteriors");
        assertThat(Run.of("infer", file.toString(), "--format", "problog", "--json")
                        .json()
                        .get("posteriors"))
                .isEqualTo(named);
        assertThat(Run.of("verify", file.toString(), "--format", "problog").exit())
                .isZero();
        assertThat(Run.of("infer", file.toString()).err()).contains("Maybe name the format with --format?");
        assertThat(Run.of("infer", knowledge("alarm"), "--format", "bif").exit())
                .isEqualTo(2);
        for (ModelFormat format : ModelFormat.values()) {
            assertThat(InputFormat.valueOf(format.name()).graph()).contains(format);
        }
    }

    @Test
    void evidenceOfNoWorldIsSaidAsItIsWritten(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("none.pl"),
                "0.3::p(1); 0.4::p(2). none :- \\+p(1), \\+p(2). any :- p(1); p(2). evidence(none). evidence(any). query(p(1)).");
        for (String command : new String[] {"infer", "verify"}) {
            Run run = Run.of(command, file.toString());
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err())
                    .isEqualToNormalizingNewlines("deciban: the evidence is true in no world: none, any\n");
        }
    }

    @Test
    void whatIsTooWideIsRefusedAndNotApproximated(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("wide.pl"),
                "0.3::x(N) :- between(1,30,N). 0.5::pair(A,B) :- x(A), x(B), A < B.\n"
                        + "evidence(\\+pair(A,B)) :- between(1,30,A), between(1,30,B), A < B. query(x(1)).");
        for (String[] arguments : new String[][] {
            {"infer", file.toString()},
            {"infer", file.toString(), "--method", "junction-tree"},
            {"verify", file.toString()},
            {
                "compile",
                file.toString(),
                "-o",
                folder.resolve("wide.safetensors").toString()
            },
            {"ask", file.toString(), "x(1)"}
        }) {
            Run run = Run.of(arguments);
            assertThat(run.exit()).as(String.join(" ", arguments)).isEqualTo(3);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains("30 propositions depend on each other all at once, those of x(1), x(2)");
        }
        Run loopy = Run.of("infer", file.toString(), "--mode", "loopy", "--rounds", "2", "--json");
        assertThat(loopy.json().get("mode").asText()).isEqualTo("loopy");
    }

    @Test
    void anAnswerCanHaveACertificateThatIsCheckedAgain(@TempDir Path folder) throws IOException {
        Path certificate = folder.resolve("dating.json");
        Run run = Run.of(
                "ask",
                knowledge("dating"),
                "lonely(jack)",
                "--evidence",
                "likes(jack,jill)",
                "--certificate",
                certificate.toString(),
                "--json");
        JsonNode answer = run.json().at("/answers/0");
        // 0.3 / 0.72 by hand.
        assertThat(Math.abs(answer.get("probability").asDouble() - 0.3 / 0.72))
                .isLessThanOrEqualTo(answer.get("eps").asDouble() + Math.ulp(0.5));
        assertThat(answer.get("eps").asDouble()).isPositive().isLessThan(1e-13);
        Run check = Run.of("check", certificate.toString());
        assertThat(check.exit()).isZero();
        assertThat(check.out()).contains("ACCEPTED");
        Run text = Run.of("ask", knowledge("dating"), "date(jack,jill)", "--certificate", certificate.toString());
        assertThat(text.out())
                .startsWith("date(jack,jill)  0.288000  |answer − truth| ≤ ")
                .contains("proved");
        assertThat(Run.of("ask", knowledge("dating"), "date(jack,jill),lonely(jack)", "--certify")
                        .exit())
                .isEqualTo(2);
        Files.delete(certificate);
        assertThat(Run.of("ask", knowledge("dating"), "date(jack,jil)", "--certificate", certificate.toString())
                        .exit())
                .isEqualTo(2);
        assertThat(certificate).doesNotExist();
    }

    @Test
    void verifyHoldsTheTransformerAgainstTheReferences() {
        Run run = Run.of("verify", knowledge("alarm"), "--json");
        assertThat(run.exit()).isZero();
        assertThat(run.json().get("verdict").asText()).isEqualTo("VERIFIED");
    }

    @Test
    void compileWritesATransformerOfTheQueries(@TempDir Path folder) {
        Path file = folder.resolve("dating.safetensors");
        assertThat(Run.of("compile", knowledge("dating"), "-o", file.toString()).exit())
                .isZero();
        assertThat(Run.of("verify", knowledge("dating"), "--transformer", file.toString())
                        .exit())
                .isZero();
    }

    @Test
    void askGivesANumberOrTheReasonWhyNot() {
        Run run = Run.of("ask", knowledge("dating"), "date(jack,jill)", "--evidence", "likes(jack,jill)");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualToNormalizingNewlines("date(jack,jill)  0.400000\n");
        Run unknown = Run.of("ask", knowledge("dating"), "date(jack,jil)", "--json");
        assertThat(unknown.exit()).isEqualTo(2);
        JsonNode answer = unknown.json().at("/answers/0");
        assertThat(answer.get("answer").asText()).isEqualTo("NOT_GROUNDED");
        assertThat(answer.get("reason").asText()).isEqualTo("nothing is known of jil");
        assertThat(answer.get("nearest").get(0).asText()).isEqualTo("jill");
        assertThat(answer.has("probability")).isFalse();
        Run contradiction = Run.of("ask", knowledge("dating"), "date(jack,jill)", "--evidence", "lonely(jill)");
        assertThat(contradiction.exit()).isEqualTo(2);
        assertThat(contradiction.out()).contains("the evidence is true in no world: lonely(jill)");
    }

    @Test
    void askSaysWhatCarriesTheAnswer() {
        Run run =
                Run.of("ask", knowledge("dating"), "lonely(jack)", "--evidence", "likes(jack,jill)", "--why", "--json");
        JsonNode derivation = run.json().at("/answers/0/derivation");
        double prior = derivation.get("prior").asDouble();
        double weight = derivation.at("/evidence/0/decibans").asDouble();
        assertThat(prior).isEqualTo(10 * Math.log10(0.3 / 0.7), within(1e-9));
        assertThat(prior + weight).isEqualTo(derivation.get("posterior").asDouble(), within(1e-9));
        assertThat(Run.of("ask", knowledge("dating"), "lonely(jack)", "--why").out())
                .contains("-3.68 dB", "before any evidence")
                .doesNotContain("null");
    }

    @Test
    void whatIsNoKnowledgeBaseIsBadInput(@TempDir Path folder) throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.pl"), "p(X :- q.\n");
        for (String[] arguments : new String[][] {
            {"infer", broken.toString()},
            {"ask", broken.toString(), "p(a)"},
            {"verify", folder.resolve("missing.pl").toString()},
            {"ask", folder.resolve("missing.pl").toString(), "p(a)"},
            {"infer", Files.writeString(folder.resolve("empty.pl"), "").toString()},
            {"infer", Files.writeString(folder.resolve("open.pl"), "0.5::a(X).").toString()},
            {"infer", knowledge("dating"), "--query", "dates(jack,jill)"},
            {"infer", knowledge("dating"), "--evidence", "lonely(jill)"},
            {"infer", knowledge("dating"), "--evidence", "lonely(jack"},
            {"infer", knowledge("dating"), "--task", "map"},
            {"ask", knowledge("dating"), "date(jack"}
        }) {
            Run run = Run.of(arguments);
            assertThat(run.exit()).as(String.join(" ", arguments)).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).startsWith("deciban: ").doesNotContain("internal error");
        }
    }
}
