package org.deciban.cli;

/** Work that would take longer than allowed; thrown before any of it is done. */
final class WorkBudgetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WorkBudgetException(String message) {
        super(message);
    }
}
