package org.deciban.factorgraph.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Observation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramReaderTest {
    private static KnowledgeBase parse(String program) {
        return ProgramReader.parse(program, "p");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "p(f(X)) :- q(X). q(a).          | p:1:3: compound terms are not supported, and this is one: f(X)",
                "p([1,2]).                       | p:1:3: lists are not supported, and this is one: [1,2]",
                ":- use_module(library(lists)).  | p:1:1: directives are not supported",
                "likes(X,Y) :- person(X). person(a). | p:1:1: unsafe rule: no positive condition gives values to Y",
                "p(X) :- \\+ q(X). q(a).         | p:1:1: unsafe rule: no positive condition gives values to X",
                "p(X) :- X > 3.                  | p:1:1: unsafe rule: no positive condition gives values to X",
                "0.3::p(X).                      | p:1:1: unsafe rule",
                "p(X) :- persn(X). person(a).    | p:1:1: unknown predicate persn/1. Maybe person/1?",
                "query(a).                       | p:1:7: unknown predicate a/0",
                "a. evidence(b).                 | p:1:13: unknown predicate b/0",
                "a. evidence(a, maybe).          | evidence is true or false, and this is neither: maybe",
                "p(a). evidence(p(X)).           | evidence with variables is not supported: p(X)",
                "a; 0.5::b.                      | an alternative of a disjunction has no probability",
                "a :- b                          | p:1:7: ",
                "\\+a :- b. b.                   | a negated head is not supported",
                "between(1,2,3).                 | between/3 is built in and cannot be defined",
                "a(99999999999999999999).        | does not fit into 64 bits",
                "p :- q -> r. q. r.              | p:1:",
                "0.5::p(X) :- (q(X,Y) ; r(X)). q(1,2). r(1). | occur in a disjunction alone"
            })
    void whatIsNotSupportedIsNamedWithItsPlace(String program, String message) {
        assertThatThrownBy(() -> parse(program))
                .isInstanceOf(KnowledgeException.class)
                .hasMessageContaining(message);
    }

    @Test
    void everyProblemIsListed() {
        assertThatThrownBy(() -> parse("p(X) :- q(Y).\nr([]).\n"))
                .isInstanceOfSatisfying(
                        KnowledgeException.class, e -> assertThat(e.problems()).hasSize(3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.5::a. query(a).                        | the probability of a is 1.5",
                "0.7::a; 0.6::b. query(a).                | the sum 1.29",
                "p(a). P::q(X) :- p(X), P is X+1. query(q(_)). | 'a' is no number",
                "n(1). m(Y) :- n(X), Y is X/0. query(m(_)).   | division by zero",
                "n(a). m(X) :- n(X), X < 3. query(m(_)).      | a comparison of what is no number",
                "0.5::q. a :- \\+b, q. b :- \\+a. query(a).   | an atom depends on its own negation, so that it is true where it"
                        + " is false: a <- \\+b <- a"
            })
    void whatHasNoMeaningIsRefusedWithItsPlace(String program, String message) {
        assertThatThrownBy(() -> Grounding.of(parse(program)))
                .isInstanceOf(KnowledgeException.class)
                .hasMessageStartingWith("p:1:")
                .hasMessageContaining(message.replace("'a' is", "a is"));
    }

    @Test
    void arithmeticThatNeverEndsIsOverTheBudget() {
        KnowledgeBase base = parse("n(0). n(Y) :- n(X), Y is X + 1. query(n(5)).");
        assertThatThrownBy(() -> Grounding.of(base, 10_000))
                .isInstanceOf(GroundingBudgetException.class)
                .hasMessageContaining("p:1:7")
                .hasMessageContaining("10000 steps");
    }

    @Test
    void comparisonsInDisjunctionsReadWhatIsBoundOutside() {
        // Worked out by hand: v is 1 or 2 or 3, outside of (1, 3) with probability 0.5 + 0.2.
        KnowledgeBase base = parse("0.5::v(1); 0.3::v(2); 0.2::v(3).\nend :- v(X), (X < 2 ; X > 2).\n"
                + "mid :- v(X), \\+ (X < 2 ; X > 2).\nquery(end). query(mid).");
        assertThat(Programs.posteriors(base).get("end")).isEqualTo(0.7, within(1e-12));
        assertThat(Programs.posteriors(base).get("mid")).isEqualTo(0.3, within(1e-12));
    }

    @Test
    void observationsAreAtomsWithOrWithoutAValue() {
        List<Observation> seen = ProgramReader.parseObservations("a(x), \\+b, c=false, \\+d=false, 'E f'(1)=true", "e");
        assertThat(seen.stream().map(Observation::toString)).containsExactly("a(x)", "\\+b", "\\+c", "d", "'E f'(1)");
    }

    @ParameterizedTest
    @CsvSource(value = {"a(X)", "a b", "a=maybe", "3", "a<b", "''"})
    void otherObservationsAreRefused(String text) {
        assertThatThrownBy(() -> ProgramReader.parseObservations(text, "e")).isInstanceOf(KnowledgeException.class);
    }

    @Test
    void clausesArePrintedAsTheyAreWritten() {
        String program = "0.3::a(X); 0.2::b(X) :- c(X,_), \\+d(X), X<3, Y is X+1, e(Y).";
        Clause clause = parse(program + " c(1,2). d(1). e(2).").clauses().get(0);
        assertThat(clause.toString()).isEqualTo("0.3::a(X); 0.2::b(X) :- c(X,_), \\+d(X), X<3, Y is X+1, e(Y).");
    }
}
