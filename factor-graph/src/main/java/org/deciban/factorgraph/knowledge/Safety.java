package org.deciban.factorgraph.knowledge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Observation;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Query;
import org.deciban.factorgraph.knowledge.KnowledgeException.Problem;
import org.deciban.factorgraph.knowledge.Literal.Assigned;
import org.deciban.factorgraph.knowledge.Literal.Between;
import org.deciban.factorgraph.knowledge.Literal.Compared;
import org.deciban.factorgraph.knowledge.Literal.Negative;
import org.deciban.factorgraph.knowledge.Literal.Positive;

/**
 * Checks that a knowledge base speaks of finitely many things: every variable of a clause takes its values from a positive condition,
 * and every predicate that is used is defined.
 */
final class Safety {
    private final KnowledgeBase base;
    private final Set<Predicate> defined = new HashSet<>();
    /** Argument positions of groups that have to be known before the group can be looked at. */
    private final Map<Predicate, Set<Integer>> inputs = new HashMap<>();

    private final List<Problem> problems = new ArrayList<>();

    private Safety(KnowledgeBase base) {
        this.base = base;
        base.clauses()
                .forEach(clause -> clause.head()
                        .forEach(alternative -> defined.add(alternative.atom().predicate())));
    }

    /** Everything that is wrong. */
    static List<Problem> problems(KnowledgeBase base) {
        Safety safety = new Safety(base);
        safety.findInputs();
        base.clauses().forEach(safety::check);
        safety.checkQuestions();
        return safety.problems;
    }

    /** The argument positions of each group that have to be known before it can be looked at. */
    static Map<Predicate, Set<Integer>> inputs(KnowledgeBase base) {
        Safety safety = new Safety(base);
        safety.findInputs();
        return safety.inputs;
    }

    /** Groups inside of groups are known first if this is repeated until nothing changes. */
    private void findInputs() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Clause clause : base.clauses()) {
                Atom head = clause.head().get(0).atom();
                if (Flattening.isGroup(head.predicate())) {
                    Set<String> bound = bound(clause, Set.of());
                    for (int i = 0; i < head.arguments().size(); i++) {
                        if (!bound.containsAll(
                                head.arguments().get(i).variables().toList())) {
                            changed |= inputs.computeIfAbsent(head.predicate(), p -> new TreeSet<>())
                                    .add(i);
                        }
                    }
                }
            }
        }
    }

    private void check(Clause clause) {
        Atom head = clause.head().get(0).atom();
        Set<String> given = new LinkedHashSet<>();
        for (int i : inputs.getOrDefault(head.predicate(), Set.of())) {
            head.arguments().get(i).variables().forEach(given::add);
        }
        Set<String> bound = bound(clause, given);
        Set<String> unbound = new LinkedHashSet<>(clause.variables());
        unbound.removeAll(bound);
        if (!unbound.isEmpty()) {
            String names = unbound.stream().map(Safety::words).collect(Collectors.joining(", "));
            problems.add(new Problem(
                    clause.place(),
                    "unsafe rule: no positive condition gives values to " + names
                            + ". Maybe add one that says what kind of thing it is, as in person(X)?"));
        }
        for (Literal literal : clause.body()) {
            if (literal instanceof Positive positive) {
                checkDefined(positive.atom(), clause.place());
            } else if (literal instanceof Negative negative) {
                checkDefined(negative.atom(), clause.place());
            }
        }
    }

    private static String words(String name) {
        return name.startsWith("_#") ? "an anonymous variable" : name;
    }

    /** The variables that take values, those given included. */
    private Set<String> bound(Clause clause, Set<String> given) {
        Set<String> bound = new HashSet<>(given);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Literal literal : clause.body()) {
                if (isReady(literal, bound, inputs)) {
                    changed |= bound.addAll(literal.variables().toList());
                }
            }
        }
        return bound;
    }

    /** Whether a condition can be looked at, and gives values to those of its variables that have none. */
    private static boolean isReady(Literal literal, Set<String> bound, Map<Predicate, Set<Integer>> inputs) {
        return needs(literal, inputs).stream().anyMatch(bound::containsAll);
    }

    /** What a condition needs before it can be looked at: all variables of one of these sets. */
    static List<Set<String>> needs(Literal literal, Map<Predicate, Set<Integer>> inputs) {
        if (literal instanceof Positive positive) {
            List<Term> arguments = positive.atom().arguments();
            return List.of(set(inputs.getOrDefault(positive.atom().predicate(), Set.of()).stream()
                    .flatMap(i -> arguments.get(i).variables())));
        }
        if (literal instanceof Assigned assigned) {
            return List.of(set(assigned.expression().variables()));
        }
        if (literal instanceof Between between) {
            return List.of(
                    set(Stream.concat(between.low().variables(), between.high().variables())));
        }
        if (literal instanceof Compared compared && compared.operator() == Comparison.UNIFIES) {
            return List.of(
                    set(compared.left().variables()), set(compared.right().variables()));
        }
        return List.of(set(literal.variables()));
    }

    private static Set<String> set(Stream<String> variables) {
        return variables.collect(Collectors.toSet());
    }

    private void checkQuestions() {
        for (Query query : base.queries()) {
            checkDefined(query.atom(), query.place());
        }
        for (Observation observation : base.evidence()) {
            checkDefined(observation.atom(), observation.place());
        }
    }

    private void checkDefined(Atom atom, Place place) {
        if (!defined.contains(atom.predicate())) {
            problems.add(new Problem(place, "unknown predicate " + atom.predicate() + maybe(atom.predicate())));
        }
    }

    private String maybe(Predicate unknown) {
        List<String> near = NearestNames.of(
                unknown.name(),
                defined.stream()
                        .filter(p -> !Flattening.isGroup(p))
                        .map(Predicate::name)
                        .toList());
        String known = defined.stream()
                .filter(predicate -> near.contains(predicate.name()))
                .map(Predicate::toString)
                .sorted()
                .collect(Collectors.joining(" or "));
        return known.isEmpty() ? "" : ". Maybe " + known + "?";
    }
}
