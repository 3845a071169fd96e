package org.deciban.examples.hallucination;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.knowledge.Atom;

/**
 * What a model says to the queries of a knowledge base.
 *
 * @param said by query; empty if the model finds the evidence impossible, or leaves the range of numbers
 */
record Reply(Subject subject, Optional<Map<Atom, Double>> said) {

    static Reply of(Subject subject, Supplier<Map<Atom, Double>> run) {
        try {
            return new Reply(subject, Optional.of(run.get()));
        } catch (ImpossibleEvidenceException | ArithmeticException refusal) {
            return new Reply(subject, Optional.empty());
        }
    }

    boolean isRefusal() {
        return said.isEmpty();
    }

    /** The query whose answer is farthest from the posterior; only of a reply that is not a refusal. */
    Atom worst() {
        return said.orElseThrow().keySet().stream()
                .max(Comparator.comparingDouble(this::distance))
                .orElseThrow();
    }

    double said(Atom query) {
        return said.orElseThrow().get(query);
    }

    double posterior(Atom query) {
        return subject.posteriors().get(query);
    }

    private double distance(Atom query) {
        return Math.abs(said(query) - posterior(query));
    }

    /** The largest |belief − posterior|; 0 of a refusal, which asserts nothing. */
    double falseConfidence() {
        return isRefusal() ? 0 : distance(worst());
    }

    /** The largest probability that is given to what is less likely than not; 0 if there is none. */
    double confidenceInAWrongAnswer() {
        return said.stream()
                .flatMap(answers -> answers.keySet().stream())
                .filter(query -> (said(query) - 0.5) * (posterior(query) - 0.5) < 0)
                .mapToDouble(query -> Math.max(said(query), 1 - said(query)))
                .max()
                .orElse(0);
    }
}
