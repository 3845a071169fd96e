package org.deciban.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.deciban.examples.Story;
import org.junit.jupiter.api.Test;

class QuickstartTest {
    private static String told() {
        return Story.told(Quickstart::tell);
    }

    @Test
    void theStoryIsAsPrinted() {
        assertThat(told()).isEqualTo(Story.expected(getClass()));
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
