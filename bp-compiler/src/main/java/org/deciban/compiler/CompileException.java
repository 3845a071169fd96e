package org.deciban.compiler;

import java.util.List;

/** A graph that cannot be compiled as asked; lists every reason, and the construction that would accept it. */
public final class CompileException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    CompileException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** Every reason; never empty. */
    public List<String> problems() {
        return problems;
    }
}
