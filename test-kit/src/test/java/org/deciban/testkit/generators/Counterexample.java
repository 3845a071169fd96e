package org.deciban.testkit.generators;

import org.deciban.proofs.generators.Case;

/** A claim that does not hold of a case. */
final class Counterexample extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final transient Case found;

    Counterexample(Case found) {
        super(found.toString());
        this.found = found;
    }

    Case found() {
        return found;
    }
}
