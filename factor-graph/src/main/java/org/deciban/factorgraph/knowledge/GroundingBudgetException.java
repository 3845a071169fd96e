package org.deciban.factorgraph.knowledge;

/** Grounding would take more steps than allowed; the message says where they are taken. */
public final class GroundingBudgetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GroundingBudgetException(String message) {
        super(message);
    }
}
