package org.deciban.cli;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows on a terminal that work goes on, once it has taken a while; shows nothing elsewhere. */
final class Progress {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int WIDTH = 78;
    private static final int UNKNOWN = -1;

    private final Console console;
    private final Duration patience;

    Progress(Console console) {
        this(console, PATIENCE);
    }

    Progress(Console console, Duration patience) {
        this.console = console;
        this.patience = patience;
    }

    /** Does work of which nobody knows how far it is. */
    <T> T watch(String task, Supplier<T> work) {
        return watch(task, UNKNOWN, step -> work.get());
    }

    /**
     * Does work that takes a number of steps.
     *
     * @param work is handed what it calls after each step
     */
    <T> T watch(String task, long steps, Function<Runnable, T> work) {
        if (!console.terminal()) {
            return work.apply(() -> {});
        }
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(Progress::daemon);
        Bar bar = new Bar(task, steps);
        try {
            clock.schedule(bar::show, patience.toMillis(), TimeUnit.MILLISECONDS);
            return work.apply(bar::step);
        } finally {
            clock.shutdownNow();
            bar.close();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "progress");
        thread.setDaemon(true);
        return thread;
    }

    private final class Bar {
        private final String task;
        private final long steps;
        private long done;
        private boolean closed;
        private @Nullable ProgressBar shown;

        Bar(String task, long steps) {
            this.task = task;
            this.steps = steps;
        }

        synchronized void step() {
            done++;
            if (shown != null) {
                shown.stepTo(done);
            }
        }

        synchronized void show() {
            if (!closed) {
                shown = new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(steps)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setConsumer(new ConsoleProgressBarConsumer(console.err(), WIDTH))
                        .clearDisplayOnFinish()
                        .build();
                shown.stepTo(done);
            }
        }

        synchronized void close() {
            closed = true;
            if (shown != null) {
                shown.close();
            }
        }
    }
}
