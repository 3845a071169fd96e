package org.deciban.tunnels.meters;

/** A model gave something that is no distribution over the outcomes, for what it was asked. */
public final class ModelAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ModelAnswerException(String message) {
        super(message);
    }
}
