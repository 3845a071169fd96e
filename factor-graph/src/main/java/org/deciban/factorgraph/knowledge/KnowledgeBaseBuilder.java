package org.deciban.factorgraph.knowledge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.deciban.factorgraph.knowledge.Clause.Alternative;
import org.deciban.factorgraph.knowledge.Expression.Operand;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Observation;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Query;
import org.deciban.factorgraph.knowledge.KnowledgeException.Problem;
import org.deciban.factorgraph.knowledge.Literal.Positive;

/**
 * Builds a knowledge base of typed predicates over finite sets of entities.
 *
 * <p>Each set becomes a predicate that is true of its entities. A variable that no positive condition gives values to ranges over
 * the set of its argument, so that rules are safe. Nothing is checked before {@link #build}, which then names every problem.
 */
public final class KnowledgeBaseBuilder {
    private final Signatures signatures = new Signatures();
    private final List<Clause> clauses = new ArrayList<>();
    private final List<Query> queries = new ArrayList<>();
    private final List<Observation> evidence = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    KnowledgeBaseBuilder() {}

    /**
     * Declares a predicate.
     *
     * @param types of its arguments
     */
    public KnowledgeBaseBuilder predicate(String name, EntitySet... types) {
        signatures.declare(name, List.of(types));
        return this;
    }

    /** An atom that is true. */
    public KnowledgeBaseBuilder fact(Atom atom) {
        return add(Optional.empty(), OptionalDouble.empty(), atom, List.of());
    }

    /** An atom that is true with a probability, in [0, 1]; with variables each atom of that form by itself. */
    public KnowledgeBaseBuilder fact(double probability, Atom atom) {
        return rule(probability, atom);
    }

    /** A head that is true where all conditions are. */
    public KnowledgeBaseBuilder rule(Atom head, Literal... conditions) {
        return add(Optional.empty(), OptionalDouble.empty(), head, List.of(conditions));
    }

    /**
     * A noisy rule: where all conditions are true it makes its head true with a probability; several such rules are a noisy OR.
     *
     * @param probability in [0, 1]
     */
    public KnowledgeBaseBuilder rule(double probability, Atom head, Literal... conditions) {
        if (!(probability >= 0 && probability <= 1)) {
            refuse("the probability of " + head + " is " + probability + ", and it must be between 0 and 1");
            return this;
        }
        Expression expression = new Operand(new Term.Decimal(probability));
        return add(Optional.of(expression), OptionalDouble.empty(), head, List.of(conditions));
    }

    /**
     * A weighted rule of a logistic OR, as in the quantified Boolean Bayesian network (Coppola, 2024, arXiv:2402.06557): P(head) = 1/(1 + e^−s), s the sum of the weights of
     * all ground rules whose conditions are true. A variable that occurs in the conditions alone adds the weight once for each of its values
     * that make them true. A rule without conditions is the bias, and each predicate with weighted rules needs one whose arguments are
     * different variables; it has no other rules.
     *
     * <p>An atom becomes one conditional table with a row for each combination of its uncertain conditions. No atom may depend on
     * itself by weighted rules.
     *
     * @param weight log-odds in nats, finite
     */
    public KnowledgeBaseBuilder logOdds(double weight, Atom head, Literal... conditions) {
        if (!Double.isFinite(weight)) {
            refuse("the log-odds of " + head + " are " + weight + ", and they must be finite");
            return this;
        }
        return add(Optional.empty(), OptionalDouble.of(weight), head, List.of(conditions));
    }

    /** A question; see {@link Query}. */
    public KnowledgeBaseBuilder query(Atom atom) {
        queries.add(new Query(atom, place("query", queries.size())));
        return this;
    }

    /** An observation: an atom without variables that was seen to be true, or false. */
    public KnowledgeBaseBuilder evidence(Atom atom, boolean holds) {
        evidence.add(new Observation(atom, holds, place("evidence", evidence.size())));
        return this;
    }

    /**
     * The knowledge base.
     *
     * @throws KnowledgeException if a predicate is unknown or declared twice, an argument has the wrong type, a weight is out of
     *     range or a rule is unsafe; every problem is listed
     */
    public KnowledgeBase build() {
        TypeCheck check = new TypeCheck(signatures);
        clauses.forEach(check::clause);
        queries.forEach(query -> check.atoms(List.of(query.atom()), query.place()));
        evidence.forEach(seen -> check.ground(seen.atom(), seen.place()));
        List<Problem> found = new ArrayList<>(problems);
        found.addAll(signatures.problems());
        found.addAll(check.problems());
        found.addAll(withoutBias());
        List<Clause> all = new ArrayList<>(signatures.memberships());
        clauses.forEach(clause -> all.add(ranged(clause)));
        KnowledgeBase base = new KnowledgeBase(all, queries, evidence);
        if (found.isEmpty()) {
            found.addAll(Safety.problems(base));
        }
        if (!found.isEmpty()) {
            throw new KnowledgeException(found);
        }
        return base;
    }

    private KnowledgeBaseBuilder add(
            Optional<Expression> probability, OptionalDouble logOdds, Atom head, List<Literal> conditions) {
        Alternative alternative = new Alternative(probability, head);
        clauses.add(new Clause(List.of(alternative), conditions, place("clause", clauses.size()), logOdds));
        return this;
    }

    private static Place place(String what, int before) {
        return new Place(what + " " + (before + 1), 0, 0);
    }

    private void refuse(String what) {
        problems.add(new Problem(place("clause", clauses.size()), what));
    }

    private List<Problem> withoutBias() {
        Map<Predicate, Clause> weighted = new LinkedHashMap<>();
        Set<Predicate> others = new LinkedHashSet<>();
        Set<Predicate> biased = new LinkedHashSet<>();
        for (Clause clause : clauses) {
            Atom head = clause.head().get(0).atom();
            if (clause.logOdds().isEmpty()) {
                others.add(head.predicate());
            } else {
                weighted.putIfAbsent(head.predicate(), clause);
                if (clause.body().isEmpty()
                        && head.variables().distinct().count()
                                == head.predicate().arity()) {
                    biased.add(head.predicate());
                }
            }
        }
        List<Problem> found = new ArrayList<>();
        weighted.forEach((predicate, clause) -> {
            if (others.contains(predicate)) {
                found.add(new Problem(clause.place(), predicate + " has rules with log-odds and rules without"));
            }
            if (!biased.contains(predicate)) {
                found.add(new Problem(
                        clause.place(),
                        predicate + " has log-odds and no bias. Maybe add logOdds(0, " + predicate.open()
                                + "), without conditions?"));
            }
        });
        return found;
    }

    /** With a condition for each variable that no positive condition gives values to. */
    private Clause ranged(Clause clause) {
        Set<String> open = new LinkedHashSet<>(clause.variables());
        clause.body().stream()
                .filter(Positive.class::isInstance)
                .flatMap(Literal::variables)
                .forEach(open::remove);
        List<Literal> body = new ArrayList<>();
        Map<String, EntitySet> types = signatures.types(clause);
        for (String variable : open) {
            if (types.containsKey(variable)) {
                body.add(types.get(variable)
                        .contains(new Term.Variable(variable))
                        .positive());
            }
        }
        body.addAll(clause.body());
        return new Clause(clause.head(), body, clause.place(), clause.logOdds());
    }
}
