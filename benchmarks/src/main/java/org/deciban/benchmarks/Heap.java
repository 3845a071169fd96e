package org.deciban.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.stream.Stream;

/** Bytes of the heap. */
final class Heap {
    private Heap() {}

    /** In use once the garbage is gone. */
    static long liveBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Lets {@link #peakBytes} start again from what is in use now. */
    static void resetPeak() {
        pools().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    /**
     * An upper bound on what was in use at any time since {@link #resetPeak}, garbage included: the peaks of all pools of the heap,
     * added, which they may reach at different times.
     */
    static long peakBytes() {
        return pools().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    }

    private static Stream<MemoryPoolMXBean> pools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP);
    }
}
