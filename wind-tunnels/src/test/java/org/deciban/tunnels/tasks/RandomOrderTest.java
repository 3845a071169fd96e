package org.deciban.tunnels.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RandomOrderTest {
    /** Of 24,000 draws each of the 24 orders takes 1,000 on average, with a deviation of 31. */
    @Test
    void everyOrderComesAsOften() {
        SplittableRandom random = new SplittableRandom(1);
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < 24_000; i++) {
            counts.merge(Arrays.toString(RandomOrder.draw(4, random)), 1, Integer::sum);
        }
        assertThat(counts).hasSize(24);
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(850, 1150));
    }

    @Test
    void ofNothingThereIsOneOrder() {
        assertThat(RandomOrder.draw(0, new SplittableRandom(1))).isEmpty();
    }
}
