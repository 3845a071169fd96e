package org.deciban.examples.publishedvsrepaired;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.deciban.examples.Story;
import org.junit.jupiter.api.Test;

class PublishedVsRepairedTest {
    private static String told() {
        return Story.told(PublishedVsRepaired::tell);
    }

    @Test
    void theStoryIsAsPrinted() {
        assertThat(told()).isEqualTo(Story.expected(getClass()));
    }

    /** Worked out by hand: sums over the states of the internal node. */
    @Test
    void thePosteriorsAreThoseOfBayesRule() {
        double muddyIfWet = 0.3 * 0.1 + 0.7 * 0.9;
        double muddyIfDry = 0.95 * 0.1 + 0.05 * 0.9;
        double rain = 0.2 * (0.2 * muddyIfDry + 0.8 * muddyIfWet);
        double dry = 0.8 * (0.9 * muddyIfDry + 0.1 * muddyIfWet);
        double wet = (0.8 * 0.1 + 0.2 * 0.8) * muddyIfWet;
        double all = rain + dry;
        assertThat(told())
                .contains("v0 0.900000  v2 0.730000")
                .contains(String.format(Locale.ROOT, "rain %.6f  wet %.6f", rain / all, wet / all));
    }
}
