package org.deciban.factorgraph.knowledge;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deciban.factorgraph.knowledge.Literal.Negative;

/** Writes programs so that {@link ProgramReader} reads the same again: bodies with the disjunctions and negations that they had. */
final class ProgramText {
    private final KnowledgeBase base;
    private final Map<Predicate, List<Clause>> groups;

    ProgramText(KnowledgeBase base) {
        this.base = base;
        this.groups = base.clauses().stream()
                .filter(ProgramText::isPart)
                .collect(Collectors.groupingBy(
                        clause -> clause.head().get(0).atom().predicate()));
    }

    private static boolean isPart(Clause clause) {
        return Flattening.isGroup(clause.head().get(0).atom().predicate());
    }

    /** A line for each clause, observation and query. */
    String program() {
        return Stream.of(
                        base.clauses().stream()
                                .filter(clause -> !isPart(clause))
                                .map(this::clause),
                        base.evidence().stream().map(seen -> "evidence(" + seen + ")."),
                        base.queries().stream().map(query -> "query(" + query.atom() + ")."))
                .flatMap(lines -> lines)
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    /** A clause; of a part of a body, that part. */
    String clause(Clause clause) {
        String body = body(clause);
        return isPart(clause) ? body : clause.headText() + (clause.body().isEmpty() ? "" : " :- " + body) + ".";
    }

    private String body(Clause clause) {
        return clause.body().isEmpty()
                ? "true"
                : clause.body().stream().map(this::literal).collect(Collectors.joining(", "));
    }

    private String literal(Literal literal) {
        List<Clause> branches = literal.findAtom()
                .map(atom -> groups.getOrDefault(atom.predicate(), List.of()))
                .orElse(List.of());
        return branches.isEmpty()
                ? literal.toString()
                : branches.stream()
                        .map(this::body)
                        .collect(Collectors.joining(" ; ", literal instanceof Negative ? "\\+(" : "(", ")"));
    }
}
