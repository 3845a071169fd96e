package org.deciban.transformer.nd4j;

/** ND4J, or native code for this machine, is not there. */
public final class BackendException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    BackendException(Throwable cause) {
        super(
                "the engine nd4j found no ND4J backend that runs here (" + innermost(cause)
                        + "). Maybe add org.nd4j:nd4j-native and its natives for this platform to the class path, or build with -Pnd4j?",
                cause);
    }

    private static String innermost(Throwable cause) {
        Throwable inner = cause;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner.getClass().getSimpleName() + ": " + inner.getMessage();
    }
}
