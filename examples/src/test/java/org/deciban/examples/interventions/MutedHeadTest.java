package org.deciban.examples.interventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deciban.examples.Story;
import org.junit.jupiter.api.Test;

class MutedHeadTest {
    private static final Path SOURCE = Path.of("src/main/java/org/deciban/examples/interventions/MutedHead.java");

    private static String told() {
        return Story.told(MutedHead::tell);
    }

    @Test
    void theStoryIsAsPrinted() {
        assertThat(told()).isEqualTo(Story.expected(getClass()));
    }

    /** Worked out by hand, as products of messages. */
    @Test
    void theNumbersAreThoseOfTheMessages() {
        double wetIfRain = 0.8 * 0.7;
        double dryIfRain = 0.2 * 0.05;
        double muddyIfRain = dryIfRain + wetIfRain;
        double muddyIfNot = 0.9 * 0.05 + 0.1 * 0.7;
        double rain = 0.2 * muddyIfRain / (0.2 * muddyIfRain + 0.8 * muddyIfNot);
        assertThat(told()).contains(String.format(Locale.ROOT, "rain=yes %.6f, grass=wet", rain));
        // What the grass says to its own factor now holds what that factor said of rain: 0.76 dry, 0.24 wet.
        double toldTwiceIfRain = 0.2 * 0.05 * 0.76 + 0.8 * 0.7 * 0.24;
        double toldTwiceIfNot = 0.9 * 0.05 * 0.76 + 0.1 * 0.7 * 0.24;
        double muted = 0.2 * toldTwiceIfRain / (0.2 * toldTwiceIfRain + 0.8 * toldTwiceIfNot);
        assertThat(told())
                .containsPattern(Pattern.quote(String.format(Locale.ROOT, "rain=yes %.6f", muted)) + ".*without it");
        double cleanIfRain = 0.2 * 0.95 + 0.8 * 0.3;
        double cleanIfNot = 0.9 * 0.95 + 0.1 * 0.3;
        double patched = 0.2 * cleanIfRain / (0.2 * cleanIfRain + 0.8 * cleanIfNot);
        assertThat(told())
                .containsPattern(Pattern.quote(String.format(Locale.ROOT, "rain=yes %.6f", patched)) + ".*patched");
    }

    @Test
    void theDocumentShowsThisCodeAndWhatItPrints() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "hooks.md"));
        Matcher code = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(document);
        assertThat(code.find()).isTrue();
        String source = Files.readString(SOURCE).replaceAll("\\s+", " ");
        do {
            assertThat(source).contains(code.group(1).strip().replaceAll("\\s+", " "));
        } while (code.find());
        assertThat(document).contains(told());
    }
}
