package org.deciban.factorgraph.knowledge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deciban.factorgraph.knowledge.Certainty.Value;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Observation;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Query;

/**
 * Queries and evidence with a body, as {@code query(heads(C)) :- coin(C)}: each binding that makes the body true is one. A query is asked
 * where its body may be true; the body of evidence has to be certain.
 */
final class ConditionalQuestions {
    private final List<Query> queries = new ArrayList<>();
    private final List<Observation> evidence = new ArrayList<>();
    private final KnowledgeBase base;

    /**
     * One of them.
     *
     * @param condition a clause whose head has the variables that the atom and the body share
     * @param isQuery whether it is a query; otherwise evidence that holds or not
     */
    record Conditional(Atom atom, Clause condition, boolean isQuery, boolean holds, Place place) {}

    private ConditionalQuestions(KnowledgeBase base) {
        this.base = base;
    }

    /**
     * A knowledge base with the queries and the evidence that its bodies give, behind its own.
     *
     * @param base its clauses, the conditions not among them
     * @throws KnowledgeException if the body of evidence is not certain, or leaves a variable without a value
     */
    static KnowledgeBase resolved(KnowledgeBase base, List<Conditional> conditionals) {
        if (conditionals.isEmpty()) {
            return base;
        }
        ConditionalQuestions resolved = new ConditionalQuestions(base);
        resolved.queries.addAll(base.queries());
        resolved.evidence.addAll(base.evidence());
        conditionals.forEach(resolved::resolve);
        return new KnowledgeBase(base.clauses(), resolved.queries, resolved.evidence);
    }

    private void resolve(Conditional conditional) {
        Atom head = conditional.condition().head().get(0).atom();
        List<Clause> clauses = new ArrayList<>(base.clauses());
        clauses.add(conditional.condition());
        GroundProgram program = Grounder.ground(
                new KnowledgeBase(clauses, List.of(new Query(head, conditional.place())), List.of()),
                Grounding.DEFAULT_STEPS);
        Certainty certainty = Certainty.of(program);
        for (int answer : program.queries()) {
            if (certainty.of(answer) != Value.IMPOSSIBLE) {
                Map<String, Term> values = new HashMap<>();
                List<Term> found = program.symbols().written(answer).arguments();
                for (int i = 0; i < found.size(); i++) {
                    values.put(((Term.Variable) head.arguments().get(i)).name(), found.get(i));
                }
                add(conditional, replaced(conditional.atom(), values), certainty.of(answer) == Value.CERTAIN);
            }
        }
    }

    private void add(Conditional conditional, Atom atom, boolean certain) {
        if (conditional.isQuery()) {
            queries.add(new Query(atom, conditional.place()));
        } else if (!certain) {
            throw new KnowledgeException(
                    conditional.place(), "evidence whose body is not certain is not supported: " + atom);
        } else if (!atom.isGround()) {
            throw new KnowledgeException(conditional.place(), "evidence with variables is not supported: " + atom);
        } else {
            evidence.add(new Observation(atom, conditional.holds(), conditional.place()));
        }
    }

    private static Atom replaced(Atom atom, Map<String, Term> values) {
        return new Atom(
                atom.name(),
                atom.arguments().stream()
                        .map(term -> term instanceof Term.Variable variable
                                ? values.getOrDefault(variable.name(), term)
                                : term)
                        .toList());
    }
}
