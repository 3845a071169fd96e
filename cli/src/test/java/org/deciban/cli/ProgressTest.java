package org.deciban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private String shown(boolean terminal, Duration patience) {
        Progress progress = new Progress(new Console(out, err, terminal), patience);
        int answer = progress.watch("counting", 3, step -> {
            for (int i = 0; i < 3; i++) {
                sleep();
                step.run();
            }
            return 42;
        });
        assertThat(answer).isEqualTo(42);
        assertThat(out.size()).isZero();
        return err.toString(StandardCharsets.UTF_8);
    }

    private static void sleep() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void longWorkShowsProgressOnATerminal() {
        assertThat(shown(true, Duration.ZERO)).contains("counting");
    }

    @Test
    void shortWorkShowsNone() {
        assertThat(shown(true, Duration.ofMinutes(1))).isEmpty();
    }

    @Test
    void aFileGetsNone() {
        assertThat(shown(false, Duration.ZERO)).isEmpty();
    }

    @Test
    void workWithoutStepsIsWatchedToo() {
        Progress progress = new Progress(new Console(out, err, true), Duration.ZERO);
        assertThat(progress.<String>watch("thinking", () -> {
                    sleep();
                    return "done";
                }))
                .isEqualTo("done");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("thinking");
    }
}
