package org.deciban.compiler;

import java.util.List;

/** A transformer and a graph that do not speak of the same variables; lists every difference. */
public final class ModelMismatchException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    ModelMismatchException(String file, List<String> problems) {
        super("the transformer " + file + " and the graph do not fit:\n" + String.join("\n", problems)
                + "\nMaybe the transformer was made from another graph?");
        this.problems = List.copyOf(problems);
    }

    /** Every difference; never empty. */
    public List<String> problems() {
        return problems;
    }
}
