package org.deciban.proofs.claims.propagation;

import java.util.Optional;
import java.util.function.Supplier;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;

/** Compares two answers of which either may be that the evidence is impossible. */
final class Answers {
    private Answers() {}

    /** The largest difference of a probability: 0 where both refuse the evidence, infinite where one does. */
    static double distance(Supplier<Marginals> actual, Supplier<Marginals> expected) {
        Optional<Marginals> first = find(actual);
        Optional<Marginals> second = find(expected);
        if (first.isEmpty() || second.isEmpty()) {
            return first.isEmpty() && second.isEmpty() ? 0 : Double.POSITIVE_INFINITY;
        }
        return first.get().farthestFrom(second.get()).magnitude();
    }

    /** The same, 0 where one of them refuses: a counterexample is to be one of numbers. */
    static double distanceOfNumbers(Supplier<Marginals> actual, Supplier<Marginals> expected) {
        return find(actual).isPresent() && find(expected).isPresent() ? distance(actual, expected) : 0;
    }

    private static Optional<Marginals> find(Supplier<Marginals> answer) {
        try {
            return Optional.of(answer.get());
        } catch (ImpossibleEvidenceException e) {
            return Optional.empty();
        }
    }
}
