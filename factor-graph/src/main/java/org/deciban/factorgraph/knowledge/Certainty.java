package org.deciban.factorgraph.knowledge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deciban.factorgraph.knowledge.GroundProgram.Instance;
import org.deciban.factorgraph.knowledge.GroundProgram.Rule;

/**
 * Which ground atoms are true in every world and which in none, and what is left of the rules of the others.
 *
 * <p>Components of atoms that depend on each other are decided in the order of dependence, so that what a negation speaks of is decided
 * before it. That needs a stratified program: no atom may depend on its own negation, nor on itself by log-odds, which may fall where a
 * condition becomes true.
 */
final class Certainty {
    /** What is known of an atom. */
    enum Value {
        UNKNOWN,
        CERTAIN,
        IMPOSSIBLE
    }

    private final GroundProgram program;
    private final Value[] values;
    private final List<List<Rule>> left;

    private Certainty(GroundProgram program) {
        this.program = program;
        int atoms = program.rules().size();
        this.values = new Value[atoms];
        this.left = new ArrayList<>();
        for (int a = 0; a < atoms; a++) {
            left.add(List.of());
        }
        Arrays.fill(values, Value.UNKNOWN);
        List<List<Integer>> components = Components.of(
                IntStream.range(0, atoms)
                        .mapToObj(a -> dependencies(program.rules().get(a)))
                        .toArray(int[][]::new),
                IntStream.range(0, atoms).boxed().toList());
        for (List<Integer> component : components) {
            requireStratified(component);
            decide(component);
        }
    }

    /** @throws KnowledgeException if an atom depends on its own negation; the cycle is printed */
    static Certainty of(GroundProgram program) {
        return new Certainty(program);
    }

    private static int[] dependencies(List<Rule> rules) {
        return rules.stream()
                .flatMap(rule -> Stream.concat(rule.positive().stream(), rule.negative().stream()))
                .mapToInt(Integer::intValue)
                .distinct()
                .toArray();
    }

    Value of(int atom) {
        return values[atom];
    }

    /** The rules of an atom that is neither certain nor impossible, without what is certain in them. */
    List<Rule> rules(int atom) {
        return left.get(atom);
    }

    private void requireStratified(List<Integer> component) {
        Set<Integer> members = Set.copyOf(component);
        Cycles cycles = new Cycles(program, program.rules()::get);
        for (int atom : component) {
            for (Rule rule : program.rules().get(atom)) {
                Instance instance = program.instances().get(rule.instance());
                for (int negated : rule.negative()) {
                    if (members.contains(negated)) {
                        throw new KnowledgeException(
                                instance.clause().place(),
                                "an atom depends on its own negation, so that it is true where it is false: "
                                        + cycles.through(atom, negated, members));
                    }
                }
                for (int condition : rule.positive()) {
                    if (instance.hasLogOdds() && members.contains(condition)) {
                        throw new KnowledgeException(
                                instance.clause().place(),
                                "an atom depends on itself by log-odds, so that it has no probability: "
                                        + cycles.through(atom, condition, members));
                    }
                }
            }
        }
    }

    private void decide(List<Integer> component) {
        Set<Integer> possible = derivable(component, false);
        Set<Integer> certain = derivable(component, true);
        for (int atom : component) {
            values[atom] =
                    certain.contains(atom) ? Value.CERTAIN : possible.contains(atom) ? Value.UNKNOWN : Value.IMPOSSIBLE;
        }
        for (int atom : component) {
            if (values[atom] == Value.UNKNOWN) {
                left.set(atom, simplified(program.rules().get(atom)));
            }
        }
    }

    /**
     * The atoms of a component that follow if everything uncertain outside comes out well, or if it all comes out badly. Each
     * rule counts the conditions that it still waits for (Dowling and Gallier, 1984, doi:10.1016/0743-1066(84)90014-1).
     */
    private Set<Integer> derivable(List<Integer> component, boolean inEveryWorld) {
        Set<Integer> members = Set.copyOf(component);
        Map<Integer, List<Waiting>> waiting = new HashMap<>();
        ArrayDeque<Integer> next = new ArrayDeque<>();
        for (int atom : component) {
            for (Rule rule : program.rules().get(atom)) {
                if (appliesOutside(rule, members, inEveryWorld)) {
                    Set<Integer> inside = new LinkedHashSet<>(rule.positive());
                    inside.retainAll(members);
                    if (inside.isEmpty()) {
                        next.add(atom);
                    }
                    Waiting waits = new Waiting(atom, inside.size());
                    inside.forEach(condition -> waiting.computeIfAbsent(condition, c -> new ArrayList<>())
                            .add(waits));
                }
            }
        }
        Set<Integer> derived = new LinkedHashSet<>();
        while (!next.isEmpty()) {
            int atom = next.poll();
            if (derived.add(atom)) {
                waiting.getOrDefault(atom, List.of()).stream()
                        .filter(Waiting::isMet)
                        .forEach(waits -> next.add(waits.atom));
            }
        }
        return derived;
    }

    /** A rule of an atom and the number of its conditions within the component that are not derived yet. */
    private static final class Waiting {
        private final int atom;
        private int conditions;

        Waiting(int atom, int conditions) {
            this.atom = atom;
            this.conditions = conditions;
        }

        /** One condition less: whether it was the last. */
        boolean isMet() {
            return --conditions == 0;
        }
    }

    private boolean appliesOutside(Rule rule, Set<Integer> members, boolean inEveryWorld) {
        boolean chosen =
                !inEveryWorld || program.instances().get(rule.instance()).isCertain();
        return chosen
                && rule.positive().stream()
                        .allMatch(atom -> members.contains(atom)
                                || (inEveryWorld ? values[atom] == Value.CERTAIN : values[atom] != Value.IMPOSSIBLE))
                && rule.negative().stream()
                        .allMatch(atom ->
                                inEveryWorld ? values[atom] == Value.IMPOSSIBLE : values[atom] != Value.CERTAIN);
    }

    private List<Rule> simplified(List<Rule> rules) {
        List<Rule> simplified = new ArrayList<>();
        for (Rule rule : rules) {
            boolean never = rule.positive().stream().anyMatch(atom -> values[atom] == Value.IMPOSSIBLE)
                    || rule.negative().stream().anyMatch(atom -> values[atom] == Value.CERTAIN);
            if (!never) {
                simplified.add(new Rule(
                        rule.instance(), rule.alternative(), unknown(rule.positive()), unknown(rule.negative())));
            }
        }
        return simplified;
    }

    private List<Integer> unknown(List<Integer> atoms) {
        return atoms.stream()
                .filter(atom -> values[atom] == Value.UNKNOWN)
                .distinct()
                .toList();
    }
}
