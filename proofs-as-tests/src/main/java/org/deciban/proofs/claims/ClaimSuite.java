package org.deciban.proofs.claims;

import java.util.Optional;

/** Four parts that would notice if the status of a {@link Claim}, the annotation of the implementing class, were wrong. */
public interface ClaimSuite {
    /**
     * What the suite is about.
     *
     * @throws IllegalStateException if its class does not say
     */
    default Claim claim() {
        Claim claim = getClass().getAnnotation(Claim.class);
        if (claim == null) {
            throw new IllegalStateException(getClass() + " has no @Claim");
        }
        return claim;
    }

    /** The statement, on cases drawn at random. */
    Finding holds(Tries tries);

    /** That those cases are of the kinds that could refute it: cycles, depth, extreme log-odds, as the claim has them. */
    Finding isNotVacuous(Tries tries);

    /** Without one of its assumptions the statement is false, with a small counterexample. */
    Finding needsItsAssumptions(Tries tries);

    /** A fault of the smallest interesting size, a perturbed weight for one, is noticed by {@link #holds}. */
    Finding bites(Tries tries);

    /**
     * That the claim is false as published, with a counterexample.
     *
     * @return empty unless the status says {@link Status#FAILS_AS_STATED}
     */
    default Optional<Finding> failsAsStated(Tries tries) {
        return Optional.empty();
    }
}
