package org.deciban.proofs.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.fraction.BigFraction;
import org.deciban.compiler.knowledge.Answer;
import org.deciban.compiler.knowledge.Answer.Grounded;
import org.deciban.factorgraph.knowledge.Atom;
import org.deciban.factorgraph.knowledge.KnowledgeBase;
import org.deciban.factorgraph.knowledge.ProgramReader;
import org.junit.jupiter.api.Test;

class CertifiedInquiryTest {
    private static final KnowledgeBase BASE = ProgramReader.parse("""
            0.3::a. 0.6::b. c :- a. c :- b.
            0.1::d(1); 0.2::d(1); 0.3::d(2); 0.25::d(3).
            e(1). e(X) :- d(X), X > 5.
            """, "p");

    private static CertifiedInquiry ask(String question, String evidence) {
        return CertifiedInquiry.ask(
                BASE,
                ProgramReader.parseQueries(question, "q").get(0),
                evidence.isEmpty() ? List.of() : ProgramReader.parseObservations(evidence, "e"));
    }

    private static BigFraction exact(double decimal) {
        return new BigFraction(decimal);
    }

    /** The tables are the doubles that the program's decimals are read as. */
    private static void assertWithin(Answer answer, BigFraction truth) {
        Grounded grounded = (Grounded) answer;
        BigDecimal distance = new BigDecimal(grounded.probability())
                .subtract(new BigDecimal(truth.getNumerator())
                        .divide(new BigDecimal(truth.getDenominator()), new MathContext(60)))
                .abs();
        assertThat(distance).isLessThanOrEqualTo(new BigDecimal(grounded.eps().orElseThrow()));
        assertThat(grounded.eps().orElseThrow()).isLessThan(1e-13);
    }

    @Test
    void noAnswerIsFurtherFromTheTruthThanIsProved() {
        BigFraction a = exact(0.3);
        BigFraction b = exact(0.6);
        BigFraction none = BigFraction.ONE.subtract(a).multiply(BigFraction.ONE.subtract(b));
        BigFraction c = BigFraction.ONE.subtract(none);
        assertWithin(ask("c", "").answers().get(Atom.of("c")), c);
        assertWithin(ask("a", "c").answers().get(Atom.of("a")), a.divide(c));
    }

    @Test
    void ofAChoiceTheStatesAreAddedUp() {
        CertifiedInquiry asked = ask("d(X)", "");
        Map<Atom, Answer> answers = asked.answers();
        assertThat(answers).hasSize(3);
        Answer one = answers.entrySet().stream()
                .filter(entry -> entry.getKey().toString().equals("d(1)"))
                .findFirst()
                .orElseThrow()
                .getValue();
        assertWithin(one, exact(0.1).add(exact(0.2)));
        double largest = asked.certificate().orElseThrow().eps();
        assertThat(((Grounded) one).eps().orElseThrow()).isLessThanOrEqualTo(2 * largest + Math.ulp(0.5));
    }

    @Test
    void whatIsCertainIsExactAndWhatHasNoNumberHasNoProof() {
        assertThat(((Grounded) ask("e(1)", "").answers().values().iterator().next())
                        .eps()
                        .orElseThrow())
                .isZero();
        assertThat(ask("e(bob)", "").certificate()).isEmpty();
        assertThat(ask("e(bob)", "").answers().values()).hasOnlyElementsOfType(Answer.NotGrounded.class);
        assertThat(ask("c", "a, \\+c").certificate()).isEmpty();
    }
}
