package org.deciban.factorgraph.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Queries with variables that nothing fits; ProbLog prints them as they are, with probability 0. */
class OpenQueriesTest {
    private static Map<String, Double> posteriors(String program) {
        return Programs.posteriors(ProgramReader.parse(program, "p"));
    }

    @Test
    void aQueryThatNothingFitsIsFalse() {
        String program = "0.3::s(ann). 0.4::s(bob). t(X) :- s(X), X == carl. u(X,Y) :- s(X), s(Y), X \\== Y.\n";
        assertThat(posteriors(program + "query(t(X)).")).isEqualTo(Map.of("t(X)", 0.0));
        assertThat(posteriors(program + "query(u(X,X)). query(t(bob))."))
                .isEqualTo(Map.of("u(X,X)", 0.0, "t(bob)", 0.0));
        assertThat(posteriors(program + "query(u(ann,_)).").keySet()).containsExactly("u(ann,bob)");
    }

    @Test
    void whatFitsAndIsTrueInNoWorldIsNoAnswer() {
        // Worked out by hand: p(1) is denied by a fact, p(2) by a choice, p(3) needs itself.
        String program = "a(1). a(2). a(3). b(1). 0.4::b(2). p(X) :- a(X), X < 3, \\+ b(X). p(X) :- p(X), a(X).\n";
        assertThat(posteriors(program + "query(p(X)).")).isEqualTo(Map.of("p(2)", 0.6));
        assertThat(posteriors(program + "query(p(1)).")).isEqualTo(Map.of("p(1)", 0.0));
        assertThat(posteriors("a(1). b(1). 0.0::c(1). p(X) :- a(X), \\+ b(X). query(p(X)). query(c(_)). query(a(_))."))
                .isEqualTo(Map.of("p(X)", 0.0, "c(_)", 0.0, "a(1)", 1.0));
    }

    @Test
    void evidenceThatRulesAnAtomOutDoesNotTakeItFromTheAnswers() {
        assertThat(posteriors("0.5::a(1); 0.5::a(2). query(a(X)). evidence(a(1))."))
                .isEqualTo(Map.of("a(1)", 1.0, "a(2)", 0.0));
    }
}
