package org.deciban.proofs.verify;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.deciban.compiler.BeliefModel;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.inference.Objective;

/** What is verified: whatever answers evidence about a factor graph. */
sealed interface Subject permits ModelSubject, FunctionSubject {
    /** The graph that evidence and answers speak of. */
    FactorGraph graph();

    /** Whether answer t holds the beliefs after t rounds; otherwise only the last answer counts. */
    boolean showsRounds();

    /** The rounds of an answer, where they are known without asking. */
    default OptionalInt knownRounds() {
        return OptionalInt.empty();
    }

    /**
     * Asks, without looking at what comes back.
     *
     * @throws Decided if what is asked throws what it may throw: a refusal
     */
    List<Marginals> ask(Evidence given);

    /** The evidence together with what the subject takes for granted. */
    default Evidence withConstants(Evidence given) {
        return given;
    }

    /** The share of the old log-message in the new one, λ in [0, 1). */
    default double damping() {
        return 0;
    }

    /** Sums or maxima. */
    default Objective objective() {
        return Objective.SUM_PRODUCT;
    }

    /**
     * The part at fault for a wrong answer.
     *
     * @param isRight whether a repaired subject answers this evidence right
     */
    default Optional<Fault> findFault(Evidence given, Predicate<Subject> isRight) {
        return Optional.empty();
    }

    /** The model, if it is one. */
    default Optional<BeliefModel> findModel() {
        return Optional.empty();
    }
}
