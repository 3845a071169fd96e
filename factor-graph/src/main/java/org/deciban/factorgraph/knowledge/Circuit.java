package org.deciban.factorgraph.knowledge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.knowledge.Certainty.Value;
import org.deciban.factorgraph.knowledge.Gates.Input;
import org.deciban.factorgraph.knowledge.GroundProgram.Instance;
import org.deciban.factorgraph.knowledge.GroundProgram.Rule;

/**
 * Makes a factor graph of a ground program: each atom the noisy OR, or the logistic OR, of its rules, each rule the AND of its
 * conditions. A logistic OR is one table, since sums of weights do not factor as products of inhibitors do.
 *
 * <p>Atoms that depend on each other positively, as {@code path/2} on a graph with cycles, are copied, see {@link Cycle}.
 */
final class Circuit {
    /** Of the atoms of one component; more than that no junction tree can hold. */
    private static final int MOST_COPIES = 2_000;

    /** Of the conditional table of an atom with log-odds: 12 Boolean conditions. */
    private static final long MOST_ROWS = 1 << 12;

    private final GroundProgram program;
    private final Certainty certainty;
    private final Gates gates = new Gates();
    private final Map<Integer, Wire> wires = new HashMap<>();
    private final Map<Integer, Variable> choices = new HashMap<>();
    private int cyclicAtoms;
    private int copies;

    private Circuit(GroundProgram program, Certainty certainty) {
        this.program = program;
        this.certainty = certainty;
    }

    /**
     * The circuit of the atoms that are asked for or observed.
     *
     * @throws GroundingBudgetException if breaking a cycle takes too many copies of atoms
     */
    static Circuit of(GroundProgram program, Certainty certainty) {
        Circuit circuit = new Circuit(program, certainty);
        List<Integer> wanted = Stream.concat(program.queries().stream(), program.observed().stream())
                .filter(atom -> certainty.of(atom) == Value.UNKNOWN)
                .distinct()
                .toList();
        int[][] dependencies = IntStream.range(0, program.rules().size())
                .mapToObj(atom -> circuit.dependencies(atom).toArray())
                .toArray(int[][]::new);
        List<List<Integer>> components = Components.of(dependencies, wanted);
        Set<Integer> read = circuit.readOutside(wanted, components);
        for (List<Integer> component : components) {
            int first = component.get(0);
            boolean cyclic = component.size() > 1 || circuit.dependencies(first).anyMatch(other -> other == first);
            if (cyclic) {
                circuit.breakCycle(component, read);
            } else {
                circuit.wires.put(first, circuit.disjunction(first));
            }
        }
        return circuit;
    }

    /** The atoms that are asked for, or that a rule of another component reads. */
    private Set<Integer> readOutside(List<Integer> wanted, List<List<Integer>> components) {
        Set<Integer> read = new HashSet<>(wanted);
        for (List<Integer> component : components) {
            Set<Integer> members = Set.copyOf(component);
            for (int atom : component) {
                dependencies(atom).filter(other -> !members.contains(other)).forEach(read::add);
            }
        }
        return read;
    }

    Gates gates() {
        return gates;
    }

    /** Atoms on positive cycles. */
    int cyclicAtoms() {
        return cyclicAtoms;
    }

    /** The most copies that an atom has. */
    int copies() {
        return copies;
    }

    /** The proposition that an atom is true, if it is neither certain nor impossible and was asked for. */
    Wire wire(int atom) {
        return wires.get(atom);
    }

    private IntStream dependencies(int atom) {
        return certainty.rules(atom).stream()
                .flatMap(rule -> Stream.concat(rule.positive().stream(), rule.negative().stream()))
                .mapToInt(Integer::intValue)
                .distinct();
    }

    private Instance instance(Rule rule) {
        return program.instances().get(rule.instance());
    }

    /** An atom that is on no cycle. */
    private Wire disjunction(int atom) {
        return isLogistic(atom) ? logistic(atom) : noisyOr(atom);
    }

