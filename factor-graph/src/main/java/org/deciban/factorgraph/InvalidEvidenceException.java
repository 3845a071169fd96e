package org.deciban.factorgraph;

import java.util.List;

/** Evidence that does not fit its graph: an unknown variable or state, or a likelihood that is none. */
public final class InvalidEvidenceException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    InvalidEvidenceException(List<String> problems) {
        super(Problems.describe("evidence", problems));
        this.problems = problems;
    }

    /** Every problem found; never empty. */
    public List<String> problems() {
        return problems;
    }
}
