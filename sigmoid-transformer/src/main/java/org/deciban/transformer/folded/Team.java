package org.deciban.transformer.folded;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Threads that share the phases of one run: a leader, who called, and helpers from the pool that it belongs to.
 *
 * <p>A phase is cut into chunks. Each is claimed by one thread, and the leader begins the next phase when all are done. The leader
 * waits for chunks that are being worked on, never for a helper to come: where none does, it runs every chunk itself. Helpers
 * take chunks from the upper end and the leader from the lower, so that each mostly finds in its cache what it left there a
 * round ago.
 *
 * <p>Waiting is spinning, since a phase takes microseconds; a thread that has waited for longer lets others run. Where the leader
 * has to do so again and again, processors have other work, and helpers that are kept from theirs hold it up: it sends them away.
 */
final class Team {
    /** What is shared out. */
    interface Work {
        /** Runs a chunk of a phase; workers of different numbers do so at the same time. */
        void run(int phase, int chunk, int worker);
    }

    private static final int SPINS = 1 << 12;
    private static final long END = -1;

    /** Stalls that a run puts up with, and those that it does besides as it goes on. */
    private static final int FEW_STALLS = 3;

    private static final int PHASES_PER_STALL = 64;

    private final Work work;
    private final ForkJoinTask<?>[] helpers;
    /** From the highest bits: a count of phases, the phase (8 bits), the end and the first of the unclaimed chunks (12 each). */
    private final AtomicLong ticket = new AtomicLong();

    private final AtomicInteger unfinished = new AtomicInteger();
    private volatile @Nullable Throwable failure;
    private boolean alone;
    private long phases;
    private long stalls;

    /**
     * Asks for helpers, in the pool of the caller or else in the common one.
     *
     * @param workers all threads together; the leader is worker 0
     */
    Team(Work work, int workers) {
        this.work = work;
        this.helpers = new ForkJoinTask<?>[workers - 1];
        this.alone = workers == 1;
        for (int h = 0; h < helpers.length; h++) {
            int worker = h + 1;
            helpers[h] = ForkJoinTask.adapt(() -> help(worker)).fork();
        }
    }

    /** Threads that a caller may count on, itself among them. */
    static int threadsAtHand() {
        ForkJoinPool pool = ForkJoinTask.getPool();
        int threads = pool == null ? 1 + ForkJoinPool.getCommonPoolParallelism() : pool.getParallelism();
        return Math.max(1, Math.min(threads, Runtime.getRuntime().availableProcessors()));
    }

    /**
     * Runs all chunks of a phase; the leader calls.
     *
     * @param phase below 256
     * @param chunks below 4096
     */
    void run(int phase, int chunks) {
        if (alone || chunks <= 1) {
            for (int chunk = 0; chunk < chunks; chunk++) {
                work.run(phase, chunk, 0);
            }
            return;
        }
        unfinished.set(chunks);
        ticket.set(++phases << 32 | (long) phase << 24 | (long) chunks << 12);
        for (long seen = ticket.get(); first(seen) < end(seen); seen = ticket.get()) {
            if (ticket.compareAndSet(seen, seen + 1)) {
                finish(phase, first(seen), 0);
            }
        }
        int spins = 0;
        while (unfinished.get() > 0) {
            pause(spins++);
        }
        stalls += spins > SPINS ? 1 : 0;
        if (stalls > FEW_STALLS + phases / PHASES_PER_STALL) {
            end();
        }
        Throwable thrown = failure;
        if (thrown != null) {
            throw new IllegalStateException("a part of a run failed on another thread", thrown);
        }
    }

    /** Sends the helpers away; the leader calls, and runs by itself whatever phases are still to come. */
    void end() {
        alone = true;
        ticket.set(END);
        // Those that nobody has taken come out of the queue again, the last one first: a thread may lead many runs.
        for (int h = helpers.length - 1; h >= 0; h--) {
            if (!helpers[h].tryUnfork()) {
                helpers[h].cancel(false);
            }
        }
    }

    private void help(int worker) {
        int spins = 0;
        for (long seen = ticket.get(); seen != END; seen = ticket.get()) {
            if (first(seen) == end(seen)) {
                pause(spins++);
            } else if (ticket.compareAndSet(seen, seen - (1 << 12))) {
                finish((int) (seen >>> 24) & 0xff, end(seen) - 1, worker);
                spins = 0;
            }
        }
    }

    private void finish(int phase, int chunk, int worker) {
        try {
            work.run(phase, chunk, worker);
        } catch (RuntimeException | Error thrown) {
            failure = thrown;
        } finally {
            unfinished.decrementAndGet();
        }
    }

    private static int first(long ticket) {
        return (int) ticket & 0xfff;
    }

    private static int end(long ticket) {
        return (int) (ticket >>> 12) & 0xfff;
    }

    private static void pause(int spins) {
        if (spins < SPINS) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }
}