    /** Whether the rules of an atom have log-odds, all or none. */
    private boolean isLogistic(int atom) {
        List<Rule> rules = certainty.rules(atom);
        long logistic =
                rules.stream().filter(rule -> instance(rule).hasLogOdds()).count();
        if (logistic > 0 && logistic < rules.size()) {
            throw new KnowledgeException(
                    instance(rules.get(0)).clause().place(),
                    program.symbols().written(atom) + " has clauses with log-odds and clauses without");
        }
        return logistic > 0;
    }

    private Wire logistic(int atom) {
        Map<Wire, Double> weights = new LinkedHashMap<>();
        boolean always = false;
        double bias = 0;
        for (Rule rule : certainty.rules(atom)) {
            double logOdds = instance(rule).clause().logOdds().orElseThrow();
            Set<Wire> conditions = conditions(rule, wires);
            if (conditions.isEmpty()) {
                always = true;
                bias += logOdds;
            } else {
                body(atom, rule, conditions).ifPresent(wire -> weights.merge(wire, logOdds, Double::sum));
            }
        }
        requireFew(atom, weights.keySet());
        Origin origin = origin(Origin.Role.ATOM, atom, certainty.rules(atom));
        return gates.logistic(
                weights, bias, always, program.symbols().written(atom).toString(), origin);
    }

    private void requireFew(int atom, Set<Wire> conditions) {
        long rows = 1;
        for (Variable variable :
                conditions.stream().map(Wire::variable).distinct().toList()) {
            rows *= variable.cardinality();
            if (rows > MOST_ROWS) {
                throw new GroundingBudgetException(
                        instance(certainty.rules(atom).get(0)).clause().place() + ": the log-odds of "
                                + program.symbols().written(atom) + " have " + conditions.size()
                                + " ground conditions that are uncertain, whose table has more than " + MOST_ROWS
                                + " rows. Maybe let fewer things add to it, or use a rule with a probability?");
            }
        }
    }

    private Wire noisyOr(int atom) {
        List<Input> inputs = new ArrayList<>();
        double inhibited = 1;
        for (Rule rule : certainty.rules(atom)) {
            boolean single = instance(rule).probabilities().size() == 1;
            double strength = single ? instance(rule).probabilities().get(0) : 1;
            Set<Wire> conditions = conditions(rule, wires);
            if (!single) {
                conditions.add(chosen(rule));
            }
            if (conditions.isEmpty()) {
                inhibited *= 1 - strength;
            } else {
                body(atom, rule, conditions).ifPresent(wire -> inputs.add(new Input(wire, strength)));
            }
        }
        Origin origin = origin(Origin.Role.ATOM, atom, certainty.rules(atom));
        String name = program.symbols().written(atom).toString();
        return inputs.isEmpty()
                ? gates.root(name, 1 - inhibited, origin)
                : gates.or(inputs, 1 - inhibited, name, origin);
    }

    private Optional<Wire> body(int atom, Rule rule, Set<Wire> conditions) {
        String name = program.symbols().written(atom) + " by line "
                + instance(rule).clause().place().line();
        return gates.and(conditions, name, origin(Origin.Role.BODY, atom, List.of(rule)));
    }

    /** The conditions of a rule, as far as they have a wire in the map. */
    private Set<Wire> conditions(Rule rule, Map<Integer, Wire> positive) {
        Set<Wire> conditions = new LinkedHashSet<>();
        rule.positive().forEach(atom -> conditions.add(positive.get(atom)));
        rule.negative().forEach(atom -> conditions.add(wires.get(atom).negated()));
        return conditions;
    }

    /** That the alternative of a rule was chosen. */
    private Wire chosen(Rule rule) {
        Variable choice = choices.computeIfAbsent(rule.instance(), number -> choice(instance(rule)));
        return new Wire(choice, Set.of(instance(rule).probabilities().size() == 1 ? 1 : rule.alternative()));
    }

    private Variable choice(Instance instance) {
        String place = " at line " + instance.clause().place().line() + values(instance);
        Origin origin =
                new Origin(Origin.Role.CHOICE, Optional.empty(), Optional.of(instance.clause()), values(instance));
        if (instance.probabilities().size() == 1) {
            return gates.root("choice" + place, instance.probabilities().get(0), origin)
                    .variable();
        }
        List<String> states = new ArrayList<>();
        double sum = 0;
        for (int a = 0; a < instance.probabilities().size(); a++) {
            states.add(a + 1 + " " + instance.clause().head().get(a).atom());
            sum += instance.probabilities().get(a);
        }
        states.add("none");
        double most = Math.max(1, sum);
        double[] table = Stream.concat(instance.probabilities().stream(), Stream.of(rest(instance, sum)))
                .mapToDouble(p -> p / most)
                .toArray();
        return gates.root("choice" + place, states, table, origin);
    }

