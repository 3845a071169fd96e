package org.deciban.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class QuickstartTest {
    private static String told() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Quickstart.tell(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theStoryIsAsPrinted() throws IOException {
        try (InputStream expected = Objects.requireNonNull(getClass().getResourceAsStream("expected.txt"))) {
            assertThat(told())
                    .isEqualToNormalizingNewlines(new String(expected.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Worked out by hand: each line sums over the states of the grass. */
    @Test
    void theNumbersAreThoseOfBayesRule() {
        double muddyIfRain = 0.2 * 0.05 + 0.8 * 0.7;
        double muddyIfNot = 0.9 * 0.05 + 0.1 * 0.7;
        double rain = 0.2 * muddyIfRain / (0.2 * muddyIfRain + 0.8 * muddyIfNot);
        double message = muddyIfRain / (muddyIfRain + muddyIfNot);
        assertThat(told())
                .contains("P(rain=yes) = 0.200000")
                .contains(String.format(Locale.ROOT, "P(rain=yes | shoes=muddy) = %.6f", rain))
                .contains(String.format(Locale.ROOT, "(update): rain=no %.6f, rain=yes %.6f", 1 - message, message));
    }
}
