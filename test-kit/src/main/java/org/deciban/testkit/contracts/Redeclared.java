package org.deciban.testkit.contracts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.deciban.proofs.generators.Case;

/** A case in another order of declaration: the names and the function are the same. */
final class Redeclared {
    private final Case given;
    private final List<Variable> variables;
    private final List<List<Integer>> stateOrders;

    private Redeclared(Case given, List<List<Integer>> stateOrders) {
        this.given = given;
        this.stateOrders = stateOrders;
        this.variables = IntStream.range(0, stateOrders.size())
                .mapToObj(v -> reordered(given.graph().variables().get(v), stateOrders.get(v)))
                .toList();
    }

    private static Variable reordered(Variable variable, List<Integer> order) {
        return new Variable(
                variable.name(), order.stream().map(variable.states()::get).toList());
    }

    /** Variables, factors and the variables of each factor, or the parents of a conditional one, in reverse order. */
    static Case reversed(Case given) {
        List<List<Integer>> states = given.graph().variables().stream()
                .map(v -> IntStream.range(0, v.cardinality()).boxed().toList())
                .toList();
        return new Redeclared(given, states).build(true);
    }

    /** The states of every variable in another order; reversed, so that two states change places. */
    static Case withStatesReversed(Case given) {
        List<List<Integer>> states = given.graph().variables().stream()
                .map(v -> {
                    List<Integer> order = new ArrayList<>(
                            IntStream.range(0, v.cardinality()).boxed().toList());
                    Collections.reverse(order);
                    return List.copyOf(order);
                })
                .toList();
        return new Redeclared(given, states).build(false);
    }

    private Case build(boolean reversed) {
        List<Variable> declared = new ArrayList<>(variables);
        List<Factor> factors = new ArrayList<>();
        for (int f = 0; f < given.graph().factors().size(); f++) {
            factors.add(factor(f, reversed));
        }
        if (reversed) {
            Collections.reverse(declared);
            Collections.reverse(factors);
        }
        FactorGraph.Builder builder = FactorGraph.builder();
        declared.forEach(builder::variable);
        factors.forEach(builder::factor);
        FactorGraph graph = builder.build();
        return new Case(graph, evidence(graph), given.entries(), given.rounds());
    }

    private Factor factor(int index, boolean reversed) {
        Factor factor = given.graph().factors().get(index);
        int[] scope = given.graph().scope(index);
        List<Integer> slots =
                new ArrayList<>(IntStream.range(0, scope.length).boxed().toList());
        boolean conditional = factor.findChild().isPresent();
        if (reversed) {
            // The child of a conditional factor stays the last of its scope.
            Collections.reverse(conditional ? slots.subList(0, slots.size() - 1) : slots);
        }
        double[] table = new double[factor.size()];
        for (int i = 0; i < table.length; i++) {
            int[] states = new int[scope.length];
            int rest = i;
            for (int place = scope.length - 1; place >= 0; place--) {
                int slot = slots.get(place);
                List<Integer> order = stateOrders.get(scope[slot]);
                states[slot] = order.get(rest % order.size());
                rest /= order.size();
            }
            int original = 0;
            for (int slot = 0; slot < scope.length; slot++) {
                original = original * factor.scope().get(slot).cardinality() + states[slot];
            }
            table[i] = factor.weight(original);
        }
        List<Variable> order =
                slots.stream().map(slot -> variables.get(scope[slot])).toList();
        int last = order.size() - 1;
        return conditional
                ? Factor.conditional(order.get(last), order.subList(0, last), table)
                : Factor.of(order, table);
    }

    private Evidence evidence(FactorGraph graph) {
        Evidence.Builder evidence = graph.evidence();
        for (Variable variable : given.evidence().variables()) {
            int v = given.graph().indexOf(variable);
            double[] likelihood = given.evidence().likelihood(variable);
            double[] reordered = new double[likelihood.length];
            Arrays.setAll(reordered, s -> likelihood[stateOrders.get(v).get(s)]);
            evidence.likelihood(variables.get(v), reordered);
        }
        return evidence.build();
    }
}
