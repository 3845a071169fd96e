package org.deciban.factorgraph.io;

import java.util.List;

/** The refusal to write a graph that a format cannot hold. */
final class Unwritable {
    private Unwritable() {}

    static void throwIfAny(List<String> obstacles, String format) {
        if (!obstacles.isEmpty()) {
            throw new IllegalArgumentException(
                    "the graph cannot be written as " + format + ": " + String.join("; ", obstacles));
        }
    }
}
