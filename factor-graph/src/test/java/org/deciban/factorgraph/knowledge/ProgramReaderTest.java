package org.deciban.factorgraph.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.inference.JunctionTree;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Observation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramReaderTest {
    private static KnowledgeBase parse(String program) {
        return ProgramReader.parse(program, "p");
    }

    @Test
    void theListLibraryChangesNothingWithoutLists() {
        String rules = "0.3::a(1). b :- a(X), X > 0. query(b).";
        assertThat(parse(":- use_module(library(lists)).\n" + rules).text())
                .isEqualTo(parse(rules).text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "p(f(X)) :- q(X). q(a).          | p:1:3: compound terms are not supported, and this is one: f(X)",
                "p([1,2]).                       | p:1:3: lists are not supported, and this is one: [1,2]",
                ":- use_module(library(db)).     | p:1:1: directives are not supported",
                ":- use_module(library(lists)). last(a,b). | p:1:1: library(lists) has a predicate last as well",
                ":- use_module(library(lists)). a :- member(b,c). | member/2",
                "likes(X,Y) :- person(X). person(a). | p:1:1: unsafe rule: no positive condition gives values to Y",
                "p(X) :- X \\== Y, q(X), q(Y). q(a). | p:1:1: Y has no value yet where it is negated or compared",
                "p(X) :- \\+ q(X), r(X). q(a). r(a). query(p(X)). | argument 1 of p(X) has to be known, since p:1:1 uses it before",
                "p(X) :- \\+ q(X), r(X). q(a). r(a). s :- p(X), r(X). | p:1:36: X has no value yet where it is negated or compared",
                "q(b). p(X) :- \\+ q(X), r(X). r(a). s(X) :- p(X). t :- s(X), r(X). | p:1:50: X has no value yet",
                "p(X) :- \\+ q(X), r(X). q(a). r(a). query(p(X)) :- (p(X), r(X)). | p:1:36: X has no value yet",
                "0.5::a(1,_). p(X) :- a(1,X), X \\== 2, X = 2. query(p(X)). | argument 1 of p(X) has to be known",
                "0.5::a(1,_). p :- a(1,X), X \\== 2, X = 2. | p:1:14: X has no value yet where it is negated or compared",
                "path(X,Y) :- edge(X,Z), Y \\== Z, path(Z,Y). path(X,Y) :- edge(X,Y). edge(1,2). query(path(1,_)). | argument 2 of path(1,_)",
                "p(X) :- \\+ \\+ q(X). q(a).     | p:1:1: unsafe rule: no positive condition gives values to X",
                "p :- (X @< 2 ; q(X)), q(X). q(1). | p:1:1: X has no value yet where it is negated or compared",
                "a :- b, !. b.                   | p:1:9: the cut, !, is not supported",
                "a :- b -> c ; d. b. c. d.       | p:1:8: if-then-else, ->, is not supported",
                "a :- X =.. [b]. b.              | p:1:8: taking terms apart",
                "0.3::s:a.                       | p:1:7: scopes, as in name:atom, are not supported",
                "h(1)~normal(160,8) :- a. a.     | p:1:5: distributions of numbers, ~, are not supported",
                "a(P) :- subquery(b,P,c,d). b. c. d. | the built-in predicate subquery/4 is not supported",
                "a(X) :- X = (1,2).              | p:1:15: ',' cannot stand here; expected is ')'. Pairs, as (A,B), are compound terms",
                "a(L) :- findall((X,Y), b(X,Y), L). b(1,2). | ',' cannot stand here. Pairs, as (A,B), are compound terms and not supported",
                "a :- call((b,c)). b. c.         | ',' cannot stand here. Pairs",
                "a :- b(X), X < 0.3333333333333333. b(1). | p:1:16: 0.3333333333333333 has more than the fifteen decimals",
                "a(1.0e-16).                     | p:1:3: 1.0e-16 has more than the fifteen decimals that ProbLog keeps",
                "?::a.                           | p:1:1: decisions, ?::, are not supported",
                "a(X) :- b(X), X <= 2. b(1).     | p:1:17: '<=' is no comparison. Maybe =< ?",
                "a :- b, c). b. c.               | p:1:10: ')' closes nothing",
                "a :- (b, c. b. c.               | p:1:6: '(' is not closed before the '.' in line 1",
                "a(\"b). c.                     | p:1:3: a quote is not closed on its line",
                "a. /* b. c.                     | p:1:4: a comment, /*, is not closed",
                "a. b                            | p:1:5: the end of the text cannot stand here; expected is ':-' or a full stop",
                "a b.                            | p:1:3: 'b' cannot stand here",
                "a(1e999).                       | p:1:3: 1e999 is larger than every number",
                "a :- findall(X,b,c). b. c.      | the built-in predicate findall/3 is not supported",
                "p(X) :- \\+ q(X). q(a).         | p:1:1: unsafe rule: no positive condition gives values to X",
                "p(X) :- X > 3.                  | p:1:1: unsafe rule: no positive condition gives values to X",
                "0.3::p(X). query(p(X)).         | argument 1 of p(X) has to be known, since p:1:1 says it of everything",
                "0.3::p(X). a :- p(X).           | p:1:12: unsafe rule: no positive condition gives values to X",
                "P::p(X).                        | p:1:1: unsafe rule: no positive condition gives values to P",
                "0.3::p(X); 0.2::q(Y).           | p:1:1: unsafe rule",
                "a(X) :- b(X), Y is -X**2, c(Y). b(1). c(1). | a sign before a power can be read in two ways: -X**2",
                "logodds(X)::a(X) :- b(X). b(1). | log-odds are a number, and these are none: logodds(X)",
                "logodds(1)::a; 0.5::b.          | an alternative of a disjunction cannot have log-odds",
                "p(0). p(X) :- X > 0, Y is X-1, p(Y). query(p(_)). | argument 1 of p(_) has to be known",
                "0.5::a. 0.5::b. evidence(b) :- a. | p:1:17: evidence whose body is not certain is not supported: b",
                "0.3::query(a). a.               | query with a probability",
                "p(X) :- persn(X). person(a).    | p:1:1: unknown predicate persn/1. Maybe person/1?",
                "query(a).                       | p:1:7: unknown predicate a/0",
                "a. evidence(b).                 | p:1:13: unknown predicate b/0",
                "a. evidence(a, maybe).          | evidence is true or false, and this is neither: maybe",
                "p(a). evidence(p(X)).           | evidence with variables is not supported: p(X)",
                "a; 0.5::b.                      | an alternative of a disjunction has no probability",
                "a :- b                          | p:1:7: ",
                "\\+a :- b. b.                   | a negated head is not supported",
                "between(1,2,3).                 | between/3 is built in and cannot be defined",
                "p('a'). q :- p(a).              | p:1:3: 'a' is written without quotes elsewhere",
                "p('1'). q(X) :- p(X), X \\== 1.  | p:1:3: '1' is written without quotes elsewhere",
                "p(+1).                          | functions are not supported, and this argument is one: +1",
                "a :- call(X), b(X). b(1).       | p:1:6: call takes an atom that is written out, and this is none: X",
                "a :- call(\\+ b). b.             | p:1:6: call takes an atom that is written out",
                "a :- call(2, b). b(1).          | p:1:6: call takes an atom that is written out, and this is none: 2",
                "a :- call(b(f(1))). b(1).       | compound terms are not supported, and this is one: f(1)",
                "a :- call(bb,1). b(1).          | p:1:1: unknown predicate bb/1. Maybe b/1?",
                "p(X,Y) :- plus(X,1,Y). query(p(X,3)). | argument 1 of p(X,3) has to be known",
                "a :- \\+ succ(X,2), b(X). b(1).  | p:1:1: X has no value yet where it is negated or compared",
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
    void whatRoundingLeavesOfASumOfOneIsNoWorld() {
        // As doubles 0.3 + 0.6 + 0.1 < 1.
        Grounding grounding = Grounding.of(parse("0.3::a; 0.6::a; 0.1::a. evidence(a, false). query(a)."));
        assertThatThrownBy(() -> JunctionTree.run(
                        grounding.graph(), grounding.findEvidence().orElseThrow()))
                .isInstanceOf(ImpossibleEvidenceException.class);
        assertThat(Programs.posteriors(parse("0.5000000002::a; 0.5::b. query(b)."))
                        .get("b"))
                .isEqualTo(0.5, within(1e-9));
    }

    @Test
    void rulesMayCountDownFromANumberThatIsAsked() {
        // The same chain with its times written out, whose answers are those of its worlds.
        String weather = "0.5::w(0,sun); 0.5::w(0,rain).\n0.8::w(T,sun); 0.2::w(T,rain) :- %s, S is T-1, w(S,sun).\n"
                + "0.4::w(T,sun); 0.6::w(T,rain) :- %s, S is T-1, w(S,rain).\n"
                + "wet(T) :- w(T,rain). evidence(w(1,rain)). query(wet(3)). query(w(2,_)).";
        assertThat(Programs.posteriors(parse(weather.replace("%s", "T > 0"))))
                .isEqualTo(Programs.posteriors(parse(weather.replace("%s", "between(1,3,T)"))))
                .hasSize(3);
    }

    @Test
    void aProgramMaySayItselfWhatSumsAndCallsAre() {
        KnowledgeBase base = parse(
                "0.5::succ(1,a). 0.25::plus(1,1,b). 0.125::call(ann).\n"
                        + "p(X) :- succ(1,X). p(X) :- plus(1,1,X). p(X) :- call(X). q :- \\+ plus(1,1,b).\nquery(p(_)). query(q).");
        assertThat(Programs.posteriors(base).toString()).isEqualTo("{p(a)=0.5, p(ann)=0.125, p(b)=0.25, q=0.75}");
    }

    @Test
    void probabilitiesMayHaveAnyNumberOfDecimals() {
        assertThat(parse("0.1234567890123456::a. 1.0e-17::b. logodds(-1.0e-17)::c. p(0.123456789012345).")
                        .clauses())
                .extracting(Clause::toString)
                .containsExactly(
                        "0.1234567890123456::a.", "1.0E-17::b.", "logodds(-1.0E-17)::c.", "p(0.123456789012345).");
    }

    @Test
    void everyClauseThatCannotBeReadIsNamedOnce() {
        assertThatThrownBy(() -> parse("a :- b c d.\nb.\nc :- :- d.\nd"))
                .isInstanceOfSatisfying(
                        KnowledgeException.class,
                        e -> assertThat(e.problems().stream()
                                        .map(problem -> problem.place().line()))
                                .containsExactly(1, 3, 4));
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
                "n(a). P::m(P) :- n(P). query(m(a)).          | 'P' has no value: a is no number",
                "ann::m. query(m).                            | 'ann' has no value: ann is no number",
                "n(a). n('A b'). n('z b'). m(X) :- n(X), X @> a. query(m(_)). | of 'z b' and a Prolog puts a first and ProbLog 'z b'",
                "n(a). m(Y) :- n(X), Y is X. query(m(_)).     | 'X' has no value: a is no number",
                "n(-3). m(Y) :- n(X), succ(X,Y). query(m(_)). | 'succ(X,Y)' has no value: -3 is below 0. Maybe plus(X,1,Y)",
                "n(0). m(Y) :- n(X), succ(Y,X). query(m(_)).  | 'succ(Y,X)' has no value: -1 is below 0",
                "n(2.0). m(Y) :- n(X), plus(X,1,Y). query(m(_)). | 'plus(X,1,Y)' has no value: 2.0 is no whole number",
                "n(a). m(Y) :- n(X), plus(Y,X,1). query(m(_)).   | 'plus(Y,X,1)' has no value: a is no whole number",
                "n(9223372036854775807). m(Y) :- n(X), plus(X,1,Y). query(m(_)). | long overflow",
                "n(2.0). m(X) :- n(X), X > 1, between(1,3,X). query(m(2.0)). | between takes whole numbers, and 2.0 is none",
                "n(a). m(X) :- n(X), X < 3. query(m(_)).      | a comparison of what is no number",
                "0.5::q. a :- \\+b, q. b :- \\+a. query(a).   | an atom depends on its own negation, so that it is true where it"
                        + " is false: a <- \\+b <- \\+a"
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
