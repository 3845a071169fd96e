package org.deciban.compiler;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;

/**
 * Which variable of a graph each variable of a file is, and which state each state.
 *
 * @param graph the graph
 * @param indices for each variable of the file its index in the graph
 * @param states for each variable and state of the file the index of that state in the graph
 */
record StateMatch(FactorGraph graph, List<Integer> indices, List<List<Integer>> states) {

    /**
     * Matches by name.
     *
     * @param file what messages call the file
     * @throws ModelMismatchException naming every variable and state of either that the other lacks
     */
    static StateMatch of(String file, List<Variable> variables, FactorGraph graph) {
        List<String> problems = new ArrayList<>();
        List<Integer> indices = new ArrayList<>();
        List<List<Integer>> states = new ArrayList<>();
        for (Variable variable : variables) {
            Optional<Variable> known = graph.findVariable(variable.name());
            if (known.isEmpty()) {
                problems.add("the graph has no variable " + variable + ", which the transformer has");
            } else if (!Set.copyOf(known.get().states()).equals(Set.copyOf(variable.states()))) {
                problems.add("variable " + variable + " has the states "
                        + known.get().states() + " in the graph, " + variable.states() + " in the transformer");
            } else {
                indices.add(graph.variables().indexOf(known.get()));
                states.add(variable.states().stream()
                        .map(known.get().states()::indexOf)
                        .toList());
            }
        }
        Set<String> named = variables.stream().map(Variable::name).collect(Collectors.toCollection(HashSet::new));
        for (Variable variable : graph.variables()) {
            if (!named.contains(variable.name())) {
                problems.add("the transformer has no variable " + variable + ", which the graph has");
            }
        }
        if (!problems.isEmpty()) {
            throw new ModelMismatchException(file, problems);
        }
        return new StateMatch(graph, indices, states);
    }

    /** The match of a graph with itself. */
    static StateMatch identity(FactorGraph graph) {
        List<Variable> variables = graph.variables();
        return new StateMatch(
                graph,
                IntStream.range(0, variables.size()).boxed().toList(),
                variables.stream()
                        .map(v -> IntStream.range(0, v.cardinality()).boxed().toList())
                        .toList());
    }

    /**
     * Where the states of a variable of the graph stand if those of all variables of the file are counted through.
     *
     * @throws IllegalArgumentException if the graph lacks the variable
     */
    List<Integer> rows(Variable variable) {
        int first = 0;
        for (int v = 0; v < indices.size(); v++) {
            if (variable(v).equals(variable)) {
                List<Integer> rows = new ArrayList<>();
                for (int state = 0; state < variable.cardinality(); state++) {
                    rows.add(first + states.get(v).indexOf(state));
                }
                return rows;
            }
            first += states.get(v).size();
        }
        throw new IllegalArgumentException("the graph has no variable " + variable);
    }

    /** The index in the graph of a variable of the file. */
    int index(int variable) {
        return indices.get(variable);
    }

    /** The variable of the graph that a variable of the file is. */
    Variable variable(int variable) {
        return graph.variables().get(index(variable));
    }

    /** Entries by the states of the graph, put into the order of the file. */
    double[] toFile(int variable, double[] ofGraph) {
        return states.get(variable).stream()
                .mapToDouble(state -> ofGraph[state])
                .toArray();
    }

    /** Entries by the states of the file, put into the order of the graph. */
    double[] toGraph(int variable, double[] ofFile) {
        double[] ofGraph = new double[ofFile.length];
        for (int s = 0; s < ofFile.length; s++) {
            ofGraph[states.get(variable).get(s)] = ofFile[s];
        }
        return ofGraph;
    }
}
