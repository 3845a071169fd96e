package org.deciban.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How long something took, in seconds.
 *
 * @param wall by the clock on the wall
 * @param processor of all threads of this process
 */
record Span(double wall, double processor) {
    static final Span ENDLESS = new Span(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    static Span of(Runnable task) {
        long wall = System.nanoTime();
        long processor = SYSTEM.getProcessCpuTime();
        task.run();
        return new Span(1e-9 * (System.nanoTime() - wall), 1e-9 * (SYSTEM.getProcessCpuTime() - processor));
    }

    /** The shorter one, by either clock. */
    Span orShorter(Span other) {
        return new Span(Math.min(wall, other.wall), Math.min(processor, other.processor));
    }

    Span over(double parts) {
        return new Span(wall / parts, processor / parts);
    }
}
