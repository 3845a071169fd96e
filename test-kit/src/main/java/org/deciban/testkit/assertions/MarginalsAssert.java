package org.deciban.testkit.assertions;

import org.assertj.core.api.AbstractAssert;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Marginals.Discrepancy;
import org.deciban.proofs.verify.Tolerance;

/** Assertions about posteriors or beliefs. */
public final class MarginalsAssert extends AbstractAssert<MarginalsAssert, Marginals> {
    MarginalsAssert(Marginals actual) {
        super(actual, MarginalsAssert.class);
    }

    /**
     * Every probability is that of other marginals of the same variables.
     *
     * @throws IllegalArgumentException if the variables differ
     */
    public MarginalsAssert isCloseTo(Marginals expected, Tolerance tolerance) {
        isNotNull();
        Discrepancy farthest = actual.farthestFrom(expected);
        if (!tolerance.allows(farthest.magnitude())) {
            failWithMessage("expected marginals %s apart, farthest is%n  %s", tolerance, farthest);
        }
        return this;
    }

    /**
     * A variable has a state with a probability.
     *
     * @throws IllegalArgumentException if there is no such variable or state
     */
    public MarginalsAssert hasProbability(String variable, String state, double expected, Tolerance tolerance) {
        isNotNull();
        double found = actual.probability(variable, state);
        if (!tolerance.allows(Math.abs(found - expected))) {
            failWithMessage("expected P(%s=%s) = %s %s apart, got %s", variable, state, expected, tolerance, found);
        }
        return this;
    }
}
