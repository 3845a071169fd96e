package org.deciban.testkit.contracts;

import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.Pasteable;

/**
 * An implementation breaks its contract. Says on which case: the smallest that was found, once jqwik is done with shrinking.
 */
public final class ContractViolation extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final transient Case witness;

    /**
     * @param claim what does not hold, as a sentence without its end
     * @param details expected and actual, a line each
     */
    ContractViolation(String claim, Case witness, String details) {
        super(claim + "\n" + details + "\non this graph, as a UAI file:\n\n" + Pasteable.of(witness));
        this.witness = witness;
    }

    /** The graph and evidence. */
    public Case witness() {
        return witness;
    }
}
