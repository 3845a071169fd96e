package org.deciban.factorgraph.knowledge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deciban.factorgraph.knowledge.KnowledgeException.Problem;
import org.deciban.factorgraph.knowledge.Literal.Assigned;
import org.deciban.factorgraph.knowledge.Literal.Compared;

/**
 * Finds negations and comparisons of terms that stand before the condition that gives their variables values.
 *
 * <p>Prolog, and with it ProbLog, reads a body from the left: in {@code p(X) :- \+ q(X), r(X)} it denies that there is any {@code q}, and
 * {@code X \== Y} of variables without values is true, unless whoever asks for the head gives the values. Here the order of conditions has
 * no meaning. So such a variable has to be given: it is noted where it is in the head, and everything that asks for the head
 * must know it before, read from the left too; other clauses would be answered with other numbers and are refused. A comparison
 * of numbers has no value there, and may stand anywhere.
 */
final class ReadingOrder {
    private final Map<Predicate, Set<Integer>> needed;
    private final Map<Predicate, Set<Integer>> inputs;
    private final List<String> occurrences;

    /**
     * A clause as it is written.
     *
     * @param heads the atoms that it defines; none for the body of a query or of evidence
     * @param others variables that occur besides, in probabilities or in what is asked
     */
    record Statement(List<Atom> heads, List<String> others, Goal body, Place place) {
        private List<String> occurrences() {
            return Stream.of(heads.stream().flatMap(Atom::variables), others.stream(), body.variables())
                    .flatMap(names -> names)
                    .toList();
        }

        /** Whether every head has the variable, so that whoever asks for one can give it. */
        private boolean takes(String name) {
            return !heads.isEmpty()
                    && heads.stream().allMatch(head -> head.variables().anyMatch(name::equals));
        }
    }

    private ReadingOrder(
            Map<Predicate, Set<Integer>> needed, Map<Predicate, Set<Integer>> inputs, List<String> occurrences) {
        this.needed = needed;
        this.inputs = inputs;
        this.occurrences = occurrences;
    }

