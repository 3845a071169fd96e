package org.deciban.factorgraph.io;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;

/** Bayesian networks of up to six variables with up to four states and three parents. */
final class RandomNetworks {
    private static final List<String> MARKS =
            List.of("", "_", ".", "/", "<", ">=", "+", "-", "%", "'", "=", "é", "#", "&");

    private RandomNetworks() {}

    static Arbitrary<FactorGraph> networks() {
        return Arbitraries.integers()
                .between(1, 6)
                .flatMap(size -> Arbitraries.longs().map(seed -> network(size, new Random(seed))));
    }

    private static FactorGraph network(int size, Random random) {
        List<Variable> variables = new ArrayList<>();
        FactorGraph.Builder graph = FactorGraph.builder();
        for (int v = 0; v < size; v++) {
            Variable variable = new Variable(mark(random) + "v" + v, states(random));
            List<Variable> parents = new ArrayList<>(variables);
            Collections.shuffle(parents, random);
            parents = parents.subList(0, Math.min(parents.size(), random.nextInt(4)));
            graph.variable(variable);
            graph.factor(Factor.conditional(variable, parents, table(variable, parents, random)));
            variables.add(variable);
        }
        return graph.build();
    }

    private static String mark(Random random) {
        return MARKS.get(random.nextInt(MARKS.size()));
    }

    private static List<String> states(Random random) {
        List<String> states = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int s = 0; s < count; s++) {
            states.add(mark(random) + s + mark(random));
        }
        return states;
    }

    private static double[] table(Variable child, List<Variable> parents, Random random) {
        int rows = parents.stream().mapToInt(Variable::cardinality).reduce(1, (a, b) -> a * b);
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
