package org.deciban.factorgraph;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Collects what is wrong, so that a caller hears of every fault at once. */
final class Problems {
    private final List<String> found = new ArrayList<>();

    void add(String format, Object... arguments) {
        found.add(String.format(Locale.ROOT, format, arguments));
    }

    void addAll(List<String> problems) {
        found.addAll(problems);
    }

    List<String> found() {
        return found;
    }

    void throwAsInvalidGraph() {
        throwIfAny(InvalidGraphException::new);
    }

    void throwIfAny(Function<List<String>, ? extends RuntimeException> exception) {
        if (!found.isEmpty()) {
            throw exception.apply(List.copyOf(found));
        }
    }

    /** One problem as it stands; several as a counted list. */
    static String describe(String subject, List<String> problems) {
        if (problems.size() == 1) {
            return problems.get(0);
        }
        return problems.size() + " problems in the " + subject + ":\n  - " + String.join("\n  - ", problems);
    }
}
