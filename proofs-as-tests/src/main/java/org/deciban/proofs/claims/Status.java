package org.deciban.proofs.claims;

/** What is known of a claim. */
public enum Status {
    /** True as published. */
    HOLDS,
    /** True of a statement close to the published one, which the claim's class gives. */
    HOLDS_REPAIRED,
    /** False as published: there is a counterexample. */
    FAILS_AS_STATED,
    /** Neither shown nor refuted. */
    OPEN
}
