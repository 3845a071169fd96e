package org.deciban.factorgraph.knowledge;

import java.util.ArrayList;
import java.util.List;

/**
 * Clauses over a finite set of constants, with the questions that are asked of them.
 *
 * @param clauses facts and rules in the order of the program
 * @param queries what is asked
 * @param evidence what is observed
 */
public record KnowledgeBase(List<Clause> clauses, List<Query> queries, List<Observation> evidence) {
    /** Copies the lists. */
    public KnowledgeBase {
        clauses = List.copyOf(clauses);
        queries = List.copyOf(queries);
        evidence = List.copyOf(evidence);
    }

    /** Builds a knowledge base in Java, with typed predicates. */
    public static KnowledgeBaseBuilder builder() {
        return new KnowledgeBaseBuilder();
    }

    /** The same clauses with other questions, and with more evidence. */
    public KnowledgeBase asked(List<Query> others, List<Observation> more) {
        List<Observation> all = new ArrayList<>(evidence);
        all.addAll(more);
        return new KnowledgeBase(clauses, others, all);
    }

    /** The same without some of the clauses. */
    public KnowledgeBase without(java.util.function.Predicate<Clause> dropped) {
        return new KnowledgeBase(clauses.stream().filter(dropped.negate()).toList(), queries, evidence);
    }

    /** The program, as {@link ProgramReader} reads it; of a knowledge base that was built in Java too. */
    public String text() {
        return new ProgramText(this).program();
    }

    /** One of the clauses as the program writes it. */
    public String text(Clause clause) {
        return new ProgramText(this).clause(clause);
    }

    /**
     * A question.
     *
     * @param atom with variables it asks for every atom of that form that may be true
     */
    public record Query(Atom atom, Place place) {}

    /**
     * An observed atom.
     *
     * @param atom without variables
     * @param holds whether it was seen to be true
     */
    public record Observation(Atom atom, boolean holds, Place place) {
        @Override
        public String toString() {
            return (holds ? "" : "\\+") + atom;
        }
    }
}
