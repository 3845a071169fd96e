package org.deciban.proofs.certificates;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.knowledge.Answer;
import org.deciban.compiler.knowledge.Answer.Grounded;
import org.deciban.compiler.knowledge.Inquiry;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.knowledge.Atom;
import org.deciban.factorgraph.knowledge.Grounding;
import org.deciban.factorgraph.knowledge.KnowledgeBase;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Observation;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Query;
import org.deciban.factorgraph.knowledge.Truth;

/** Asks a knowledge base as {@link Inquiry} does, and proves of each number how far it is from the posterior at most. */
public final class CertifiedInquiry {
    private final Map<Atom, Answer> answers = new LinkedHashMap<>();
    private Optional<Grounding> asked = Optional.empty();
    private Optional<Certificate> certificate = Optional.empty();

    private CertifiedInquiry() {}

    /**
     * Asks.
     *
     * @throws org.deciban.factorgraph.knowledge.GroundingBudgetException if grounding, an exact answer or the proof takes more than is
     *     allowed
     */
    public static CertifiedInquiry ask(KnowledgeBase base, Query question, List<Observation> more) {
        CertifiedInquiry inquiry = new CertifiedInquiry();
        Inquiry.into(base, inquiry::posteriors)
                .ask(question, more)
                .forEach((atom, answer) -> inquiry.answers.put(atom, inquiry.certified(atom, answer)));
        return inquiry;
    }

    /** The answers, in order; those that are numbers with {@link Grounded#eps}. */
    public Map<Atom, Answer> answers() {
        return new LinkedHashMap<>(answers);
    }

    /** What was proved of the transformer that answered; empty if none was run, since there is no number. */
    public Optional<Certificate> certificate() {
        return certificate;
    }

    private Marginals posteriors(Grounding grounding, Evidence evidence) {
        CompiledModel model = BpCompiler.compile(grounding.graph(), CompilerOptions.exact());
        Certifier.whyNot(model).ifPresent(why -> {
            throw grounding.tooWide(why);
        });
        certificate = Optional.of(Certifier.certify(model, evidence));
        asked = Optional.of(grounding);
        return model.infer(evidence);
    }

    private Answer certified(Atom atom, Answer answer) {
        if (!(answer instanceof Grounded grounded)) {
            return answer;
        }
        Truth truth = asked.orElseThrow().findTruth(atom).orElseThrow();
        double eps = truth instanceof Truth.Depends depends ? eps(depends, grounded.probability()) : 0;
        return new Grounded(grounded.probability(), grounded.derivation(), OptionalDouble.of(eps));
    }

    /** Of a sum of states: what is answered, and every sum of real numbers that the transformer may compute, against the posterior. */
    private double eps(Truth.Depends truth, double answered) {
        BigDecimal truthLo = BigDecimal.ZERO;
        BigDecimal truthHi = BigDecimal.ZERO;
        BigDecimal computedLo = BigDecimal.ZERO;
        BigDecimal computedHi = BigDecimal.ZERO;
        for (Certificate.StateBound bound : certificate.orElseThrow().states()) {
            if (bound.variable().equals(truth.variable()) && truth.states().contains(bound.state())) {
                truthLo = truthLo.add(bound.truthLo());
                truthHi = truthHi.add(bound.truthHi());
                computedLo = computedLo.add(new BigDecimal(bound.transformer().lo()));
                computedHi = computedHi.add(new BigDecimal(bound.transformer().hi()));
            }
        }
        BigDecimal lo = new BigDecimal(answered).min(computedLo);
        BigDecimal hi = new BigDecimal(answered).max(computedHi);
        return Certificate.up(hi.subtract(truthLo).max(truthHi.subtract(lo)));
    }
}
