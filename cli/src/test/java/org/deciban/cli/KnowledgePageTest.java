package org.deciban.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deciban.compiler.knowledge.Answer;
import org.deciban.compiler.knowledge.Inquiry;
import org.deciban.factorgraph.knowledge.Atom;
import org.deciban.factorgraph.knowledge.EntitySet;
import org.deciban.factorgraph.knowledge.KnowledgeBase;
import org.deciban.factorgraph.knowledge.Term.Variable;
import org.junit.jupiter.api.Test;

/** What docs/knowledge-bases.md shows is run, and comes out as shown. */
class KnowledgePageTest {
    private static final Page PAGE = Page.of("docs/knowledge-bases.md");
    private static final String PROMPT = "?- ";

    /** Paths here are longer than from the root, and so are columns. */
    private static String withoutPaths(String output) {
        return output.replace("../examples/", "examples/").replaceAll(" +", " ");
    }

    @Test
    void theConsoleShowsWhatTheCommandPrints() {
        assertThat(PAGE.commands())
                .hasSize(4)
                .allSatisfy(
                        shown -> assertThat(withoutPaths(shown.run().out())).isEqualTo(withoutPaths(shown.output())));
    }

    @Test
    void theSessionShowsWhatIsSaidToEachLine() throws IOException {
        List<String> blocks = PAGE.blocks("session");
        assertThat(blocks).hasSize(1);
        List<String> lines = blocks.get(0).lines().toList();
        Path file = Path.of(Page.words(lines.get(0))[3]);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(out, err, false);
        KnowledgeSession session = new KnowledgeSession(file.toString(), KnowledgeFile.read(file), console);
        List<String> shown = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            if (line.startsWith(PROMPT)) {
                session.execute(line.substring(PROMPT.length()), true);
            } else {
                shown.add(line);
            }
        }
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).containsExactlyElementsOf(shown);
        assertThat(err.size()).isZero();
    }

    @Test
    void theBuilderOfThePageMakesAKnowledgeBase() {
        EntitySet person = EntitySet.of("person", "jack", "jill");
        Variable x = new Variable("X");
        Variable y = new Variable("Y");
        KnowledgeBase base = KnowledgeBase.builder()
                .predicate("lonely", person)
                .predicate("exciting", person)
                .predicate("likes", person, person)
                .predicate("date", person, person)
                .fact(0.3, Atom.over("lonely", x))
                .fact(Atom.of("exciting", "jill"))
                .logOdds(-1, Atom.over("likes", x, y))
                .logOdds(2, Atom.over("likes", x, y), Atom.over("lonely", x).positive())
                .logOdds(0.5, Atom.over("likes", x, y), Atom.over("exciting", y).positive())
                .rule(
                        0.7,
                        Atom.over("date", x, y),
                        Atom.over("likes", x, y).positive(),
                        Atom.over("likes", y, x).positive())
                .query(Atom.of("date", "jack", "jill"))
                .build();

        Answer answer = Inquiry.into(base).ask(base.queries().get(0), List.of()).get(Atom.of("date", "jack", "jill"));
        double jackLikes = 0.3 * sigmoid(1.5) + 0.7 * sigmoid(-0.5);
        double jillLikes = 0.3 * sigmoid(1) + 0.7 * sigmoid(-1);
        assertThat(((Answer.Grounded) answer).probability()).isEqualTo(0.7 * jackLikes * jillLikes, within(1e-12));
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    @Test
    void theJavaOfThePageIsThatOfThisClass() throws IOException {
        String source = Files.readString(Path.of("src/test/java/org/deciban/cli/KnowledgePageTest.java"));
        List<String> blocks = PAGE.blocks("java");
        assertThat(blocks).hasSize(1);
        assertThat(source).contains(blocks.get(0));
    }
}
