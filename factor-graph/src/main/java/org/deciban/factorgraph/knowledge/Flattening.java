package org.deciban.factorgraph.knowledge;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.deciban.factorgraph.knowledge.Clause.Alternative;
import org.deciban.factorgraph.knowledge.Expression.Operand;
import org.deciban.factorgraph.knowledge.KnowledgeException.Problem;
import org.deciban.factorgraph.knowledge.Literal.Added;
import org.deciban.factorgraph.knowledge.Literal.Between;
import org.deciban.factorgraph.knowledge.Literal.Compared;
import org.deciban.factorgraph.knowledge.Literal.Negative;
import org.deciban.factorgraph.knowledge.Literal.Positive;
import org.deciban.factorgraph.knowledge.Term.Whole;

/**
 * Makes conjunctions of literals of the bodies of clauses.
 *
 * <p>A disjunction, and a negation of more than one atom or with variables of its own, becomes a predicate, its <em>group</em>: a
 * clause for each branch, over the variables that it shares with the rest of the clause. Its choices stay in the clause that
 * has them, so that both mean the same.
 */
final class Flattening {
    /** No program can write it. */
    private static final String GROUP = "\u0001group";

    private static final Set<Predicate> SUMS = Set.of(new Predicate("plus", 3), new Predicate("succ", 2));

    private static final int MOST_CONDITIONS = Long.SIZE;

    private final List<Clause> groups = new ArrayList<>();
    private int named;
    private Set<Predicate> own = Set.of();
    private final List<Problem> problems;

    Flattening(List<Problem> problems) {
        this.problems = problems;
    }

    /** Tells which predicates the program defines. */
    void define(Set<Predicate> predicates) {
        own = predicates;
    }

    static boolean isGroup(Predicate predicate) {
        return predicate.name().startsWith(GROUP);
    }

    static boolean isReserved(Predicate predicate) {
        return predicate.equals(new Predicate("true", 0))
                || predicate.equals(new Predicate("fail", 0))
                || predicate.equals(new Predicate("false", 0))
                || predicate.equals(new Predicate("between", 3));
    }

    /** Whether an atom of it is a test or a truth value; sums are, unless the program says itself what they are. */
    private boolean isBuiltIn(Predicate predicate) {
        return isReserved(predicate) || SUMS.contains(predicate) && !own.contains(predicate);
    }

    /** An atom of a new predicate, for the body of a query or of evidence. */
    Atom condition(List<Term> arguments) {
        return new Atom(GROUP + named++, arguments);
    }

    /** The clauses of the groups that were made. */
    List<Clause> groups() {
        return groups;
    }

    /** A clause whose body is a goal. */
    Clause clause(List<Alternative> head, Goal body, Place place) {
        return clause(head, body, place, OptionalDouble.empty());
    }

    /** The same with log-odds. */
    Clause clause(List<Alternative> head, Goal body, Place place, OptionalDouble logOdds) {
        return clause(
                        head,
                        body,
                        place,
                        logOdds.isPresent()
                                || head.stream()
                                        .anyMatch(alternative ->
                                                alternative.probability().isPresent()))
                .with(logOdds);
    }

    private Clause clause(List<Alternative> head, Goal body, Place place, boolean choices) {
        Clause onlyHead = new Clause(head, List.of(), place);
        List<Goal> parts = conjuncts(body);
        if (parts.size() > MOST_CONDITIONS) {
            problems.add(new Problem(
                    place,
                    "a clause has " + parts.size() + " conditions, and at most " + MOST_CONDITIONS + " are supported"));
            return onlyHead;
        }
        List<Literal> literals = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Set<String> elsewhere = onlyHead.headVariables().collect(Collectors.toCollection(LinkedHashSet::new));
            for (int j = 0; j < parts.size(); j++) {
                if (j != i) {
                    parts.get(j).variables().forEach(elsewhere::add);
                }
            }
            add(parts.get(i), elsewhere, choices, place, literals);
        }
        return new Clause(head, literals, place);
    }

    private static List<Goal> conjuncts(Goal goal) {
        return goal instanceof Goal.And and
                ? and.goals().stream().flatMap(part -> conjuncts(part).stream()).toList()
                : List.of(goal);
    }

    private void add(Goal goal, Set<String> elsewhere, boolean choices, Place place, List<Literal> literals) {
        if (goal instanceof Goal.Test test) {
            literals.add(test.literal());
        } else if (goal instanceof Goal.Call call) {
            call(call.atom(), literals);
        } else if (goal instanceof Goal.Or) {
            Set<String> local = new LinkedHashSet<>(goal.outsideOfNegations().toList());
            local.removeAll(elsewhere);
            if (choices && !local.isEmpty()) {
                problems.add(new Problem(
                        place,
                        "a clause with probabilities has variables, " + String.join(", ", local)
                                + ", that occur in a disjunction alone, so that it is not clear how many choices there are."
                                + " Maybe give the disjunction a predicate of its own?"));
            }
            literals.add(new Positive(group(goal, elsewhere, place)));
        } else if (goal instanceof Goal.Not not) {
            negation(not.goal(), elsewhere, place, literals);
        }
    }

    private void call(Atom atom, List<Literal> literals) {
        if (!isBuiltIn(atom.predicate())) {
            literals.add(new Positive(atom));
        } else if (atom.name().equals("between")) {
            literals.add(new Between(
                    new Operand(atom.arguments().get(0)),
                    new Operand(atom.arguments().get(1)),
                    atom.arguments().get(2)));
        } else if (atom.name().equals("plus")) {
            literals.add(new Added(
                    atom.arguments().get(0),
                    atom.arguments().get(1),
                    atom.arguments().get(2),
                    false));
        } else if (atom.name().equals("succ")) {
            literals.add(new Added(
                    atom.arguments().get(0), new Whole(1), atom.arguments().get(1), true));
        } else if (!atom.name().equals("true")) {
            literals.add(never());
        }
    }

    private static Literal never() {
        return new Compared(new Operand(new Whole(0)), Comparison.EQUAL, new Operand(new Whole(1)));
    }

    private void negation(Goal goal, Set<String> elsewhere, Place place, List<Literal> literals) {
        if (goal instanceof Goal.Test test && test.literal() instanceof Compared compared) {
            literals.add(new Compared(compared.left(), compared.operator().negated(), compared.right()));
        } else if (goal instanceof Goal.Call call
                && !isBuiltIn(call.atom().predicate())
                && elsewhere.containsAll(call.atom().variables().toList())) {
            literals.add(new Negative(call.atom()));
        } else {
            literals.add(new Negative(group(goal, elsewhere, place)));
        }
    }

    /** A new predicate that is true where the goal is, over the variables that also occur elsewhere. */
    private Atom group(Goal goal, Set<String> elsewhere, Place place) {
        List<Term> shared = goal.variables()
                .distinct()
                .filter(elsewhere::contains)
                .<Term>map(Term.Variable::new)
                .toList();
        Atom head = new Atom(GROUP + place.line() + "." + place.column() + "." + named++, shared);
        List<Goal> branches = goal instanceof Goal.Or or ? or.goals() : List.of(goal);
        for (Goal branch : branches) {
            groups.add(clause(List.of(new Alternative(Optional.empty(), head)), branch, place));
        }
        return head;
    }
}
