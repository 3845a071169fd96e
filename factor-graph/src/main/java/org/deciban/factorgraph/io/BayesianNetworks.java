package org.deciban.factorgraph.io;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.jgrapht.alg.cycle.CycleDetector;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleDirectedGraph;

/** What makes a factor graph a Bayesian network: one conditional factor for each variable, and no cycle of parents. */
final class BayesianNetworks {
    private BayesianNetworks() {}

    /** Every reason why a graph is not a Bayesian network; empty if it is one. */
    static List<String> obstacles(FactorGraph graph) {
        List<String> obstacles = new ArrayList<>();
        Set<Variable> children = new HashSet<>();
        for (Factor factor : graph.factors()) {
            Optional<Variable> child = factor.findChild();
            if (child.isEmpty()) {
                obstacles.add("factor " + factor + " is not conditional");
            } else if (!children.add(child.get())) {
                obstacles.add("variable " + child.get() + " has a second conditional factor, " + factor);
            }
        }
        for (Variable variable : graph.variables()) {
            if (!children.contains(variable)) {
                obstacles.add("variable " + variable + " has no conditional factor");
            }
        }
        if (obstacles.isEmpty()) {
            List<String> cyclic = findCyclic(graph.variables(), graph.factors());
            if (!cyclic.isEmpty()) {
                obstacles.add("the parents have " + describe(cyclic));
            }
        }
        return obstacles;
    }

    /** The names, in order, of the variables that can be reached from themselves by arcs from parents to children. */
    static List<String> findCyclic(Collection<Variable> variables, Collection<Factor> factors) {
        SimpleDirectedGraph<String, DefaultEdge> arcs = new SimpleDirectedGraph<>(DefaultEdge.class);
        variables.forEach(v -> arcs.addVertex(v.name()));
        for (Factor factor : factors) {
            List<Variable> scope = factor.scope();
            Variable child = scope.get(scope.size() - 1);
            scope.subList(0, scope.size() - 1).forEach(parent -> arcs.addEdge(parent.name(), child.name()));
        }
        Set<String> cyclic = new CycleDetector<>(arcs).findCycles();
        return variables.stream().map(Variable::name).filter(cyclic::contains).toList();
    }

    /** What a message says of the variables on directed cycles. */
    static String describe(List<String> cyclic) {
        String shown = cyclic.stream().limit(10).map(Excerpt::of).collect(Collectors.joining(", "));
        return "a cycle through some of " + shown + (cyclic.size() > 10 ? ", …" : "");
    }
}
