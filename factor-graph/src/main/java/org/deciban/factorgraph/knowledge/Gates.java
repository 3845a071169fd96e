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
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;

/**
 * Builds a factor graph of Boolean gates, each a conditional table of a new variable given at most two others: the AND of propositions, and
 * their noisy OR, P(out) = 1 − Π over true inputs of (1 − strength).
 */
final class Gates {
    private static final String FALSE = "false";
    private static final String TRUE = "true";

    private final FactorGraph.Builder graph = FactorGraph.builder();
    private final Map<Variable, Origin> origins = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<Set<Wire>, Optional<Wire>> conjunctions = new HashMap<>();

    /** A proposition that makes another true with a probability. */
    record Input(Wire wire, double strength) {}

    /** What the variables stand for, in the order of the graph. */
    Map<Variable, Origin> origins() {
        return origins;
    }

    FactorGraph build() {
        return graph.build();
    }

    boolean isEmpty() {
        return origins.isEmpty();
    }

    /** A new Boolean variable without a factor yet; its name is numbered if it is taken. */
    private Variable variable(String name, Origin origin) {
        return variable(name, List.of(FALSE, TRUE), origin);
    }

    private Variable variable(String name, List<String> states, Origin origin) {
        String free = name;
        while (!names.add(free)) {
            free = name + " (" + numbers.merge(name, 2, (last, two) -> last + 1) + ")";
        }
        Variable variable = new Variable(free, states);
        graph.variable(variable);
        origins.put(variable, origin);
        return variable;
    }

    /** A variable whose states have probabilities. */
    Variable root(String name, List<String> states, double[] probabilities, Origin origin) {
        Variable root = variable(name, states, origin);
        graph.factor(Factor.conditional(root, List.of(), probabilities));
        return root;
    }

    /** A Boolean variable that is true with a probability. */
    Wire root(String name, double probability, Origin origin) {
        return Wire.isTrue(root(name, List.of(FALSE, TRUE), new double[] {1 - probability, probability}, origin));
    }

    /**
     * The conjunction of propositions, at least one.
     *
     * @param name of the variable, if there has to be one
     * @return empty if they cannot all be true
     */
    Optional<Wire> and(Set<Wire> wires, String name, Origin origin) {
        Map<Variable, Set<Integer>> merged = new LinkedHashMap<>();
        for (Wire wire : wires) {
            merged.merge(wire.variable(), wire.states(), Gates::intersection);
        }
        List<Wire> each = merged.entrySet().stream()
                .map(entry -> new Wire(entry.getKey(), entry.getValue()))
                .toList();
        if (each.stream().anyMatch(wire -> wire.states().isEmpty())) {
            return Optional.empty();
        }
        return conjunction(each, name, origin);
    }

    private static Set<Integer> intersection(Set<Integer> a, Set<Integer> b) {
        Set<Integer> both = new HashSet<>(a);
        both.retainAll(b);
        return both;
    }

    /** Balanced, and each conjunction once. */
    private Optional<Wire> conjunction(List<Wire> wires, String name, Origin origin) {
        if (wires.size() == 1) {
            return Optional.of(wires.get(0));
        }
        Set<Wire> key = new LinkedHashSet<>(wires);
        Optional<Wire> known = conjunctions.get(key);
        if (known != null) {
            return known;
        }
        int half = wires.size() / 2;
        Wire left = conjunction(wires.subList(0, half), name, origin).orElseThrow();
        Wire right =
                conjunction(wires.subList(half, wires.size()), name, origin).orElseThrow();
        Variable out = variable(name, origin);
        table(
                out,
                List.of(left.variable(), right.variable()),
                states -> left.states().contains(states[0]) && right.states().contains(states[1]) ? 1 : 0);
        Optional<Wire> made = Optional.of(Wire.isTrue(out));
        conjunctions.put(key, made);
        return made;
    }

    /**
     * The noisy OR of propositions, at least one, a balanced tree of variables whose root has the name.
     *
     * @param leak probability of being true by itself
     */
    Wire or(List<Input> inputs, double leak, String name, Origin origin) {
        if (inputs.size() == 1 && leak == 0 && inputs.get(0).strength() == 1) {
            return inputs.get(0).wire();
        }
        List<Input> layer = new ArrayList<>(inputs);
        while (layer.size() > 2) {
            List<Input> next = new ArrayList<>();
            for (int i = 0; i < layer.size(); i += 2) {
                next.add(
                        i + 1 == layer.size()
                                ? layer.get(i)
                                : new Input(gate(layer.subList(i, i + 2), 0, name + " or", origin), 1));
            }
            layer = next;
        }
        return gate(layer, leak, name, origin);
    }

    private Wire gate(List<Input> inputs, double leak, String name, Origin origin) {
        Variable out = variable(name, origin);
        List<Variable> scope =
                inputs.stream().map(input -> input.wire().variable()).distinct().toList();
        table(out, scope, states -> {
            double inhibited = 1 - leak;
            for (Input input : inputs) {
                int state = states[scope.indexOf(input.wire().variable())];
                inhibited *= input.wire().states().contains(state) ? 1 - input.strength() : 1;
            }
            return 1 - inhibited;
        });
        return Wire.isTrue(out);
    }

    /** P(out = true | states of the inputs). */
    private interface Probability {
        double of(int[] states);
    }

    private void table(Variable out, List<Variable> inputs, Probability probability) {
        int rows = inputs.stream().mapToInt(Variable::cardinality).reduce(1, Math::multiplyExact);
        double[] table = new double[2 * rows];
        int[] states = new int[inputs.size()];
        for (int row = 0; row < rows; row++) {
            int rest = row;
            for (int i = inputs.size() - 1; i >= 0; i--) {
                states[i] = rest % inputs.get(i).cardinality();
                rest /= inputs.get(i).cardinality();
            }
            double p = probability.of(states);
            table[2 * row] = 1 - p;
            table[2 * row + 1] = p;
        }
        graph.factor(Factor.conditional(out, inputs, table));
    }
}
