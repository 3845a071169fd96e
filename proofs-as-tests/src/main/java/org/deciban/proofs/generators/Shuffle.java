package org.deciban.proofs.generators;

import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** Orders drawn uniformly; {@link Collections#shuffle} takes no {@link RandomGenerator} before Java 21. */
final class Shuffle {
    private Shuffle() {}

    static void inPlace(List<?> list, RandomGenerator random) {
        for (int end = list.size(); end > 1; end--) {
            Collections.swap(list, end - 1, random.nextInt(end));
        }
    }
}
