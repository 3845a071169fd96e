package org.deciban.factorgraph.knowledge;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A knowledge base that has no meaning, or none that is supported: it cannot be read, a rule is unsafe, a predicate unknown, atoms
 * depend on their own negation.
 *
 * <p>The message is one line {@code file:line:column: …} for each problem.
 */
public final class KnowledgeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * One thing that is wrong.
     *
     * @param what what, and maybe what to do about it
     */
    public record Problem(Place place, String what) {
        @Override
        public String toString() {
            return place + ": " + what;
        }
    }

    KnowledgeException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    KnowledgeException(Place place, String what) {
        this(List.of(new Problem(place, what)));
    }

    /** The problems in the order of the message, never empty. */
    public List<Problem> problems() {
        return problems;
    }
}
