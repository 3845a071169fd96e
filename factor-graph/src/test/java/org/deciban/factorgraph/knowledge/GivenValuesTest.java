package org.deciban.factorgraph.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Clauses whose variables take their values from whoever asks: facts with variables, and bodies that compare before they bind. */
class GivenValuesTest {
    private static KnowledgeBase parse(String program) {
        return ProgramReader.parse(program, "p");
    }

    /** The answers are those of another program that says for what values it is meant, which the worlds of the program are counted for. */
    private static void assertSame(String program, String spelledOut) {
        Map<String, Double> answers = Programs.posteriors(parse(program));
        assertThat(answers).isNotEmpty();
        Map<String, Double> expected = new java.util.TreeMap<>();
        Worlds.posteriors(parse(spelledOut)).forEach((atom, p) -> expected.put(atom, p.doubleValue()));
        assertThat(answers.keySet()).isEqualTo(expected.keySet());
        answers.forEach((atom, p) -> assertThat(p).as(atom).isEqualTo(expected.get(atom), within(1e-12)));
    }

    @Test
    void aFactWithVariablesIsAChoiceForEachValueThatIsAsked() {
        String program =
                "0.5::f(1,2). 0.5::f(2,1). 0.5::f(1,3). 0.5::f(2,3).\n0.5::b(X)%s.\ns(X) :- b(X).\ns(X) :- f(X,Y), s(Y).\n"
                        + "query(s(1)). query(s(2)). query(b(3)).";
        assertSame(program.formatted(""), program.formatted(" :- between(1,3,X)"));
    }

    @Test
    void anAnnotatedDisjunctionWithoutABodyIsOneChoiceForEachValue() {
        String program =
                "0.3::red(B); 0.6::blue(B)%s.\nboth :- red(a), blue(b).\nnone :- \\+red(a), \\+blue(a).\nnever :- red(a), blue(a).\n"
                        + "query(both). query(none). query(never). query(red(b)).";
        String balls = " :- ball(B).\nball(a). ball(b)";
        assertSame(program.formatted(""), program.formatted(balls));
    }

    @Test
    void countingRulesReadThem() {
        String program = "0.01::biased.\n0.5::fair(X)%1$s.\n0.3::unfair(X)%1$s.\nhead(X) :- biased, unfair(X).\n"
                + "head(X) :- \\+biased, fair(X).\nonce(Y) :- between(1,Y,X), head(X).\nall(1) :- head(1).\n"
                + "all(Y) :- Y > 1, head(Y), Z is Y-1, all(Z).\nquery(once(2)). query(all(3)).";
        String numbers = " :- between(1,3,X)";
        // Worlds are counted bottom-up, which needs every value said.
        assertSame(
                program.formatted(""),
                program.formatted(numbers)
                        .replace("once(Y) :- between(1,Y,X)", "once(Y) :- between(1,3,Y), between(1,Y,X)")
                        .replace("all(Y) :- Y > 1", "all(Y) :- between(2,3,Y)"));
    }

    @Test
    void aVariableThatIsComparedBeforeItIsBoundIsReadAsTheQuestionGivesIt() {
        String edges =
                "0.6::edge(1,2). 0.1::edge(1,3). 0.4::edge(2,5). 0.3::edge(2,6). 0.3::edge(3,4). 0.8::edge(4,5). 0.2::edge(5,6).\n"
                        + "query(path(1,5)). query(path(1,6)).\n";
        assertSame(
                "path(X,Y) :- edge(X,Y). path(X,Y) :- edge(X,Z), Y \\== Z, path(Z,Y).\n" + edges,
                "path(X,Y) :- edge(X,Y). path(X,Y) :- edge(X,Z), path(Z,Y), Y \\== Z.\n" + edges);
    }

    @Test
    void aVariableThatIsDeniedBeforeItIsBoundIsReadAsTheQuestionGivesIt() {
        String facts =
                "0.4::q(a). 0.7::q(b). 0.5::r(a). r(b). 0.9::t(a).\nquery(s(a)). query(s(b)). query(p(a)). query(p(b)).\n";
        assertSame(
                "p(X) :- \\+ q(X), r(X).\ns(X) :- (t(X) ; p(X)).\n" + facts,
                "p(X) :- r(X), \\+ q(X).\ns(X) :- (t(X) ; p(X)).\n" + facts);
    }

    @Test
    void aBodyOfAQueryMayGiveIt() {
        String facts = "0.4::q(a). 0.7::q(b). 0.5::r(a). r(b). all(a). all(b).\n";
        assertSame(
                "p(X) :- \\+ q(X), r(X).\nquery(p(X)) :- all(X).\n" + facts,
                "p(X) :- r(X), \\+ q(X).\nquery(p(a)). query(p(b)).\n" + facts);
    }

    @Test
    void whatTheQuestionAloneNamesIsOutsideOfTheConceptSpace() {
        KnowledgeBase base = parse("0.5::heads(C). likes(X,jill) :- heads(X). coin(c1).\n"
                + "0.5::w(0). w(T) :- T > 0, S is T-1, w(S), heads(S).");
        ConceptSpace concepts = ConceptSpace.of(base);
        assertThat(gap(base, concepts, "heads(c1)")).isEmpty();
        assertThat(gap(base, concepts, "heads(c2)")).isEqualTo("nothing is known of c2. Maybe c1?");
        assertThat(gap(base, concepts, "heads(7)")).startsWith("nothing is known of 7");
        assertThat(gap(base, concepts, "likes(mars,jill)")).startsWith("nothing is known of mars");
        // Rules count from it, and come down to what is said.
        assertThat(gap(base, concepts, "w(5)")).isEmpty();
        assertThat(gap(base, concepts, "w(mars)")).startsWith("nothing is known of mars");
        assertThat(concepts.isListable(new Predicate("heads", 1))).isFalse();
        assertThat(concepts.isListable(new Predicate("coin", 1))).isTrue();
    }

    private static String gap(KnowledgeBase base, ConceptSpace concepts, String question) {
        KnowledgeBase.Query query = ProgramReader.parseQueries(question, "q").get(0);
        if (question.contains("w(mars)")) {
            return concepts.findGap(query.atom())
                    .map(ConceptSpace.Gap::toString)
                    .orElse("");
        }
        Grounding grounding = Grounding.of(base.asked(List.of(query), List.of()));
        return concepts.findGap(query.atom(), grounding)
                .map(ConceptSpace.Gap::toString)
                .orElse("");
    }
}
