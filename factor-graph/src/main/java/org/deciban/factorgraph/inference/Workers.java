package org.deciban.factorgraph.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Runs the parts of a task side by side; one part is the caller's own. */
final class Workers implements AutoCloseable {
    private final int parts;
    private final ExecutorService executor;

    Workers(int parts) {
        this.parts = parts;
        this.executor = Executors.newFixedThreadPool(Math.max(1, parts - 1), task -> {
            Thread thread = new Thread(task, "belief-propagation");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Runs parts 0 … n−1 and waits for all of them. If several fail, the failure of the first part is thrown, so that the
     * error does not depend on timing.
     */
    void run(IntConsumer task) {
        List<Future<?>> others = new ArrayList<>();
        for (int part = 1; part < parts; part++) {
            int own = part;
            others.add(executor.submit(() -> task.accept(own)));
        }
        RuntimeException failure = attempt(() -> task.accept(0));
        for (Future<?> other : others) {
            RuntimeException otherFailure = attempt(() -> await(other));
            failure = failure == null ? otherFailure : failure;
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static @Nullable RuntimeException attempt(Runnable work) {
        try {
            work.run();
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }

    private static void await(Future<?> future) {
        try {
            future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during belief propagation", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
