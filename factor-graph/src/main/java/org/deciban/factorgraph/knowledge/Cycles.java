package org.deciban.factorgraph.knowledge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deciban.factorgraph.knowledge.GroundProgram.Rule;

/** Finds cycles of ground atoms that depend on each other, and writes them down. */
final class Cycles {
    /** Looking for a shorter cycle ends after so many dependencies. */
    private static final int MOST_WORK = 500_000;

    private static final int MOST_STEPS = 8;

    private final GroundProgram program;
    private final IntFunction<List<Rule>> rules;
    private final Map<Integer, List<Integer>> dependencies = new HashMap<>();
    private int work;

    /** A named atom and the next one that it depends on; parts of bodies between them have no names. */
    private record Step(int from, boolean negated, int to, Place place) {}

    /** @param rules what is left of the rules of an atom */
    Cycles(GroundProgram program, IntFunction<List<Rule>> rules) {
        this.program = program;
        this.rules = rules;
    }

    /**
     * {@code a <- \+b <- c <- a}.
     *
     * @param condition what the atom depends on first
     * @param members the atoms that depend on each other
     */
    String through(int atom, int condition, Set<Integer> members) {
        return steps(way(atom, List.of(condition), members)).stream()
                .map(step -> " <- " + (step.negated() ? "\\+" : "") + written(step.to()))
                .collect(Collectors.joining("", written(atom), ""));
    }

    /** How many of some atoms have names; the others are parts of bodies. */
    long named(List<Integer> component) {
        return component.stream().filter(atom -> !isGroup(atom)).count();
    }

    /** A shortest cycle, each atom with the rule that leads on: a line for each step, of long ones the first. */
    String shortest(List<Integer> component) {
        Set<Integer> members = Set.copyOf(component);
        List<Integer> shortest = List.of();
        work = 0;
        for (int start : component) {
            if (!isGroup(start) && (shortest.isEmpty() || shortest.size() > 3 && work < MOST_WORK)) {
                List<Integer> way = way(start, dependencies(start), members);
                shortest = shortest.isEmpty() || way.size() < shortest.size() ? way : shortest;
            }
        }
        List<Step> steps = steps(shortest);
        int left = steps.size() - MOST_STEPS;
        return steps.stream()
                        .limit(MOST_STEPS)
                        .map(step -> "  " + written(step.from()) + " <- " + written(step.to()) + "  by " + step.place())
                        .collect(Collectors.joining("\n"))
                + (left > 0 ? "\n  and " + left + " more, back to the first" : "");
    }

    private List<Step> steps(List<Integer> way) {
        List<Step> steps = new ArrayList<>();
        int from = way.get(0);
        boolean negated = false;
        Optional<Place> place = Optional.empty();
        for (int i = 1; i < way.size(); i++) {
            Rule rule = rule(way.get(i - 1), way.get(i));
            negated |= !rule.positive().contains(way.get(i));
            place = place.or(() -> Optional.of(
                    program.instances().get(rule.instance()).clause().place()));
            if (!isGroup(way.get(i))) {
                steps.add(new Step(from, negated, way.get(i), place.orElseThrow()));
                from = way.get(i);
                negated = false;
                place = Optional.empty();
            }
        }
        return steps;
    }

    /** A rule of an atom with a condition, one that needs it to be true before one that denies it. */
    private Rule rule(int atom, int condition) {
        List<Rule> about = rules.apply(atom).stream()
                .filter(rule -> conditions(rule).anyMatch(other -> other == condition))
                .toList();
        return about.stream()
                .filter(rule -> rule.positive().contains(condition))
                .findFirst()
                .orElse(about.get(0));
    }

    private String written(int atom) {
        return isGroup(atom) ? "(…)" : program.symbols().written(atom).toString();
    }

    private boolean isGroup(int atom) {
        return Flattening.isGroup(program.symbols().tuple(atom).predicate());
    }

    private List<Integer> dependencies(int atom) {
        return dependencies.computeIfAbsent(
                atom,
                a -> rules.apply(a).stream()
                        .flatMap(Cycles::conditions)
                        .distinct()
                        .toList());
    }

    private static Stream<Integer> conditions(Rule rule) {
        return Stream.concat(rule.positive().stream(), rule.negative().stream());
    }

    /** From an atom to the one of some of its conditions from which the way back is shortest, and that way. */
    private List<Integer> way(int atom, List<Integer> conditions, Set<Integer> members) {
        Map<Integer, Integer> before = new HashMap<>();
        ArrayDeque<Integer> next = new ArrayDeque<>();
        visit(atom, conditions, members, before, next);
        while (!before.containsKey(atom)) {
            int node = next.remove();
            visit(node, dependencies(node), members, before, next);
        }
        List<Integer> way = new ArrayList<>(List.of(atom));
        int node = atom;
        do {
            node = before.get(node);
            way.add(0, node);
        } while (node != atom);
        return way;
    }

    private void visit(
            int node,
            List<Integer> targets,
            Set<Integer> members,
            Map<Integer, Integer> before,
            ArrayDeque<Integer> next) {
        work += targets.size();
        for (int target : targets) {
            if (members.contains(target) && before.putIfAbsent(target, node) == null) {
                next.add(target);
            }
        }
    }
}
