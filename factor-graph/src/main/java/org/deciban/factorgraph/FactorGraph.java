package org.deciban.factorgraph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Variables and factors; stands for the distribution proportional to the product of the factors.
 *
 * <p>Variables and factors have indices, their places in {@link #variables()} and {@link #factors()}; algorithms work on
 * the indices. Build one with {@link #builder()}.
 */
public final class FactorGraph {
    private final List<Variable> variables;
    private final List<Factor> factors;
    private final Map<String, Integer> indexByName;
    private final int[][] scopes;
    private final int[][] factorsOf;

    private FactorGraph(List<Variable> variables, List<Factor> factors, Map<String, Integer> indexByName) {
        this.variables = List.copyOf(variables);
        this.factors = List.copyOf(factors);
        this.indexByName = indexByName;
        this.scopes = new int[factors.size()][];
        int[] degree = new int[variables.size()];
        for (int f = 0; f < scopes.length; f++) {
            scopes[f] = this.factors.get(f).scope().stream()
                    .mapToInt(v -> indexByName.get(v.name()))
                    .toArray();
            for (int v : scopes[f]) {
                degree[v]++;
            }
        }
        this.factorsOf = new int[variables.size()][];
        Arrays.setAll(factorsOf, v -> new int[degree[v]]);
        int[] filled = new int[variables.size()];
        for (int f = 0; f < scopes.length; f++) {
            for (int v : scopes[f]) {
                factorsOf[v][filled[v]++] = f;
            }
        }
    }

    /** An empty builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** The variables; at least one. */
    public List<Variable> variables() {
        return variables;
    }

    /** The factors, in the order of declaration. */
    public List<Factor> factors() {
        return factors;
    }

    /** The variable of that name, or empty. */
    public Optional<Variable> findVariable(String name) {
        return Optional.ofNullable(indexByName.get(name)).map(variables::get);
    }

    /**
     * The index of a variable of this graph.
     *
     * @throws IllegalArgumentException if the graph has no such variable
     */
    public int indexOf(Variable variable) {
        Integer index = indexByName.get(variable.name());
        if (index == null || !variables.get(index).equals(variable)) {
            throw new IllegalArgumentException("variable " + variable + " is not in this graph");
        }
        return index;
    }

    /** The variable indices of a factor's scope, in table order. */
    public int[] scope(int factor) {
        return scopes[factor].clone();
    }

    /** The indices of the factors whose scope holds the variable, ascending. */
    public int[] factorsOf(int variable) {
        return factorsOf[variable].clone();
    }

    /** The number of factors whose scope holds the variable. */
    public int degree(int variable) {
        return factorsOf[variable].length;
    }

    /** The number of (factor, variable) pairs: the edges of the bipartite graph. */
    public int edgeCount() {
        int edges = 0;
        for (int[] scope : scopes) {
            edges += scope.length;
        }
        return edges;
    }

    /** A builder of evidence about this graph's variables. */
    public Evidence.Builder evidence() {
        return new Evidence.Builder(this);
    }

    /** Equal when variables and factors are, in the same order. */
    @Override
    public boolean equals(Object other) {
        return other instanceof FactorGraph that && variables.equals(that.variables) && factors.equals(that.factors);
    }

    @Override
    public int hashCode() {
        return 31 * variables.hashCode() + factors.hashCode();
    }

    @Override
    public String toString() {
        return "FactorGraph[" + variables.size() + " variables, " + factors.size() + " factors]";
    }

    /** Collects variables and factors; {@link #build()} reports every fault of all of them together. */
    public static final class Builder {
        private final List<Variable> variables = new ArrayList<>();
        private final List<Factor> factors = new ArrayList<>();
        private final Map<String, Integer> indexByName = new HashMap<>();
        /** Names of variables that were declared with a fault: nobody should hear that they are unknown as well. */
        private final Set<String> refused = new HashSet<>();

        private final Problems problems = new Problems();

        private Builder() {}

        /** Declares a variable. */
        public Builder variable(String name, String... states) {
            try {
                return variable(Variable.of(name, states));
            } catch (InvalidGraphException e) {
                problems.addAll(e.problems());
                refused.add(name);
                return this;
            }
        }

        /** Declares a variable. */
        public Builder variable(Variable variable) {
            if (indexByName.putIfAbsent(variable.name(), variables.size()) == null) {
                variables.add(variable);
            } else {
                problems.add("variable %s is declared twice", variable);
            }
            return this;
        }

        /** Adds a factor over declared variables, given by name; see {@link Factor#of}. */
        public Builder factor(List<String> scope, double... table) {
            return addResolved("f(" + String.join(", ", scope) + ")", scope, vs -> Factor.of(vs, table));
        }

        /** Adds {@code P(child | parents)} over declared variables, given by name; see {@link Factor#conditional}. */
        public Builder conditional(String child, List<String> parents, double... table) {
            List<String> scope = new ArrayList<>(parents);
            scope.add(child);
            String name = "P(" + child + (parents.isEmpty() ? "" : " | " + String.join(", ", parents)) + ")";
            return addResolved(name, scope, vs -> {
                Variable last = vs.get(vs.size() - 1);
                return Factor.conditional(last, vs.subList(0, vs.size() - 1), table);
            });
        }

        /** Adds a factor; its variables must be declared, with the same states, before {@link #build()}. */
        public Builder factor(Factor factor) {
            factors.add(factor);
            return this;
        }

        private Builder addResolved(String name, List<String> scope, Function<List<Variable>, Factor> make) {
            List<Variable> resolved = new ArrayList<>();
            for (String variable : scope) {
                Integer index = indexByName.get(variable);
                if (index != null) {
                    resolved.add(variables.get(index));
                } else if (!refused.contains(variable)) {
                    problems.add(
                            "factor %s names the unknown variable %s. Maybe it is declared later, or misspelt?",
                            name, variable);
                }
            }
            if (resolved.size() == scope.size()) {
                try {
                    factors.add(make.apply(resolved));
                } catch (InvalidGraphException e) {
                    problems.addAll(e.problems());
                }
            }
            return this;
        }

        /**
         * The graph.
         *
         * @throws InvalidGraphException listing every fault of every declaration: no variable at all, a name declared
         *     twice, an unknown variable, and whatever {@link Variable} and {@link Factor} refuse
         */
        public FactorGraph build() {
            Problems all = new Problems();
            all.addAll(problems.found());
            if (variables.isEmpty() && refused.isEmpty()) {
                all.add("the graph has no variables");
            }
            for (Factor factor : factors) {
                for (Variable variable : factor.scope()) {
                    Integer index = indexByName.get(variable.name());
                    if (index == null) {
                        if (!refused.contains(variable.name())) {
                            all.add("factor %s names the unknown variable %s", factor, variable);
                        }
                    } else if (!variables.get(index).equals(variable)) {
                        all.add(
                                "factor %s has the variable %s with states %s, declared with %s",
                                factor,
                                variable,
                                variable.states(),
                                variables.get(index).states());
                    }
                }
            }
            all.throwAsInvalidGraph();
            return new FactorGraph(variables, factors, Map.copyOf(indexByName));
        }
    }
}
