package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.random.RandomModels;
import org.deciban.factorgraph.random.TableLaw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkersTest {
    private static final long PATIENCE_IN_MILLISECONDS = 10_000;

    @Test
    void everyPartRunsOnceAndTheFirstOnTheThreadOfTheCaller() {
        ConcurrentLinkedQueue<Integer> parts = new ConcurrentLinkedQueue<>();
        AtomicReference<Thread> first = new AtomicReference<>();
        try (Workers workers = new Workers(3)) {
            workers.run(part -> {
                parts.add(part);
                if (part == 0) {
                    first.set(Thread.currentThread());
                }
            });
        }
        assertThat(parts).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(first.get()).isSameAs(Thread.currentThread());
    }

    /** The parts wait for each other, which they can on threads of their own alone. */
    @Test
    void partsRunSideBySide() {
        CountDownLatch begun = new CountDownLatch(4);
        try (Workers workers = new Workers(4)) {
            workers.run(part -> {
                begun.countDown();
                await(begun);
            });
        }
        assertThat(begun.getCount()).isZero();
    }

    @Test
    void theFailureOfTheFirstPartThatFailsIsThrownWhicheverFailsFirst() {
        CountDownLatch lastHasFailed = new CountDownLatch(1);
        try (Workers workers = new Workers(4)) {
            assertThatThrownBy(() -> workers.run(part -> {
                        if (part == 1) {
                            await(lastHasFailed);
                        } else if (part == 3) {
                            lastHasFailed.countDown();
                        }
                        if (part > 0) {
                            throw new ArithmeticException("part " + part);
                        }
                    }))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessage("part 1");
        }
    }

    @Test
    void anErrorOfAnotherThreadArrivesWithItsCause() {
        try (Workers workers = new Workers(2)) {
            assertThatThrownBy(() -> workers.run(part -> {
                        if (part == 1) {
                            throw new StackOverflowError();
                        }
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasCauseInstanceOf(StackOverflowError.class);
        }
    }

    @Test
    void anInterruptionEndsTheWaitAndIsPassedOn() {
        CountDownLatch never = new CountDownLatch(1);
        try (Workers workers = new Workers(2)) {
            assertThatThrownBy(() -> workers.run(part -> {
                        if (part == 0) {
                            Thread.currentThread().interrupt();
                        } else {
                            await(never);
                        }
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("interrupted");
            assertThat(Thread.interrupted()).isTrue();
        } finally {
            never.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Of a graph cut in three parts, whichever finds it. */
    @Test
    void evidenceThatIsImpossibleIsFoundOnEveryThread() {
        for (int at = 0; at < 3; at++) {
            FactorGraph.Builder builder = FactorGraph.builder();
            for (int v = 0; v < 3; v++) {
                builder.variable("x" + v, "a", "b").factor(List.of("x" + v), v == at ? 0 : 1, 1);
            }
            for (int v = 0; v < 3; v++) {
                builder.factor(List.of("x" + v), 1, v == at ? 0 : 1);
            }
            FactorGraph graph = builder.build();
            BeliefPropagationOptions options =
                    BeliefPropagationOptions.defaults().withThreads(3);
            assertThatThrownBy(() -> BeliefPropagation.run(graph, Evidence.none(), options))
                    .isInstanceOf(ImpossibleEvidenceException.class)
                    .hasMessageContaining("x" + at);
        }
    }

    @Test
    void aRunLeavesNoThreadBehind() throws InterruptedException {
        Set<Thread> before = threads();
        FactorGraph graph = RandomModels.grid(1, 5, 5, TableLaw.binary());
        ConcurrentLinkedQueue<Thread> during = new ConcurrentLinkedQueue<>();
        try (Workers workers = new Workers(3)) {
            workers.run(part -> during.add(Thread.currentThread()));
        }
        during.remove(Thread.currentThread());
        assertThat(during).hasSize(2).allMatch(Thread::isDaemon);
        BeliefPropagation.run(
                graph, Evidence.none(), BeliefPropagationOptions.defaults().withThreads(3));
        Set<Thread> after = threads();
        after.removeAll(before);
        for (Thread thread : after) {
            thread.join(PATIENCE_IN_MILLISECONDS);
        }
        assertThat(after).noneMatch(Thread::isAlive);
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("belief-propagation"))
                .collect(Collectors.toSet());
    }
}
