package org.deciban.compiler.knowledge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompileBudgetException;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.inference.BudgetExceededException;
import org.deciban.factorgraph.knowledge.Atom;
import org.deciban.factorgraph.knowledge.ConceptSpace;
import org.deciban.factorgraph.knowledge.ConceptSpace.Gap;
import org.deciban.factorgraph.knowledge.Grounding;
import org.deciban.factorgraph.knowledge.KnowledgeBase;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Observation;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Query;
import org.deciban.factorgraph.knowledge.Truth;

/**
 * Asks a knowledge base: grounds what the question depends on, compiles it into a transformer whose forward pass is exact, and runs it.
 *
 * <p>A question that names a predicate or constant which the knowledge base does not is not answered with a number. A ground atom over
 * its predicates and constants that cannot be derived has probability 0: what is not said is false.
 */
public final class Inquiry {
    private final KnowledgeBase base;
    private final ConceptSpace concepts;
    private final Solver solver;

    /** How the posteriors of a grounding are computed. */
    @FunctionalInterface
    public interface Solver {
        /**
         * The posteriors.
         *
         * @throws ImpossibleEvidenceException if the evidence has probability zero
         */
        Marginals posteriors(Grounding grounding, Evidence evidence);
    }

    private Inquiry(KnowledgeBase base, Solver solver) {
        this.base = base;
        this.concepts = ConceptSpace.of(base);
        this.solver = solver;
    }

    /** Inquiries that transformers in exact mode answer; the queries of the knowledge base are not asked. */
    public static Inquiry into(KnowledgeBase base) {
        return into(
                base,
                (grounding, evidence) -> BpCompiler.compile(grounding.graph(), CompilerOptions.exact())
                        .infer(evidence));
    }

    /** The same answered by something else. */
    public static Inquiry into(KnowledgeBase base, Solver solver) {
        return new Inquiry(base, solver);
    }

    /**
     * Answers a question, given the evidence of the knowledge base and more.
     *
     * @param question an atom; with variables every atom of that form that some world has is answered
     * @return an answer for each atom; for the question itself, with its variables, probability 0 if no world has an atom of that form, and
     *     the reason if it is not grounded or the evidence contradicts the knowledge base
     * @throws org.deciban.factorgraph.knowledge.GroundingBudgetException if grounding or an exact answer takes more than is allowed
     */
    public Map<Atom, Answer> ask(Query question, List<Observation> more) {
        Optional<Answer> refusal = Stream.concat(more.stream().map(Observation::atom), Stream.of(question.atom()))
                .flatMap(atom -> concepts.findGap(atom).stream())
                .map(Inquiry::refused)
                .findFirst();
        if (refusal.isPresent()) {
            return Map.of(question.atom(), refusal.get());
        }
        Grounding grounding = Grounding.of(base.asked(List.of(question), more));
        Optional<Answer> gap = Stream.concat(more.stream().map(Observation::atom), Stream.of(question.atom()))
                .flatMap(atom -> concepts.findGap(atom, grounding).stream())
                .map(Inquiry::refused)
                .findFirst();
        if (gap.isPresent()) {
            return Map.of(question.atom(), gap.get());
        }
        List<Observation> evidence = base.asked(List.of(), more).evidence();
        Optional<Evidence> consistent = grounding.findEvidence();
        if (consistent.isEmpty()) {
            List<Observation> alone = grounding.contradictions();
            return Map.of(question.atom(), new Answer.Contradiction(alone.isEmpty() ? evidence : alone));
        }
        try {
            Marginals posteriors = solver.posteriors(grounding, consistent.get());
            Map<Atom, Answer> answers = new LinkedHashMap<>();
            for (Atom atom : grounding.queries()) {
                Truth truth = grounding.findTruth(atom).orElseThrow();
                answers.put(atom, new Answer.Grounded(truth.probability(posteriors), Optional.empty()));
            }
            return answers;
        } catch (ImpossibleEvidenceException e) {
            return Map.of(question.atom(), new Answer.Contradiction(evidence));
        } catch (BudgetExceededException | CompileBudgetException e) {
            throw grounding.tooWide(String.valueOf(e.getMessage()).replaceFirst("\\. Maybe .*", ""));
        }
    }

    /** The same with a {@link Derivation} of each number, by junction tree. */
    public Map<Atom, Answer> explain(Query question, List<Observation> more) {
        Map<Atom, Answer> explained = new LinkedHashMap<>();
        ask(question, more).forEach((atom, answer) -> explained.put(atom, explained(atom, answer, more)));
        return explained;
    }

    /** An answer with its derivation, if it is a number. */
    public Answer explained(Atom atom, Answer answer, List<Observation> more) {
        return answer instanceof Answer.Grounded grounded && atom.isGround()
                ? new Answer.Grounded(
                        grounded.probability(), Optional.of(Derivation.of(base, atom, more)), grounded.eps())
                : answer;
    }

    private static Answer refused(Gap gap) {
        return new Answer.NotGrounded(gap);
    }
}
