package org.deciban.compiler.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.deciban.compiler.knowledge.Answer.Contradiction;
import org.deciban.compiler.knowledge.Answer.Grounded;
import org.deciban.compiler.knowledge.Answer.NotGrounded;
import org.deciban.factorgraph.knowledge.Atom;
import org.deciban.factorgraph.knowledge.GroundingBudgetException;
import org.deciban.factorgraph.knowledge.KnowledgeBase;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Observation;
import org.deciban.factorgraph.knowledge.ProgramReader;
import org.junit.jupiter.api.Test;

class InquiryTest {
    private static final Offset<Double> ROUNDING = within(1e-12);

    private static final KnowledgeBase DATING = ProgramReader.parse("""
            0.3::lonely(jack).
            0.6::exciting(jill).
            0.4::likes(jill, jack).
            likes(jack, jill) :- lonely(jack).
            likes(jack, jill) :- exciting(jill).
            date(X, Y) :- likes(X, Y), likes(Y, X), X \\== Y.
            """, "dating");

    private static final KnowledgeBase DICE = ProgramReader.parse("""
            0.5::roll(D, 1); 0.5::roll(D, 2) :- die(D).
            die(a). die(b).
            sum(S) :- roll(a, X), roll(b, Y), S is X + Y.
            """, "dice");

    private static Map<Atom, Answer> ask(KnowledgeBase base, String question, String evidence) {
        List<Observation> more = evidence.isEmpty() ? List.of() : ProgramReader.parseObservations(evidence, "evidence");
        return Inquiry.into(base)
                .ask(ProgramReader.parseQueries(question, "question").get(0), more);
    }

    private static Answer only(Map<Atom, Answer> answers) {
        assertThat(answers).hasSize(1);
        return answers.values().iterator().next();
    }

    private static double probability(KnowledgeBase base, String question, String evidence) {
        return ((Grounded) only(ask(base, question, evidence))).probability();
    }

    @Test
    void posteriorsAreThoseWorkedOutByHand() {
        assertThat(probability(DATING, "date(jack,jill)", "")).isEqualTo(0.72 * 0.4, ROUNDING);
        assertThat(probability(DATING, "date(jack,jill)", "likes(jack,jill)")).isEqualTo(0.4, ROUNDING);
        assertThat(probability(DATING, "lonely(jack)", "date(jack,jill)")).isEqualTo(0.3 / 0.72, ROUNDING);
        assertThat(probability(DATING, "exciting(jill)", "likes(jack,jill), \\+lonely(jack)"))
                .isEqualTo(1, ROUNDING);
    }

    @Test
    void aQuestionWithVariablesIsAnsweredForEveryAtomThatMayBeTrue() {
        Map<Atom, Answer> answers = ask(DATING, "date(X,Y)", "");
        assertThat(answers.keySet())
                .containsExactlyInAnyOrder(Atom.of("date", "jack", "jill"), Atom.of("date", "jill", "jack"));
        // Nobody dates themselves: the question is false as it stands.
        assertThat(ask(DATING, "date(X,X)", ""))
                .isEqualTo(Map.of(
                        ProgramReader.parseQueries("date(X,X)", "q").get(0).atom(), new Grounded(0, Optional.empty())));
        assertThat(only(ask(DATING, "date(bob,X)", ""))).isInstanceOf(NotGrounded.class);
    }

    @Test
    void whatIsNotSaidIsFalse() {
        assertThat(probability(DATING, "lonely(jill)", "")).isZero();
    }

    @Test
    void anUnknownEntityGetsNoNumber() {
        NotGrounded answer = (NotGrounded) only(ask(DATING, "date(jack,jil)", ""));
        assertThat(answer.gap().reason()).isEqualTo("nothing is known of jil");
        assertThat(answer.gap().nearest()).containsExactly("jill");
        assertThat(only(ask(DATING, "lonely(bob)", ""))).isInstanceOf(NotGrounded.class);
        // Nobody tries whether the stranger is more than 5.
        KnowledgeBase numbers = ProgramReader.parse("d(1). d(7). e(X) :- d(X), X > 5.", "numbers");
        assertThat(only(ask(numbers, "e(bob)", ""))).isInstanceOf(NotGrounded.class);
        assertThat(only(ask(DATING, "date(jack,jill)", "lonely(bob)"))).isInstanceOf(NotGrounded.class);
    }

    @Test
    void anUnknownPredicateGetsNoNumber() {
        NotGrounded answer = (NotGrounded) only(ask(DATING, "dates(jack,jill)", ""));
        assertThat(answer.gap().toString()).isEqualTo("there is no predicate dates/2. Maybe date/2?");
        assertThat(only(ask(DATING, "date(jack)", ""))).isInstanceOf(NotGrounded.class);
    }

    @Test
    void whatArithmeticMakesIsGroundedAndOtherNumbersAreNot() {
        assertThat(probability(DICE, "sum(3)", "")).isEqualTo(0.5, ROUNDING);
        assertThat(only(ask(DICE, "sum(7)", ""))).isInstanceOf(NotGrounded.class);
        assertThat(only(ask(DICE, "roll(7,X)", ""))).isInstanceOf(NotGrounded.class);
    }

    @Test
    void whatOnlyAFactWithVariablesCoversGetsNoNumber() {
        KnowledgeBase base = ProgramReader.parse("0.6::heads(C). win(C) :- heads(C). coin(c1).", "coins");
        assertThat(probability(base, "win(c1)", "")).isEqualTo(0.6, ROUNDING);
        assertThat(only(ask(base, "win(c2)", ""))).isInstanceOf(NotGrounded.class);
        assertThat(only(ask(base, "win(c1)", "heads(7)"))).isInstanceOf(NotGrounded.class);
    }

