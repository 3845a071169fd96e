package org.deciban.factorgraph.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.deciban.factorgraph.knowledge.Term.Variable;
import org.junit.jupiter.api.Test;

class KnowledgeBaseBuilderTest {
    private static final Offset<Double> ROUNDING = within(1e-12);
    private static final EntitySet PERSON = EntitySet.of("person", "jack", "jill");
    private static final Variable X = new Variable("X");
    private static final Variable Y = new Variable("Y");

    private static KnowledgeBaseBuilder dating() {
        return KnowledgeBase.builder()
                .predicate("lonely", PERSON)
                .predicate("exciting", PERSON)
                .predicate("likes", PERSON, PERSON)
                .predicate("date", PERSON, PERSON);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    @Test
    void itMakesTheClausesThatTheReaderMakes() {
        KnowledgeBase built = dating().fact(0.3, Atom.of("lonely", "jack"))
                .fact(Atom.of("exciting", "jill"))
                .rule(0.5, Atom.over("likes", X, Y), Atom.over("lonely", X).positive())
                .rule(
                        Atom.over("date", X, Y),
                        Atom.over("likes", X, Y).positive(),
                        Atom.over("exciting", X).negative())
                .query(Atom.over("date", X, Y))
                .evidence(Atom.of("lonely", "jack"), true)
                .build();
        KnowledgeBase read = ProgramReader.parse("""
                person(jack). person(jill).
                0.3::lonely(jack). exciting(jill).
                0.5::likes(X,Y) :- person(Y), lonely(X).
                date(X,Y) :- likes(X,Y), \\+exciting(X).
                query(date(X,Y)). evidence(lonely(jack)).
                """, "read");
        assertThat(built.clauses().stream().map(Clause::toString))
                .containsExactlyElementsOf(
                        read.clauses().stream().map(Clause::toString).toList());
        assertThat(Programs.posteriors(built)).isEqualTo(Programs.posteriors(read));
    }

    @Test
    void aFactWithVariablesIsOneForEachEntity() {
        KnowledgeBase base = dating().fact(0.25, Atom.over("likes", X, Y))
                .query(Atom.over("likes", X, X))
                .build();
        assertThat(Programs.posteriors(base)).isEqualTo(Map.of("likes(jack,jack)", 0.25, "likes(jill,jill)", 0.25));
    }

    @Test
    void aLogisticOrAddsTheWeightsOfWhatIsTrue() {
        KnowledgeBase base = dating().fact(0.3, Atom.of("lonely", "jack"))
                .fact(Atom.of("exciting", "jill"))
                .logOdds(-1, Atom.over("likes", X, Y))
                .logOdds(2, Atom.over("likes", X, Y), Atom.over("lonely", X).positive())
                .logOdds(0.5, Atom.over("likes", X, Y), Atom.over("exciting", Y).positive())
                .query(Atom.over("likes", X, Y))
                .build();
        Map<String, Double> posteriors = Programs.posteriors(base);
        assertThat(posteriors).hasSize(4);
        assertThat(posteriors.get("likes(jack,jill)")).isEqualTo(0.3 * sigmoid(1.5) + 0.7 * sigmoid(-0.5), ROUNDING);
        assertThat(posteriors.get("likes(jack,jack)")).isEqualTo(0.3 * sigmoid(1) + 0.7 * sigmoid(-1), ROUNDING);
        assertThat(posteriors.get("likes(jill,jack)")).isEqualTo(sigmoid(-1), ROUNDING);
    }

    @Test
    void aWeightCountsOnceForEachValueOfAVariableOfItsConditions() {
        KnowledgeBase base = dating().fact(0.3, Atom.of("lonely", "jack"))
                .fact(0.6, Atom.of("lonely", "jill"))
                .logOdds(-1, Atom.over("exciting", X))
                .logOdds(0.7, Atom.over("exciting", X), Atom.over("lonely", Y).positive())
                .query(Atom.of("exciting", "jill"))
                .build();
        double none = 0.7 * 0.4;
        double both = 0.3 * 0.6;
        assertThat(Programs.posteriors(base).get("exciting(jill)"))
                .isEqualTo(none * sigmoid(-1) + both * sigmoid(0.4) + (1 - none - both) * sigmoid(-0.3), ROUNDING);
    }

    @Test
    void weightsOfConjunctionsAndNegationsAreOfWhatTheySay() {
        KnowledgeBase base = dating().fact(0.3, Atom.of("lonely", "jack"))
                .fact(0.6, Atom.of("exciting", "jack"))
                .logOdds(0.2, Atom.over("date", X, Y))
                .logOdds(
                        1.1,
                        Atom.over("date", X, Y),
                        Atom.over("lonely", X).positive(),
                        Atom.over("exciting", X).positive())
                .logOdds(-0.9, Atom.over("date", X, Y), Atom.over("lonely", X).negative())
                .query(Atom.of("date", "jack", "jill"))
                .evidence(Atom.of("exciting", "jack"), true)
                .build();
        assertThat(Programs.posteriors(base).get("date(jack,jill)"))
                .isEqualTo(0.3 * sigmoid(1.3) + 0.7 * sigmoid(-0.7), ROUNDING);
    }

    @Test
    void tooManyUncertainConditionsAreOverTheBudget() {
        String[] names = IntStream.range(0, 13).mapToObj(i -> "p" + i).toArray(String[]::new);
        EntitySet many = EntitySet.of("person", names);
        UnaryOperator<KnowledgeBaseBuilder> rules = builder -> builder.fact(0.5, Atom.over("lonely", X))
                .logOdds(0, Atom.of("sad"))
                .logOdds(1, Atom.of("sad"), Atom.over("lonely", X).positive())
                .query(Atom.of("sad"));
        KnowledgeBase base = rules.apply(
                        KnowledgeBase.builder().predicate("lonely", many).predicate("sad"))
                .build();
        assertThatThrownBy(() -> Grounding.of(base))
                .isInstanceOf(GroundingBudgetException.class)
                .hasMessageContaining("the log-odds of sad have 13 ground conditions that are uncertain");
    }

    @Test
    void atomsThatDependOnThemselvesByLogOddsAreRefused() {
        KnowledgeBase base = dating().logOdds(0, Atom.over("lonely", X))
                .logOdds(1, Atom.over("lonely", X), Atom.over("exciting", X).positive())
                .rule(Atom.over("exciting", X), Atom.over("lonely", X).positive())
                .query(Atom.of("lonely", "jack"))
                .build();
        assertThatThrownBy(() -> Grounding.of(base))
                .isInstanceOf(KnowledgeException.class)
                .hasMessage("clause 2: an atom depends on itself by log-odds, so that it has no probability:"
                        + " lonely(jack) <- exciting(jack) <- lonely(jack)");
    }

    @Test
    void everyProblemOfTypesIsListed() {
        EntitySet place = EntitySet.of("place", "hill");
        KnowledgeBaseBuilder builder = dating().predicate("at", PERSON, place)
                .predicate("lonely", place)
                .fact(Atom.of("lonely", "jil"))
                .fact(1.5, Atom.of("lonely", "jack"))
                .fact(Double.NaN, Atom.of("lonely", "jack"))
                .logOdds(Double.POSITIVE_INFINITY, Atom.of("lonely", "jack"))
                .rule(Atom.over("lonely", X), Atom.over("at", Y, X).positive())
                .rule(Atom.over("date", X, Y), Atom.over("like", X, Y).positive())
                .rule(Atom.over("exciting", X), Atom.over("lonely", X, Y).positive())
                .fact(Atom.of("person", "bob"))
                .logOdds(1, Atom.of("likes", "jack", "jill"))
                .query(Atom.of("at", "hill", "jack"))
                .evidence(Atom.over("lonely", X), true);
        assertThatThrownBy(builder::build).isInstanceOfSatisfying(KnowledgeException.class, e -> {
            List<String> messages =
                    e.problems().stream().map(problem -> problem.toString()).toList();
            assertThat(messages)
                    .containsExactlyInAnyOrder(
                            "predicate lonely/1: lonely/1 is declared twice",
                            "clause 1: jil is no person, in lonely(jil). Maybe jill?",
                            "clause 2: the probability of lonely(jack) is 1.5, and it must be between 0 and 1",
                            "clause 2: the probability of lonely(jack) is NaN, and it must be between 0 and 1",
                            "clause 2: the log-odds of lonely(jack) are Infinity, and they must be finite",
                            "clause 2: X is a person elsewhere and a place in at(Y,X)",
                            "clause 3: the predicate like/2 is not declared. Maybe likes/2?",
                            "clause 4: the predicate lonely/2 is not declared. Maybe lonely/1?",
                            "clause 5: person/1 is a set of entities, which no clause can add to",
                            "clause 5: bob is no person, in person(bob)",
                            "clause 6: likes/2 has log-odds and no bias. Maybe add logOdds(0, likes(X0,X1)), without conditions?",
                            "query 1: hill is no person, in at(hill,jack). Maybe jill?",
                            "query 1: jack is no place, in at(hill,jack)",
                            "evidence 1: evidence with variables is not supported: lonely(X)");
        });
    }

    @Test
    void aPredicateHasLogOddsOrNot() {
        KnowledgeBaseBuilder builder =
                dating().logOdds(0, Atom.over("lonely", X)).fact(Atom.of("lonely", "jack"));
        assertThatThrownBy(builder::build)
                .isInstanceOf(KnowledgeException.class)
                .hasMessage("clause 1: lonely/1 has rules with log-odds and rules without");
    }

    @Test
    void clausesOfBothKindsAreRefusedOnCyclesToo() {
        KnowledgeBase read = ProgramReader.parse("0.5::c. a :- b. b :- a. a :- c. query(b).", "mixed");
        Clause weighted = new Clause(
                List.of(new Clause.Alternative(Optional.empty(), Atom.of("a"))),
                List.of(),
                new Place("added", 0, 0),
                OptionalDouble.of(1.5));
        List<Clause> clauses = new ArrayList<>(read.clauses());
        clauses.add(weighted);
        KnowledgeBase base = new KnowledgeBase(clauses, read.queries(), List.of());
        assertThatThrownBy(() -> Grounding.of(base))
                .isInstanceOf(KnowledgeException.class)
                .hasMessageContaining("a has clauses with log-odds and clauses without");
    }
}
