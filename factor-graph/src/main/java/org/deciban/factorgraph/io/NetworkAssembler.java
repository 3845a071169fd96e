package org.deciban.factorgraph.io;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.InvalidGraphException;
import org.deciban.factorgraph.Variable;

/** Makes a Bayesian network out of its declarations: every variable once, one table for each, no cycle of parents. */
final class NetworkAssembler {
    private final FormatProblems problems;
    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final Map<String, Position> declaredAt = new LinkedHashMap<>();
    private final Map<String, String> nameByLowerCase = new HashMap<>();
    private final Map<String, Position> tableAt = new HashMap<>();
    private final List<Factor> factors = new ArrayList<>();

    NetworkAssembler(FormatProblems problems) {
        this.problems = problems;
    }

    /** Declares a variable. */
    void variable(Position at, String name, List<String> states) {
        Position first = declaredAt.putIfAbsent(name, at);
        if (first != null) {
            problems.add(
                    at,
                    "every variable once",
                    "variable " + Excerpt.of(name) + " again, first declared in line " + first.line(),
                    "");
            return;
        }
        try {
            variables.put(name, new Variable(name, states));
            nameByLowerCase.put(name.toLowerCase(Locale.ROOT), name);
        } catch (InvalidGraphException e) {
            e.problems().forEach(p -> problems.add(at, "names that differ and are not blank", p, ""));
        }
    }

    /** The variable of that name; its absence is reported once, at the place that names it. */
    Optional<Variable> find(Position at, String name) {
        Variable variable = variables.get(name);
        if (variable == null && !declaredAt.containsKey(name)) {
            problems.add(at, "the name of a declared variable", Excerpt.of(name), hint(name));
        }
        return Optional.ofNullable(variable);
    }

    private String hint(String name) {
        String known = nameByLowerCase.get(name.toLowerCase(Locale.ROOT));
        return known == null ? "" : "Maybe you mean " + Excerpt.of(known) + "?";
    }

    /** Notes that a variable has a table; a second one is reported and gives false. */
    boolean claimTable(Position at, String child) {
        Position first = tableAt.putIfAbsent(child, at);
        if (first != null) {
            problems.add(
                    at,
                    "one probability table for a variable",
                    "a second one for " + Excerpt.of(child) + ", the first is in line " + first.line(),
                    "");
        }
        return first == null;
    }

    /** Adds {@code P(child | parents)}. */
    void table(Position at, Variable child, List<Variable> parents, double[] table) {
        try {
            factors.add(Factor.conditional(child, parents, table));
        } catch (InvalidGraphException e) {
            e.problems().forEach(p -> problems.add(at, "a probability table", p, ""));
        }
    }

    /** The graph, with its variables and factors in the order of declaration. */
    FactorGraph finish() {
        if (declaredAt.isEmpty()) {
            problems.add(Position.WHOLE, "at least one variable", "none", "");
        }
        declaredAt.forEach((name, at) -> {
            if (!tableAt.containsKey(name)) {
                problems.add(at, "a probability table for every variable", "none for " + Excerpt.of(name), "");
            }
        });
        problems.throwIfAny();
        requireAcyclic();
        problems.throwIfAny();
        FactorGraph.Builder graph = FactorGraph.builder();
        variables.values().forEach(graph::variable);
        factors.forEach(graph::factor);
        return graph.build();
    }

    private void requireAcyclic() {
        List<String> cyclic = BayesianNetworks.findCyclic(variables.values(), factors);
        if (!cyclic.isEmpty()) {
            Position at = tableAt.getOrDefault(cyclic.get(0), Position.WHOLE);
            problems.add(at, "parents without a directed cycle", BayesianNetworks.describe(cyclic), "");
        }
    }
}
