package org.deciban.factorgraph.io;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with one file, so that its owner hears of every fault at once. */
final class FormatProblems {
    /** More than anyone reads; without a limit, a large file of another kind would fill the memory with messages. */
    private static final int LISTED = 20;

    private final String file;
    private final List<FormatProblem> listed = new ArrayList<>();
    private long unlisted;

    FormatProblems(String file) {
        this.file = file;
    }

    void add(Position at, String expected, String found, String hint) {
        if (listed.size() < LISTED) {
            listed.add(problem(file, at, expected, found, hint));
        } else {
            unlisted++;
        }
    }

    /** How many problems were found so far. */
    long count() {
        return listed.size() + unlisted;
    }

    void throwIfAny() {
        if (!listed.isEmpty()) {
            throw new FormatException(listed, unlisted, null);
        }
    }

    static FormatException one(
            String file, Position at, String expected, String found, String hint, @Nullable Throwable cause) {
        return new FormatException(List.of(problem(file, at, expected, found, hint)), 0, cause);
    }

    private static FormatProblem problem(String file, Position at, String expected, String found, String hint) {
        return new FormatProblem(
                file, at.line(), at.column(), Excerpt.sentence(expected), Excerpt.sentence(found), hint);
    }
}
