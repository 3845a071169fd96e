package org.deciban.factorgraph.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;

/**
 * What evidence leaves of a factor graph: the variables that are still free, and the tables over them.
 *
 * <p>Variables with hard evidence and variables with a single state are gone: each table is sliced at their states, which
 * is why evidence makes cliques smaller. Soft evidence is a table like any other. Free variables have indices of their own.
 */
final class ReducedModel {
    private static final int FIXED = -1;

    private final List<Variable> variables;
    private final int[] freeIndex;
    private final int[] fixedState;
    private final int[] cardinality;
    private final int[] graphIndex;
    private final List<Table> tables = new ArrayList<>();
    private final List<Double> constants = new ArrayList<>();

    /** Weights over free variables, row-major in the order of the scope, last fastest. */
    record Table(int[] scope, double[] weights) {}

    ReducedModel(FactorGraph graph, Evidence evidence) {
        this.variables = graph.variables();
        this.freeIndex = new int[variables.size()];
        this.fixedState = new int[variables.size()];
        int[] free = new int[variables.size()];
        int count = 0;
        for (int v = 0; v < variables.size(); v++) {
            Variable variable = variables.get(v);
            OptionalInt observed =
                    variable.cardinality() == 1 ? OptionalInt.of(0) : evidence.findObservedState(variable);
            fixedState[v] = observed.orElse(FIXED);
            freeIndex[v] = observed.isPresent() ? FIXED : count;
            if (observed.isEmpty()) {
                free[count++] = v;
            }
        }
        this.graphIndex = Arrays.copyOf(free, count);
        this.cardinality = Arrays.stream(graphIndex)
                .map(v -> variables.get(v).cardinality())
                .toArray();
        for (int f = 0; f < graph.factors().size(); f++) {
            add(slice(graph.factors().get(f), graph.scope(f)));
        }
        for (Variable variable : evidence.variables()) {
            int v = graph.indexOf(variable);
            if (freeIndex[v] != FIXED) {
                add(new Table(new int[] {freeIndex[v]}, evidence.likelihood(variable)));
            } else {
                constants.add(evidence.likelihood(variable, fixedState[v]));
            }
        }
    }

    private void add(Table table) {
        if (table.scope.length == 0) {
            constants.add(table.weights[0]);
        } else {
            tables.add(table);
        }
    }

    /** The part of a factor's table that agrees with the fixed states. */
    private Table slice(Factor factor, int[] scope) {
        int[] kept = Arrays.stream(scope).filter(v -> freeIndex[v] != FIXED).toArray();
        int[] strides = new int[scope.length];
        int stride = 1;
        int start = 0;
        for (int i = scope.length - 1; i >= 0; i--) {
            strides[i] = stride;
            start += freeIndex[scope[i]] == FIXED ? fixedState[scope[i]] * stride : 0;
            stride *= factor.scope().get(i).cardinality();
        }
        int[] keptStrides = new int[kept.length];
        int[] keptCardinality = new int[kept.length];
        int size = 1;
        for (int i = 0, k = 0; i < scope.length; i++) {
            if (freeIndex[scope[i]] != FIXED) {
                keptStrides[k] = strides[i];
                keptCardinality[k++] = factor.scope().get(i).cardinality();
                size *= factor.scope().get(i).cardinality();
            }
        }
        double[] weights = new double[size];
        Strides.forEach(
                keptCardinality, keptStrides, start, (target, source) -> weights[target] = factor.weight(source));
        return new Table(Arrays.stream(kept).map(v -> freeIndex[v]).toArray(), weights);
    }

    /** The number of free variables. */
    int size() {
        return cardinality.length;
    }

    /** The cardinality of each free variable. */
    int[] cardinality() {
        return cardinality;
    }

    /** The name of a free variable. */
    String name(int free) {
        return variables.get(graphIndex[free]).name();
    }

    /** The index in the graph of a free variable. */
    int graphIndex(int free) {
        return graphIndex[free];
    }

    /** The state at which a variable of the graph is fixed, or empty if it is free. */
    OptionalInt findFixedState(int variable) {
        return fixedState[variable] == FIXED ? OptionalInt.empty() : OptionalInt.of(fixedState[variable]);
    }

    /** The tables that are left, none of them a constant. */
    List<Table> tables() {
        return tables;
    }

    /** The factors and likelihoods that evidence has reduced to numbers. */
    List<Double> constants() {
        return constants;
    }
}