    @Test
    void whatIsTooWideIsSaidOfItsAtoms() {
        KnowledgeBase base = ProgramReader.parse(
                "0.3::x(N) :- between(1,30,N). 0.5::pair(A,B) :- x(A), x(B), A < B.\n"
                        + "evidence(\\+pair(A,B)) :- between(1,30,A), between(1,30,B), A < B.",
                "wide");
        assertThatThrownBy(() -> ask(base, "x(1)", ""))
                .isInstanceOf(GroundingBudgetException.class)
                .hasMessageContaining("30 propositions depend on each other all at once, those of x(1), x(2)")
                .hasMessageContaining("and 22 more");
    }

    @Test
    void aDerivationNamesClausesAsTheyAreWritten() {
        KnowledgeBase base = ProgramReader.parse("0.5::a. 0.5::b. c :- (a ; \\+ (a, b)).", "p");
        assertThat(Derivation.of(base, Atom.of("c"), List.of()).clauses().stream()
                        .map(Derivation.Weight::what))
                .contains("c :- (a ; \\+(a, b)).");
    }

    @Test
    void evidenceOfNoWorldIsAContradiction() {
        Contradiction alone = (Contradiction) only(ask(DATING, "date(jack,jill)", "lonely(jill)"));
        assertThat(alone.evidence()).hasSize(1);
        Contradiction together =
                (Contradiction) only(ask(DATING, "date(jack,jill)", "lonely(jack), \\+likes(jack,jill)"));
        assertThat(together.evidence()).hasSize(2);
        Contradiction twice = (Contradiction) only(ask(DATING, "date(jack,jill)", "lonely(jack), \\+lonely(jack)"));
        assertThat(twice.evidence()).hasSize(2);
        assertThat(only(ask(DICE, "sum(2)", "roll(a,1), roll(a,2)"))).isInstanceOf(Contradiction.class);
    }

    @Test
    void weightsOfEvidenceAddUpToTheAnswer() {
        List<Observation> evidence = ProgramReader.parseObservations("likes(jack,jill), likes(jill,jack)=false", "e");
        Derivation derivation = Derivation.of(DATING, Atom.of("lonely", "jack"), evidence);
        double sum = derivation.evidence().stream()
                .mapToDouble(Derivation.Weight::decibans)
                .sum();
        assertThat(derivation.prior()).isEqualTo(10 * Math.log10(0.3 / 0.7), ROUNDING);
        assertThat(derivation.prior() + sum).isEqualTo(derivation.posterior(), ROUNDING);
        double posterior = 0.3 / 0.72;
        assertThat(derivation.posterior()).isEqualTo(10 * Math.log10(posterior / (1 - posterior)), ROUNDING);
        // What Jill feels says nothing about Jack.
        assertThat(derivation.evidence().get(1).decibans()).isEqualTo(0, ROUNDING);
    }

    @Test
    void anExplainedAnswerHasItsDerivationAndARefusalHasNone() {
        Inquiry inquiry = Inquiry.into(DATING);
        Answer answer = only(
                inquiry.explain(ProgramReader.parseQueries("lonely(jack)", "q").get(0), List.of()));
        Grounded grounded = (Grounded) answer;
        assertThat(grounded.derivation().orElseThrow().posterior())
                .isEqualTo(10 * Math.log10(grounded.probability() / (1 - grounded.probability())), ROUNDING);
        assertThat(only(inquiry.explain(
                        ProgramReader.parseQueries("lonely(bob)", "q").get(0), List.of())))
                .isInstanceOf(NotGrounded.class);
    }

    @Test
    void aClauseCarriesWhatTheAnswerLosesWithoutIt() {
        Derivation derivation = Derivation.of(DATING, Atom.of("likes", "jack", "jill"), List.of());
        double with = 10 * Math.log10(0.72 / 0.28);
        double withoutExciting = 10 * Math.log10(0.3 / 0.7);
        assertThat(derivation.clauses()).hasSize(4);
        assertThat(derivation.clauses().get(1).what()).isEqualTo("0.6::exciting(jill).");
        assertThat(derivation.clauses())
                .filteredOn(weight -> weight.what().contains("exciting"))
                .allSatisfy(weight -> assertThat(weight.decibans()).isEqualTo(with - withoutExciting, ROUNDING));
    }

    /** What is certain already gains nothing from an observation, and loses nothing with a clause that it does not need. */
    @Test
    void certaintyGainsAndLosesNothing() {
        List<Observation> evidence = ProgramReader.parseObservations("likes(jack,jill), lonely(jack)", "e");
        Derivation derivation = Derivation.of(DATING, Atom.of("likes", "jack", "jill"), evidence);
        assertThat(derivation.posterior()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(derivation.evidence())
                .extracting(Derivation.Weight::decibans)
                .containsExactly(Double.POSITIVE_INFINITY, 0.0);
        assertThat(weightOf("0.6::exciting(jill).", derivation)).isZero();
    }

    /** With a clause that the evidence needs the evidence goes, whether it is then not derivable or of probability zero. */
    @Test
    void aClauseThatTheEvidenceNeedsHasNoWeight() {
        List<Observation> evidence =
                ProgramReader.parseObservations("likes(jill,jack), likes(jack,jill), \\+exciting(jill)", "e");
        Derivation derivation = Derivation.of(DATING, Atom.of("lonely", "jack"), evidence);
        assertThat(weightOf("0.4::likes(jill, jack).", derivation)).isNaN();
        assertThat(weightOf("0.3::lonely(jack).", derivation)).isNaN();
    }

    private static double weightOf(String clause, Derivation derivation) {
        return derivation.clauses().stream()
                .filter(weight -> weight.what().replace(" ", "").equals(clause.replace(" ", "")))
                .findFirst()
                .orElseThrow()
                .decibans();
    }
}
