package org.deciban.heads.count01;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.deciban.tunnels.LabelledSequence;
import org.junit.jupiter.api.Test;

class Count01StringsTest {
    private static final Count01Strings TASK = new Count01Strings(6);

    /** All 1,092 strings, counted from their text. */
    @Test
    void everyStringIsAnsweredByItsCount() {
        List<String> strings = new ArrayList<>(List.of(""));
        for (int i = 0; i < strings.size(); i++) {
            String string = strings.get(i);
            if (string.length() < 6) {
                strings.addAll(List.of(string + "0", string + "1", string + "2"));
            }
        }
        for (String string : strings.subList(1, strings.size())) {
            LabelledSequence sequence = TASK.of(string.chars().map(c -> c - '0').toArray());
            int more = string.replaceAll("[^1]", "").length()
                            > string.replaceAll("[^0]", "").length()
                    ? 1
                    : 0;
            StringBuilder text = new StringBuilder();
            for (int symbol : sequence.tokens().symbols()) {
                text.append(TASK.inputs().get(symbol));
            }
            assertThat(text.toString()).isEqualTo("^" + string + "=" + more + "$".repeat(6 - string.length()));
            int n = string.length();
            assertThat(sequence.positions()).containsExactly(n, n + 1, n + 2);
            assertThat(sequence.labels()).containsExactly(3, more, 2);
            double[][] posterior = TASK.posterior(sequence.tokens(), sequence.positions());
            for (int p = 0; p < 3; p++) {
                double[] certain = new double[4];
                certain[sequence.labels()[p]] = 1;
                assertThat(posterior[p]).containsExactly(certain);
            }
        }
        assertThat(strings).hasSize(1093);
    }

    @Test
    void lengthsAndSymbolsAreDrawnAlike() {
        SplittableRandom random = new SplittableRandom(1);
        int[] lengths = new int[7];
        for (int i = 0; i < 6000; i++) {
            lengths[TASK.draw(random).positions()[0]]++;
        }
        // Six deviations of a binomial of 1/6.
        for (int length = 1; length <= 6; length++) {
            assertThat(lengths[length]).isBetween(1000 - 175, 1000 + 175);
        }
    }

    @Test
    void whatIsNoStringIsRefused() {
        assertThatThrownBy(() -> TASK.of()).hasMessageContaining("1 … 6 symbols");
        assertThatThrownBy(() -> TASK.of(0, 3)).hasMessageContaining("of 0, 1 and 2");
        assertThatThrownBy(() -> new Count01Strings(0)).hasMessageContaining("got 0");
    }
}
