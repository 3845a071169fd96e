package org.deciban.factorgraph.inference;

/** A probability that is not zero but too small for a double: the messages must be kept as logarithms. */
final class UnderflowException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    private UnderflowException() {
        super("a message entry is below the range of probabilities");
    }

    static void unless(boolean inRange) {
        if (!inRange) {
            throw new UnderflowException();
        }
    }
}
