package org.deciban.cli;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Seconds that work takes. */
enum Clock {
    /** Passed. */
    WALL {
        @Override
        long nanoseconds() {
            return System.nanoTime();
        }
    },

    /** Spent by this thread on a processor: for work on one thread, and hardly disturbed by others on the machine. */
    THREAD {
        @Override
        long nanoseconds() {
            return THREADS.getCurrentThreadCpuTime();
        }
    };

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    abstract long nanoseconds();

    double seconds(Runnable work) {
        long start = nanoseconds();
        work.run();
        return (nanoseconds() - start) * 1e-9;
    }
}
