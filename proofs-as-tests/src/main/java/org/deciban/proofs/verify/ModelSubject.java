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
import org.deciban.proofs.verify.Verdict.RefusedWrongly;

/**
 * A model, compiled or imported.
 *
 * @param engineAlone whether its weights are not in question, but what an engine makes of them
 */
record ModelSubject(BeliefModel model, boolean engineAlone) implements Subject {
    /** A model of which everything is in question. */
    ModelSubject(BeliefModel model) {
        this(model, false);
    }

    @Override
    public FactorGraph graph() {
        return model.graph();
    }

    @Override
    public boolean showsRounds() {
        return true;
    }

    @Override
    public OptionalInt knownRounds() {
        return OptionalInt.of(model.rounds());
    }

    /** Impossible evidence, numbers out of range and numbers that are no probabilities; a budget passes through. */
    @Override
    public List<Marginals> ask(Evidence given) {
        try {
            return model.beliefsAfterEachRound(given);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new Decided(new RefusedWrongly(given, e));
        }
    }

    @Override
    public Evidence withConstants(Evidence given) {
        return model.withConstants(given);
    }

    @Override
    public double damping() {
        return model.damping();
    }

    @Override
    public Objective objective() {
        return model.task().objective();
    }

    @Override
    public Optional<Fault> findFault(Evidence given, Predicate<Subject> isRight) {
        return engineAlone
                ? FaultFinder.findInEngine(model, given)
                : FaultFinder.find(model, given, repaired -> isRight.test(new ModelSubject(repaired)));
    }

    @Override
    public Optional<BeliefModel> findModel() {
        return Optional.of(model);
    }
}
