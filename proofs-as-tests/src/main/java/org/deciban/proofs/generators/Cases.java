package org.deciban.proofs.generators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Topology;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.random.RandomModels;
import org.deciban.proofs.generators.Case.Entries;

/**
 * Draws cases; the same random stream gives the same case. They have no, hard or soft evidence or both, which may be impossible.
 *
 * <p>Variables are called {@code v0, v1, …} or, where a graph comes from {@link RandomModels} or {@link Gates}, {@code x0, …}
 * and {@code c}.
 */
public final class Cases {
    /** The most table entries, times arity, of one factor: a forward pass takes time quadratic in the sum. */
    private static final int MOST_ROW_TOKENS = 130;

    private static final Entries[] TABLES = {
        Entries.MODERATE, Entries.SPREAD, Entries.EXTREME, Entries.WITH_ZEROS, Entries.EXTREME_WITH_ZEROS
    };

    private Cases() {}

    /** A Bayesian network of 1 to 7 variables in which every variable but the first has one parent. */
    public static Case tree(RandomGenerator random) {
        List<List<Integer>> parents = new ArrayList<>();
        int count = 1 + random.nextInt(7);
        for (int v = 0; v < count; v++) {
            parents.add(v == 0 ? List.of() : List.of(random.nextInt(v)));
        }
        return network(parents, random);
    }

    /**
     * A Bayesian network of 1 to 7 variables with up to 3 parents, whose edges form a tree when their directions are forgotten.
     */
    public static Case polytree(RandomGenerator random) {
        List<List<Integer>> parents = new ArrayList<>();
        int count = 1 + random.nextInt(7);
        for (int v = 0; v < count; v++) {
            parents.add(new ArrayList<>());
            if (v > 0) {
                int u = random.nextInt(v);
                boolean forward = parents.get(u).size() == 3 || random.nextBoolean();
                parents.get(forward ? v : u).add(forward ? u : v);
            }
        }
        return network(parents, random);
    }

    /** Factors over 1 to 4 of 1 to 7 variables, without cycles; see {@link #draw}. */
    public static Case forest(RandomGenerator random) {
        return draw(random, true);
    }

    /** Factors over 1 to 4 of 2 to 7 variables, with a cycle; see {@link #draw}. */
    public static Case loopy(RandomGenerator random) {
        Case drawn = draw(random, false);
        while (drawn.isForest()) {
            drawn = draw(random, false);
        }
        return drawn;
    }

    /** A gate of 3 to 5 inputs and up to two factors over two of its variables; see {@link Gates#graph}. */
    public static Case gates(RandomGenerator random) {
        FactorGraph graph = Gates.graph(random, random.nextInt(3) == 0, random.nextInt(3));
        return withEvidence(graph, Entries.GATES, random);
    }

    /**
     * An Ising model on a grid of 2 × 2 to 3 × 3 variables, couplings J uniform in [−3, 3), fields h in [−1, 1): loopy belief
     * propagation often oscillates on it.
     */
    public static Case strong(RandomGenerator random) {
        int rows = 2 + random.nextInt(2);
        int columns = 2 + random.nextInt(2);
        FactorGraph graph = RandomModels.ising(random.nextLong(), rows, columns, -3, 3, 1);
        return withEvidence(graph, Entries.COUPLINGS, random);
    }

    /**
     * 1 to 7 variables with 1 to 5 states, factors over 1 to 4 of them, every kind of table but those of gates and couplings.
     *
     * @param asForest whether the graph must be a forest; it may be one all the same
     */
    public static Case draw(RandomGenerator random, boolean asForest) {
        return draw(random, asForest, Cases::variable, 4);
    }

    /** As {@link #draw}, of variables of two states and factors over at most two of them or, as often, at most three. */
    public static Case drawBoolean(RandomGenerator random, boolean asForest) {
        return draw(random, asForest, (name, unused) -> Variable.of(name, "s0", "s1"), 2 + random.nextInt(2));
    }

    private static Case draw(
            RandomGenerator random,
            boolean asForest,
            BiFunction<String, RandomGenerator, Variable> kind,
            int mostArity) {
        List<Variable> variables = new ArrayList<>();
        int count = 1 + random.nextInt(7);
        for (int v = 0; v < count; v++) {
            variables.add(kind.apply("v" + v, random));
        }
        Entries entries = tables(random);
        List<List<Variable>> scopes =
                asForest ? forest(variables, mostArity, random) : anyScopes(variables, mostArity, random);
        for (Variable variable : variables) {
            if (random.nextInt(3) == 0) {
                scopes.add(List.of(variable));
            }
        }
        FactorGraph.Builder builder = FactorGraph.builder();
        variables.forEach(builder::variable);
        for (List<Variable> scope : scopes) {
            builder.factor(Factor.of(scope, table(scope, entries, random)));
        }
        return withEvidence(builder.build(), entries, random);
    }

    /** Variables of two or three states and {@code P(variable | parents)} for each. */
    private static Case network(List<List<Integer>> parents, RandomGenerator random) {
        FactorGraph.Builder builder = FactorGraph.builder();
        List<Variable> variables = new ArrayList<>();
        for (int v = 0; v < parents.size(); v++) {
            variables.add(withStates("v" + v, 2 + random.nextInt(2)));
            builder.variable(variables.get(v));
        }
        Entries entries = tables(random);
        for (int v = 0; v < parents.size(); v++) {
            List<Variable> of = parents.get(v).stream().map(variables::get).toList();
            builder.factor(Factor.conditional(variables.get(v), of, rows(variables.get(v), of, entries, random)));
        }
        return withEvidence(builder.build(), entries, random);
    }

