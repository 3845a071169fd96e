package org.deciban.factorgraph.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Variable;

/**
 * What evidence leaves of a factor graph: the variables that are still free, and the tables over them.
 *
 * <p>Variables with hard evidence and variables with a single state are gone: each table is sliced at their states, which
 * is why evidence makes cliques smaller. Soft evidence is a table like any other. Free variables have indices of their own.
 */
final class ReducedModel {
    private static final int FIXED = -1;

    private final FactorGraph graph;
    private final Evidence evidence;
    private final int[] freeIndex;
    private final int[] fixedState;
    private final int[] graphIndex;
    private final int[] cardinality;
    private final List<Table> tables = new ArrayList<>();
    private final List<Double> constants = new ArrayList<>();

    /** Weights over free variables, row-major in the order of the scope, last fastest. */
    record Table(int[] scope, double[] weights) {}

    /**
     * @throws org.deciban.factorgraph.InvalidEvidenceException if the evidence does not fit the graph
     * @throws ImpossibleEvidenceException if a factor is zero wherever it agrees with the evidence
     */
    ReducedModel(FactorGraph graph, Evidence evidence) {
        evidence.requireFits(graph);
        int variables = graph.variables().size();
        this.graph = graph;
        this.evidence = evidence;
        this.freeIndex = new int[variables];
        this.fixedState = new int[variables];
        int[] free = new int[variables];
        int count = 0;
        for (int v = 0; v < variables; v++) {
            Variable variable = graph.variables().get(v);
            OptionalInt observed = evidence.findObservedState(variable);
            fixedState[v] = variable.cardinality() == 1 ? 0 : observed.orElse(FIXED);
            freeIndex[v] = fixedState[v] == FIXED ? count : FIXED;
            if (fixedState[v] == FIXED) {
                free[count++] = v;
            }
        }
        this.graphIndex = Arrays.copyOf(free, count);
        this.cardinality = Arrays.stream(graphIndex)
                .map(v -> graph.variables().get(v).cardinality())
                .toArray();
        for (int f = 0; f < graph.factors().size(); f++) {
            add(slice(graph.factors().get(f), graph.scope(f)));
        }
        for (Variable variable : evidence.variables()) {
            add(likelihood(variable));
        }
    }

    private void add(Table table) {
        if (table.scope.length == 0) {
            constants.add(table.weights[0]);
        } else {
            tables.add(table);
        }
    }

    private Table likelihood(Variable variable) {
        int v = graph.indexOf(variable);
        return fixedState[v] == FIXED
                ? new Table(new int[] {freeIndex[v]}, evidence.likelihood(variable))
                : new Table(new int[0], new double[] {evidence.likelihood(variable, fixedState[v])});
    }

    /** The part of a factor's table that agrees with the fixed states. */
    private Table slice(Factor factor, int[] scope) {
        int[] kept = Arrays.stream(scope)
                .map(v -> freeIndex[v])
                .filter(v -> v != FIXED)
                .toArray();
        int[] strides = new int[kept.length];
        int start = 0;
        int stride = 1;
        int size = 1;
        for (int i = scope.length - 1, k = kept.length; i >= 0; i--) {
            if (fixedState[scope[i]] == FIXED) {
                strides[--k] = stride;
                size *= cardinality[kept[k]];
            } else {
                start += fixedState[scope[i]] * stride;
            }
            stride *= factor.scope().get(i).cardinality();
        }
        double[] weights = new double[size];
        boolean possible = copy(factor, start, strides, kept, weights);
        if (!possible) {
            throw new ImpossibleEvidenceException(evidence, "factor " + factor + " is zero for all that it leaves");
        }
        return new Table(kept, weights);
    }

    /** Copies weights in row-major order of the kept variables; whether one of them is positive. */
    private boolean copy(Factor factor, int start, int[] strides, int[] kept, double[] weights) {
        int[] state = new int[kept.length];
        boolean possible = false;
        int source = start;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = factor.weight(source);
            possible |= weights[i] > 0;
            for (int k = kept.length - 1; k >= 0; k--) {
                source += strides[k];
                if (++state[k] < cardinality[kept[k]]) {
                    break;
                }
                source -= cardinality[kept[k]] * strides[k];
                state[k] = 0;
            }
        }
        return possible;
    }

    /** The exception for evidence that leaves no state of some free variables. */
    ImpossibleEvidenceException impossible(int[] variables) {
        String names =
                Arrays.stream(variables).mapToObj(v -> variable(v).name()).collect(Collectors.joining(", "));
        return new ImpossibleEvidenceException(evidence, "no joint state of (" + names + ") is left");
    }

    /** The cardinality of each free variable. */
    int[] cardinality() {
        return cardinality;
    }

    /** A free variable. */
    Variable variable(int free) {
        return graph.variables().get(graphIndex[free]);
    }

    /** The index of a free variable, or empty if it is fixed. */
    OptionalInt findFree(Variable variable) {
        int index = freeIndex[graph.indexOf(variable)];
        return index == FIXED ? OptionalInt.empty() : OptionalInt.of(index);
    }

    /** The state at which a variable of the graph is fixed. */
    int fixedState(Variable variable) {
        return fixedState[graph.indexOf(variable)];
    }

    /** The distribution of a variable of the graph, given those of the free variables; one-hot if it is fixed. */
    double[] distribution(Variable variable, List<double[]> ofFree) {
        OptionalInt free = findFree(variable);
        return free.isPresent() ? ofFree.get(free.getAsInt()) : oneHot(variable);
    }

    /** The distribution of a fixed variable. */
    double[] oneHot(Variable variable) {
        double[] oneHot = new double[variable.cardinality()];
        oneHot[fixedState(variable)] = 1.0;
        return oneHot;
    }

    /** The joint assignment of the graph, given the states of the free variables. */
    MostProbableAssignment assignment(int[] stateOfFree) {
        Map<Variable, Integer> states = new LinkedHashMap<>();
        for (Variable variable : graph.variables()) {
            OptionalInt free = findFree(variable);
            states.put(variable, free.isPresent() ? stateOfFree[free.getAsInt()] : fixedState(variable));
        }
        return MostProbableAssignment.of(graph, evidence, states);
    }

    /** The variables of the graph. */
    List<Variable> variables() {
        return graph.variables();
    }

    /** The tables that are left, none of them a constant. */
    List<Table> tables() {
        return tables;
    }

    /** The factors and likelihoods that are reduced to numbers. */
    List<Double> constants() {
        return constants;
    }
}