    /**
     * The probability that no alternative is chosen. What rounding may leave of a sum of 1 is nothing: evidence that no world has must not
     * be answered from it.
     */
    private static double rest(Instance instance, double sum) {
        double rest = 1 - sum;
        return rest < instance.probabilities().size() * 0x1p-52 ? 0 : rest;
    }

    private static String values(Instance instance) {
        List<String> variables = instance.clause().variables();
        return variables.isEmpty()
                ? ""
                : IntStream.range(0, variables.size())
                        .mapToObj(
                                v -> variables.get(v) + "=" + instance.values().get(v))
                        .collect(Collectors.joining(", ", " with ", ""));
    }

    private Origin origin(Origin.Role role, int atom, List<Rule> rules) {
        Optional<Rule> only = rules.size() == 1 ? Optional.of(rules.get(0)) : Optional.empty();
        return new Origin(
                role,
                Optional.of(program.symbols().written(atom)),
                only.map(rule -> instance(rule).clause()),
                only.map(rule -> values(instance(rule))).orElse(""));
    }

    private void breakCycle(List<Integer> component, Set<Integer> read) {
        Set<Integer> members = Set.copyOf(component);
        // None is logistic, since that would be a cycle through log-odds; one that is so in part is refused here.
        component.forEach(this::isLogistic);
        Map<Integer, List<Integer>> dependencies = new HashMap<>();
        for (int atom : component) {
            dependencies.put(
                    atom, dependencies(atom).filter(members::contains).boxed().toList());
        }
        Cycle cycle = new Cycle(dependencies, (atom, copy, below) -> copy(atom, copy, members, below), MOST_COPIES);
        try {
            for (int atom : component) {
                if (read.contains(atom)) {
                    wires.put(atom, cycle.wire(atom).orElseGet(() -> never(atom)));
                }
            }
        } catch (Cycle.TooManyCopiesException e) {
            Cycles cycles = new Cycles(program, certainty::rules);
            throw new GroundingBudgetException(cycles.named(component)
                    + " atoms depend on each other, and breaking their cycles takes more than " + MOST_COPIES
                    + " copies of them. A shortest cycle:\n" + cycles.shortest(component)
                    + "\nMaybe fewer edges, or a question that fewer of them lead to?");
        }
        cyclicAtoms += component.size();
        copies = Math.max(copies, cycle.mostCopiesOfOne());
    }

    /** An atom whose rules contradict themselves or need each other. */
    private Wire never(int atom) {
        String name = program.symbols().written(atom).toString();
        return gates.root(name, 0, origin(Origin.Role.ATOM, atom, certainty.rules(atom)));
    }

    private Optional<Wire> copy(int atom, int copy, Set<Integer> members, Map<Integer, Wire> below) {
        List<Input> inputs = new ArrayList<>();
        for (Rule rule : certainty.rules(atom)) {
            boolean derivable = rule.positive().stream()
                    .allMatch(condition -> !members.contains(condition) || below.containsKey(condition));
            if (derivable) {
                Map<Integer, Wire> positive = new HashMap<>();
                rule.positive()
                        .forEach(condition -> positive.put(
                                condition, members.contains(condition) ? below.get(condition) : wires.get(condition)));
                Set<Wire> conditions = conditions(rule, positive);
                if (!instance(rule).isCertain()) {
                    conditions.add(chosen(rule));
                }
                body(atom, rule, conditions).ifPresent(wire -> inputs.add(new Input(wire, 1)));
            }
        }
        if (inputs.isEmpty()) {
            return Optional.empty();
        }
        String name = program.symbols().written(atom) + (copy == 0 ? "" : " copy " + (copy + 1));
        return Optional.of(gates.or(inputs, 0, name, origin(Origin.Role.COPY, atom, certainty.rules(atom))));
    }
}
