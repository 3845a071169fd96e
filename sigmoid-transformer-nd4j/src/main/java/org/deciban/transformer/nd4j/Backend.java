package org.deciban.transformer.nd4j;

import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/** What ND4J runs on. */
final class Backend {
    /** Where the loader of native code writes warnings: to standard error, unless told otherwise. */
    private static final String NATIVE_LOGGER = "org.bytedeco.javacpp.logger";

    private Backend() {}

    /**
     * The arithmetic that suits what ND4J runs on.
     *
     * @throws BackendException if ND4J cannot be initialised
     */
    static Arithmetic arithmetic(Precision precision) {
        if (System.getProperty(NATIVE_LOGGER) == null) {
            System.setProperty(NATIVE_LOGGER, "slf4j");
        }
        try {
            return onHost() ? new HostArithmetic(precision, !blasHasOneThread()) : new ArrayArithmetic(precision);
        } catch (LinkageError | RuntimeException e) {
            // ND4J searches its backends in a static initialiser; a second attempt finds no class at all.
            throw new BackendException(e);
        }
    }

    private static boolean onHost() {
        return Nd4j.getExecutioner().type() == ExecutionerType.NATIVE_CPU;
    }

    /** Whether OMP_NUM_THREADS leaves the processors to the threads of Java. */
    private static boolean blasHasOneThread() {
        return Nd4j.getEnvironment().maxMasterThreads() == 1;
    }
}
