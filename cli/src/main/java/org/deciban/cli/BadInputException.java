package org.deciban.cli;

/** Input that cannot be used, with a message for the person who gave it. */
final class BadInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadInputException(String message) {
        super(message);
    }
}
