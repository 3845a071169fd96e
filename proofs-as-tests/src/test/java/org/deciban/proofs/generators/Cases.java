package org.deciban.proofs.generators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Topology;
import org.deciban.factorgraph.Variable;
import org.deciban.proofs.generators.Case.Entries;

/**
 * Draws cases: forests and loopy graphs of 1 to 7 variables with 1 to 5 states, factors over 1 to 4 of them, every kind of
 * table, no, hard and soft evidence. Evidence may be impossible.
 */
public final class Cases extends DomainContextBase {
    /** The most table entries, times arity, of one factor: a forward pass takes time quadratic in the sum. */
    private static final int MOST_ROW_TOKENS = 130;

    /** Cases for {@code @Domain(Cases.class)}. */
    @Provide
    public static Arbitrary<Case> cases() {
        return Arbitraries.randomValue(random -> draw(random, random.nextInt(3) == 0));
    }

    /** Boolean cases, see {@link #drawBoolean}. */
    public static Arbitrary<Case> booleans() {
        return Arbitraries.randomValue(random -> drawBoolean(random, random.nextInt(3) == 0));
    }

    /** Boolean cases without cycles. */
    public static Arbitrary<Case> booleanForests() {
        return Arbitraries.randomValue(random -> drawBoolean(random, true));
    }

    /** Cases without cycles. */
    public static Arbitrary<Case> forests() {
        return Arbitraries.randomValue(random -> draw(random, true));
    }

    /**
     * One case; the same random stream gives the same case.
     *
     * @param asForest whether the graph must be a forest; it may be one all the same
     */
    public static Case draw(Random random, boolean asForest) {
        return draw(random, asForest, Cases::variable, 4);
    }

    /** One case of variables of two states and factors over at most two of them or, as often, at most three. */
    public static Case drawBoolean(Random random, boolean asForest) {
        return draw(random, asForest, (name, unused) -> Variable.of(name, "s0", "s1"), 2 + random.nextInt(2));
    }

    private static Case draw(
            Random random, boolean asForest, BiFunction<String, Random, Variable> kind, int mostArity) {
        List<Variable> variables = new ArrayList<>();
        int count = 1 + random.nextInt(7);
        for (int v = 0; v < count; v++) {
            variables.add(kind.apply("v" + v, random));
        }
        Entries entries = Entries.values()[random.nextInt(Entries.values().length)];
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
        FactorGraph graph = builder.build();
        int rounds = Topology.of(graph).roundsForExactness().orElse(1 + random.nextInt(6));
        return new Case(graph, evidence(graph, random), entries, rounds);
    }

    private static Variable variable(String name, Random random) {
        // Two states in half of the cases: with more, factors over four variables would be rare.
        int cardinality = random.nextBoolean() ? 2 : 1 + random.nextInt(5);
        String[] states = new String[cardinality];
        Arrays.setAll(states, s -> "s" + s);
        return Variable.of(name, states);
    }

    /** Each factor joins variables that are not yet connected to at most one that is. */
    private static List<List<Variable>> forest(List<Variable> variables, int mostArity, Random random) {
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
                Collections.shuffle(scope, random);
                scopes.add(scope);
            }
        }
        return scopes;
    }

    private static List<List<Variable>> anyScopes(List<Variable> variables, int mostArity, Random random) {
        List<List<Variable>> scopes = new ArrayList<>();
        int count = 1 + random.nextInt(variables.size() * 4 / mostArity + 1);
        for (int f = 0; f < count; f++) {
            List<Variable> shuffled = new ArrayList<>(variables);
            Collections.shuffle(shuffled, random);
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

    private static double[] table(List<Variable> scope, Entries entries, Random random) {
        double[] table = new double[cells(scope)];
        Arrays.setAll(table, i -> entry(entries, random));
        if (Arrays.stream(table).allMatch(entry -> entry == 0)) {
            table[random.nextInt(table.length)] = 1;
        }
        return table;
    }

    private static double entry(Entries entries, Random random) {
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

    private static Evidence evidence(FactorGraph graph, Random random) {
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