    /** One distribution for each joint state of the parents. */
    private static double[] rows(Variable child, List<Variable> parents, Entries entries, RandomGenerator random) {
        int columns = child.cardinality();
        double[] table = new double[cells(parents) * columns];
        for (int row = 0; row < table.length; row += columns) {
            double[] weights = table(List.of(child), entries, random);
            double sum = Arrays.stream(weights).sum();
            for (int state = 0; state < columns; state++) {
                table[row + state] = weights[state] / sum;
            }
        }
        return table;
    }

    private static Entries tables(RandomGenerator random) {
        return TABLES[random.nextInt(TABLES.length)];
    }

    private static Case withEvidence(FactorGraph graph, Entries entries, RandomGenerator random) {
        int rounds = Topology.of(graph).roundsForExactness().orElse(1 + random.nextInt(6));
        return new Case(graph, evidence(graph, random), entries, rounds);
    }

    private static Variable variable(String name, RandomGenerator random) {
        // Two states in half of the cases: with more, factors over four variables would be rare.
        int cardinality = random.nextBoolean() ? 2 : 1 + random.nextInt(5);
        return withStates(name, cardinality);
    }

    private static Variable withStates(String name, int cardinality) {
        String[] states = new String[cardinality];
        Arrays.setAll(states, s -> "s" + s);
        return Variable.of(name, states);
    }

    /** Each factor joins variables that are not yet connected to at most one that is. */
    private static List<List<Variable>> forest(List<Variable> variables, int mostArity, RandomGenerator random) {
        List<List<Variable>> scopes = new ArrayList<>();
        List<Variable> connected = new ArrayList<>();
        int next = 0;
        while (next < variables.size()) {
            List<Variable> scope = new ArrayList<>();
            if (!connected.isEmpty() && random.nextInt(6) > 0) {
                scope.add(connected.get(random.nextInt(connected.size())));
            }
            int arity = 1 + random.nextInt(mostArity);
            while (scope.size() < arity && next < variables.size() && fits(scope, variables.get(next))) {
                scope.add(variables.get(next++));
            }
            if (scope.isEmpty() || !connected.contains(scope.get(0)) || scope.size() > 1) {
                connected.addAll(scope);
                Shuffle.inPlace(scope, random);
                scopes.add(scope);
            }
        }
        return scopes;
    }

    private static List<List<Variable>> anyScopes(List<Variable> variables, int mostArity, RandomGenerator random) {
        List<List<Variable>> scopes = new ArrayList<>();
        int count = 1 + random.nextInt(variables.size() * 4 / mostArity + 1);
        for (int f = 0; f < count; f++) {
            List<Variable> shuffled = new ArrayList<>(variables);
            Shuffle.inPlace(shuffled, random);
            List<Variable> scope = new ArrayList<>();
            int arity = 1 + random.nextInt(mostArity);
            for (Variable variable : shuffled) {
                if (scope.size() < arity && fits(scope, variable)) {
                    scope.add(variable);
                }
            }
            scopes.add(scope);
        }
        return scopes;
    }

    private static boolean fits(List<Variable> scope, Variable added) {
        return scope.isEmpty() || cells(scope) * added.cardinality() * (scope.size() + 1) <= MOST_ROW_TOKENS;
    }

    private static int cells(List<Variable> scope) {
        return scope.stream().mapToInt(Variable::cardinality).reduce(1, (a, b) -> a * b);
    }

    private static double[] table(List<Variable> scope, Entries entries, RandomGenerator random) {
        double[] table = new double[cells(scope)];
        Arrays.setAll(table, i -> entry(entries, random));
        if (Arrays.stream(table).allMatch(entry -> entry == 0)) {
            table[random.nextInt(table.length)] = 1;
        }
        return table;
    }

    private static double entry(Entries entries, RandomGenerator random) {
        boolean zero = random.nextInt(3) == 0;
        switch (entries) {
            case MODERATE:
                return 0.05 + 0.95 * random.nextDouble();
            case SPREAD:
                return Math.exp(3 * random.nextGaussian());
            case EXTREME:
                return Math.exp(60 * random.nextDouble() - 30);
            case WITH_ZEROS:
                return zero ? 0 : 0.05 + 0.95 * random.nextDouble();
            case EXTREME_WITH_ZEROS:
                return zero ? 0 : Math.exp(60 * random.nextDouble() - 30);
            default:
                throw new AssertionError(entries);
        }
    }

    /** Evidence about a graph: none in a quarter of the cases, else hard or soft on a third of the variables. */
    public static Evidence evidence(FactorGraph graph, RandomGenerator random) {
        Evidence.Builder builder = graph.evidence();
        boolean any = random.nextInt(4) > 0;
        for (Variable variable : graph.variables()) {
            if (any && random.nextInt(3) == 0) {
                if (random.nextBoolean()) {
                    builder.observe(variable, random.nextInt(variable.cardinality()));
                } else {
                    double[] likelihood = new double[variable.cardinality()];
                    Arrays.setAll(likelihood, s -> random.nextInt(5) == 0 ? 0 : random.nextDouble());
                    likelihood[random.nextInt(likelihood.length)] = random.nextDouble() + 1e-3;
                    builder.likelihood(variable, likelihood);
                }
            }
        }
        return builder.build();
    }
}
