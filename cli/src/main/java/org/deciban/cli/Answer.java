package org.deciban.cli;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.deciban.compiler.Mode;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.inference.BeliefPropagationResult;
import org.jspecify.annotations.Nullable;

/**
 * What a method says.
 *
 * @param marginals posteriors if the mode is exact, else beliefs
 * @param mode what the marginals are
 * @param rounds rounds of belief propagation, where there were any
 * @param lastChange the most that the last round moved a probability, where the transformer was not exact
 * @param propagation how belief propagation ended, where the method was that
 * @param description the same for a person
 */
record Answer(
        Marginals marginals,
        Mode mode,
        OptionalInt rounds,
        OptionalDouble lastChange,
        @Nullable BeliefPropagationResult propagation,
        String description) {

    static Answer exact(Marginals posteriors, String description) {
        return new Answer(posteriors, Mode.EXACT, OptionalInt.empty(), OptionalDouble.empty(), null, description);
    }
}
