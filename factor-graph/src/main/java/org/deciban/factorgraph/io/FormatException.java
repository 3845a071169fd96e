package org.deciban.factorgraph.io;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A file that cannot be read as a model: absent, unreadable, or not of its format.
 *
 * <p>Unchecked, like {@link org.deciban.factorgraph.InvalidGraphException}: most callers can only pass the message on,
 * and it is written for the person who has the file. Failures of the disk while reading are reported by this exception
 * too, with the {@link java.io.IOException} as its cause.
 *
 * <p>The message is one line {@code file:line:column: expected …, found …} for each problem.
 */
public final class FormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<FormatProblem> problems;

    FormatException(List<FormatProblem> problems, long unlisted, @Nullable Throwable cause) {
        super(describe(problems, unlisted), cause);
        this.problems = List.copyOf(problems);
    }

    private static String describe(List<FormatProblem> problems, long unlisted) {
        String listed = problems.stream().map(FormatProblem::toString).collect(Collectors.joining("\n"));
        return unlisted == 0 ? listed : listed + "\nand " + unlisted + " more problems";
    }

    /**
     * The problems in the order of the message, never empty. A file with very many problems has only the first of them.
     */
    public List<FormatProblem> problems() {
        return problems;
    }

    /** The file of the first problem, as the caller named it. */
    public String file() {
        return problems.get(0).file();
    }

    /** The line of the first problem; see {@link FormatProblem#line}. */
    public int line() {
        return problems.get(0).line();
    }

    /** The column of the first problem; see {@link FormatProblem#column}. */
    public int column() {
        return problems.get(0).column();
    }

    /** What the format asks for at the first problem. */
    public String expected() {
        return problems.get(0).expected();
    }

    /** What the file has at the first problem. */
    public String found() {
        return problems.get(0).found();
    }
}
