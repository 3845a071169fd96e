package org.deciban.benchmarks;

import java.util.concurrent.ForkJoinPool;

/** Threads of our own for what spreads over a pool: parallel streams stay in the pool that they are started from. */
final class Workers implements AutoCloseable {
    private final ForkJoinPool pool;
    private final Clock clock;

    /**
     * @param threads one is timed by what it spent on a processor, several by what passed
     */
    Workers(int threads) {
        this.pool = new ForkJoinPool(threads);
        this.clock = threads == 1 ? Clock.THREAD : Clock.WALL;
    }

    /** Runs something in the pool; a worker reads the clock. */
    double seconds(Runnable work) {
        return pool.submit(() -> clock.seconds(work)).join();
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
