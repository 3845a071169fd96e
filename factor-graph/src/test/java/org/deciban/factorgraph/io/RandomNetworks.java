package org.deciban.factorgraph.io;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;

/** Graphs of up to six variables with up to four states, and factors over up to four of them. */
final class RandomNetworks {
    private static final List<String> MARKS = List.of(
            "",
            "_",
            ".",
            "/",
            "<",
            ">=",
            "+",
            "-",
            "%",
            "'",
            "=",
            "é",
            "#",
            "&",
            "(",
            "{,}",
            "//",
            "|",
            "\uD83D\uDE00");

    private RandomNetworks() {}

    /** Bayesian networks with names of all kinds. */
    static Arbitrary<FactorGraph> networks() {
        return seeded((size, random) -> network(named(size, random), random));
    }

    /** Bayesian networks with the variables {@code x0}, {@code x1}, … and the states {@code 0}, {@code 1}, …. */
    static Arbitrary<FactorGraph> numberedNetworks() {
        return seeded((size, random) -> network(numbered(size, random), random));
    }

    /** Plain factors over such variables, each variable in one factor at least; weights from 0 to 1e300. */
    static Arbitrary<FactorGraph> numberedGraphs() {
        return seeded((size, random) -> {
            List<Variable> variables = numbered(size, random);
            FactorGraph.Builder graph = FactorGraph.builder();
            variables.forEach(graph::variable);
            for (Variable variable : variables) {
                List<Variable> scope = new ArrayList<>(some(variables, variable, random));
                scope.add(random.nextInt(scope.size() + 1), variable);
                graph.factor(Factor.of(scope, weights(cells(scope), random)));
            }
            return graph.build();
        });
    }

    private static Arbitrary<FactorGraph> seeded(BiFunction<Integer, Random, FactorGraph> graph) {
        return Arbitraries.integers()
                .between(1, 6)
                .flatMap(size -> Arbitraries.longs().map(seed -> graph.apply(size, new Random(seed))));
    }

    private static FactorGraph network(List<Variable> variables, Random random) {
        FactorGraph.Builder graph = FactorGraph.builder();
        variables.forEach(graph::variable);
        for (int v = 0; v < variables.size(); v++) {
            Variable child = variables.get(v);
            List<Variable> parents = some(variables.subList(0, v), child, random);
            graph.factor(Factor.conditional(child, parents, table(child, parents, random)));
        }
        return graph.build();
    }

    private static List<Variable> some(List<Variable> variables, Variable butNot, Random random) {
        List<Variable> others = new ArrayList<>(variables);
        others.remove(butNot);
        Collections.shuffle(others, random);
        return others.subList(0, Math.min(others.size(), random.nextInt(4)));
    }

    private static List<Variable> named(int size, Random random) {
        return IntStream.range(0, size)
                .mapToObj(v -> new Variable(mark(random) + "v" + inner(random) + v, states(random)))
                .toList();
    }

    private static List<Variable> numbered(int size, Random random) {
        return IntStream.range(0, size)
                .mapToObj(v -> new Variable(
                        "x" + v,
                        IntStream.rangeClosed(0, random.nextInt(4))
                                .mapToObj(Integer::toString)
                                .toList()))
                .toList();
    }

    private static int cells(List<Variable> scope) {
        return scope.stream().mapToInt(Variable::cardinality).reduce(1, (a, b) -> a * b);
    }

    private static double[] weights(int cells, Random random) {
        double[] weights = new double[cells];
        for (int i = 0; i < cells; i++) {
            weights[i] = random.nextInt(4) == 0 ? 0 : Math.pow(10, 600 * random.nextDouble() - 300);
        }
        weights[random.nextInt(cells)] = 1 / 3.0;
        return weights;
    }

    private static String mark(Random random) {
        return MARKS.get(random.nextInt(MARKS.size()));
    }

    private static String inner(Random random) {
        return random.nextInt(8) == 0 ? " " : "";
    }

    private static List<String> states(Random random) {
        List<String> states = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int s = 0; s < count; s++) {
            states.add(mark(random) + s + inner(random) + mark(random) + ".");
        }
        return states;
    }

    private static double[] table(Variable child, List<Variable> parents, Random random) {
        int rows = cells(parents);
        int columns = child.cardinality();
        double[] table = new double[rows * columns];
        for (int row = 0; row < rows; row++) {
            double left = 1;
            for (int column = 0; column < columns - 1; column++) {
                double p = random.nextInt(4) == 0 ? 0 : left * random.nextDouble();
                table[row * columns + column] = p;
                left -= p;
            }
            table[row * columns + columns - 1] = left;
        }
        return table;
    }
}
