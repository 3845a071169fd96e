package org.deciban.transformer.folded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TeamTest {
    private static final int PHASES = 2000;
    private static final int CHUNKS = 24;

    /** Counts how often each chunk is run, and chunks that see one of the phase before that is not done. */
    private static final class Counting implements Team.Work {
        private final AtomicIntegerArray runs = new AtomicIntegerArray(CHUNKS);
        private final AtomicIntegerArray early = new AtomicIntegerArray(1);
        private volatile int phase;

        @Override
        public void run(int number, int chunk, int worker) {
            for (int other = 0; other < CHUNKS; other++) {
                int done = runs.get(other);
                if (done < phase || done > phase + 1) {
                    early.incrementAndGet(0);
                }
            }
            runs.incrementAndGet(chunk);
        }
    }

    /** A pool of one thread is busy with the leader: no helper ever comes. */
    @ParameterizedTest
    @CsvSource({"1, 1", "1, 4", "2, 2", "4, 2", "4, 4", "3, 8"})
    void everyChunkRunsOnceInEveryPhaseAndAfterThePhaseBefore(int threads, int workers) {
        Counting work = new Counting();
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            pool.submit(() -> {
                        Team team = new Team(work, workers);
                        for (int phase = 0; phase < PHASES; phase++) {
                            work.phase = phase;
                            team.run(phase % 5, CHUNKS);
                        }
                        team.end();
                    })
                    .join();
        } finally {
            pool.shutdown();
        }
        for (int chunk = 0; chunk < CHUNKS; chunk++) {
            assertThat(work.runs.get(chunk)).as("chunk %d", chunk).isEqualTo(PHASES);
        }
        assertThat(work.early.get(0)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void whatFailsInAChunkFailsTheRun(int threads) {
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            assertThatThrownBy(() -> pool.submit(() -> {
                                Team team = new Team(
                                        (phase, chunk, worker) -> {
                                            if (chunk == 7) {
                                                throw new ArithmeticException("seven");
                                            }
                                        },
                                        3);
                                try {
                                    team.run(0, CHUNKS);
                                } finally {
                                    team.end();
                                }
                            })
                            .join())
                    .hasStackTraceContaining("seven");
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void whatNobodyTookIsNotLeftInTheQueue() {
        ForkJoinPool pool = new ForkJoinPool(1);
        try {
            int left = pool.submit(() -> {
                        for (int run = 0; run < 100; run++) {
                            Team team = new Team((phase, chunk, worker) -> {}, 4);
                            team.run(0, CHUNKS);
                            team.end();
                        }
                        return ForkJoinTask.getQueuedTaskCount();
                    })
                    .join();
            assertThat(left).isZero();
        } finally {
            pool.shutdown();
        }
    }
}
