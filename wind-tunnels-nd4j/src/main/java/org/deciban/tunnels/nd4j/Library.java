package org.deciban.tunnels.nd4j;

import java.io.OutputStream;
import java.io.PrintStream;
import org.nd4j.linalg.factory.Nd4j;

/** What ND4J is told before it loads, and what it is kept from. */
final class Library {
    private Library() {}

    /**
     * Loads ND4J.
     *
     * @throws IllegalStateException if it cannot be loaded here
     */
    static void load() {
        // Warnings of the loader of native code go to the log, which nobody keeps, rather than to standard error.
        setIfAbsent("org.bytedeco.javacpp.logger", "slf4j");
        // Otherwise each allocation asks the system how much memory the process has, which takes as long as a small
        // operation.
        setIfAbsent("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        try {
            Nd4j.getEnvironment();
        } catch (LinkageError | RuntimeException e) {
            Throwable inner = e;
            while (inner.getCause() != null) {
                inner = inner.getCause();
            }
            throw new IllegalStateException(
                    "training found no ND4J backend that runs here ("
                            + inner.getClass().getSimpleName() + ": " + inner.getMessage()
                            + "). Maybe add org.nd4j:nd4j-native and its natives for this platform to the class path, or build with -Pnd4j?",
                    e);
        }
    }

    private static void setIfAbsent(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }

    /** Runs what prints to standard output, and drops what it prints. What other threads print meanwhile is dropped too. */
    static synchronized void silently(Runnable noisy) {
        PrintStream out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        try {
            noisy.run();
        } finally {
            System.setOut(out);
        }
    }
}
