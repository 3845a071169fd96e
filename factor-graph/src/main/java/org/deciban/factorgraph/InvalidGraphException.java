package org.deciban.factorgraph;

import java.util.List;

/** A variable, factor or factor graph that cannot be; says everything that is wrong with it. */
public final class InvalidGraphException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    InvalidGraphException(List<String> problems) {
        super(Problems.describe("factor graph", problems));
        this.problems = problems;
    }

    /** Every problem found, in the order of declaration; never empty. */
    public List<String> problems() {
        return problems;
    }
}
