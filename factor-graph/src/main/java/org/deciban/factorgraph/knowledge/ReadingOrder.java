package org.deciban.factorgraph.knowledge;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deciban.factorgraph.knowledge.Literal.Assigned;
import org.deciban.factorgraph.knowledge.Literal.Compared;

/**
 * Finds negations and comparisons of terms that stand before the condition that gives their variables values.
 *
 * <p>Prolog, and with it ProbLog, reads a body from the left: in {@code p(X) :- \+ q(X), r(X)} it denies that there is any {@code q}, and
 * {@code X \== Y} of variables without values is true. Here the order of conditions has no meaning, so such clauses would be
 * answered with other numbers; they are refused. A comparison of numbers has no value there, and may stand anywhere.
 */
final class ReadingOrder {
    private final List<String> occurrences;

    private ReadingOrder(List<String> occurrences) {
        this.occurrences = occurrences;
    }

    /** The first variable that has no value where it needs one, and gets one later; or empty. */
    static Optional<String> early(Stream<String> headVariables, Goal body) {
        ReadingOrder order =
                new ReadingOrder(Stream.concat(headVariables, body.variables()).toList());
        return order.read(body, new HashSet<>(), givers(body));
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
        if (goal instanceof Goal.Call) {
            goal.variables().forEach(bound::add);
            return Optional.empty();
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