    /**
     * The variables of each statement that have to be given.
     *
     * @param inputs argument positions that a condition does not give values to, see {@link Safety#inputs}
     * @param problems gets one for each statement that needs what nobody can give
     */
    static List<Set<String>> given(
            List<Statement> statements, Map<Predicate, Set<Integer>> inputs, List<Problem> problems) {
        Map<Predicate, Set<Integer>> needed = new HashMap<>();
        List<Set<String>> given = new ArrayList<>();
        statements.forEach(statement -> given.add(new LinkedHashSet<>()));
        Set<Statement> refused = new LinkedHashSet<>();
        // What a clause needs may be what another that asks for it needs.
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int s = 0; s < statements.size(); s++) {
                Statement statement = statements.get(s);
                ReadingOrder order = new ReadingOrder(needed, inputs, statement.occurrences());
                Optional<String> early = order.early(statement.body(), given.get(s));
                while (early.isPresent() && statement.takes(early.get())) {
                    String name = early.get();
                    given.get(s).add(name);
                    statement
                            .heads()
                            .forEach(head -> needed.computeIfAbsent(head.predicate(), p -> new HashSet<>())
                                    .add(head.firstPosition(name)));
                    changed = true;
                    early = order.early(statement.body(), given.get(s));
                }
                if (early.isPresent() && refused.add(statement)) {
                    problems.add(new Problem(statement.place(), words(early.get())));
                }
            }
        }
        return given;
    }

    private static String words(String name) {
        return (name.startsWith("_#") ? "an anonymous variable" : name)
                + " has no value yet where it is negated or compared, and read from the left that would mean something"
                + " else. Maybe put that condition behind the one that gives it a value?";
    }

    /** The first variable that has no value where it needs one, and gets one later; or empty. */
    private Optional<String> early(Goal body, Set<String> given) {
        return read(body, new HashSet<>(given), givers(body));
    }

    /** Variables that some condition outside of negations gives values to. */
    private static Set<String> givers(Goal goal) {
        if (goal instanceof Goal.Call) {
            return goal.variables().collect(Collectors.toSet());
        }
        if (goal instanceof Goal.Test test) {
            return given(test.literal()).collect(Collectors.toSet());
        }
        return parts(goal).stream().flatMap(part -> givers(part).stream()).collect(Collectors.toSet());
    }

    private static List<Goal> parts(Goal goal) {
        return goal instanceof Goal.And and ? and.goals() : goal instanceof Goal.Or or ? or.goals() : List.of();
    }

    private static Stream<String> given(Literal literal) {
        if (literal instanceof Assigned assigned) {
            return assigned.value().variables();
        }
        return isUnification(literal) ? literal.variables() : Stream.empty();
    }

    private static boolean isUnification(Literal literal) {
        return literal instanceof Compared compared && compared.operator() == Comparison.UNIFIES;
    }

    /** Reads on with what is bound, which grows. */
    private Optional<String> read(Goal goal, Set<String> bound, Set<String> givers) {
        if (goal instanceof Goal.Call call) {
            return call(call.atom(), bound);
        }
        if (goal instanceof Goal.Test test) {
            return test(test.literal(), bound, givers);
        }
        if (goal instanceof Goal.Not not) {
            return denial(not.goal(), bound, givers);
        }
        return goal instanceof Goal.Or or
                ? branches(or, bound, givers)
                : inTurn(parts(goal), part -> read(part, bound, givers));
    }

    /** What the clauses of the predicate need has to be known; the others get values, but for those that are true of everything. */
    private Optional<String> call(Atom atom, Set<String> bound) {
        Set<Integer> known = needed.getOrDefault(atom.predicate(), Set.of());
        Set<Integer> open = inputs.getOrDefault(atom.predicate(), Set.of());
        Set<String> values = new HashSet<>();
        for (int i = 0; i < atom.arguments().size(); i++) {
            if (atom.arguments().get(i) instanceof Term.Variable variable && !bound.contains(variable.name())) {
                if (known.contains(i)) {
                    return Optional.of(variable.name());
                }
                if (!open.contains(i)) {
                    values.add(variable.name());
                }
            }
        }
        bound.addAll(values);
        return Optional.empty();
    }

    private static Optional<String> inTurn(List<Goal> goals, Function<Goal, Optional<String>> reader) {
        return goals.stream().flatMap(goal -> reader.apply(goal).stream()).findFirst();
    }

    private Optional<String> branches(Goal.Or or, Set<String> bound, Set<String> givers) {
        Set<String> inEach = new HashSet<>(givers);
        Optional<String> early = inTurn(or.goals(), branch -> {
            Set<String> here = new HashSet<>(bound);
            Optional<String> found = read(branch, here, givers);
            inEach.retainAll(here);
            return found;
        });
        bound.addAll(inEach);
        return early;
    }

    private static Optional<String> test(Literal literal, Set<String> bound, Set<String> givers) {
        if (literal instanceof Compared compared && !compared.operator().isArithmetic()) {
            if (compared.operator() != Comparison.UNIFIES) {
                return literal.variables()
                        .filter(name -> !bound.contains(name) && givers.contains(name))
                        .findFirst();
            }
            if (bound.containsAll(compared.left().variables().toList())
                    || bound.containsAll(compared.right().variables().toList())) {
                literal.variables().forEach(bound::add);
            }
        } else {
            given(literal).forEach(bound::add);
        }
        return Optional.empty();
    }

    /** Variables of its own it may have, and orders them among themselves. */
    private Optional<String> denial(Goal denied, Set<String> bound, Set<String> givers) {
        List<String> inside = denied.variables().toList();
        Optional<String> early = inside.stream()
                .filter(name -> !bound.contains(name)
                        && givers.contains(name)
                        && count(occurrences, name) > count(inside, name))
                .findFirst();
        Set<String> inner = new HashSet<>(givers);
        inner.addAll(givers(denied));
        return early.or(() -> read(denied, new HashSet<>(bound), inner));
    }

    private static long count(List<String> names, String name) {
        return names.stream().filter(name::equals).count();
    }
}
