package org.deciban.factorgraph.inference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;

/** Random models small enough to enumerate, the same for the same seed. */
final class RandomGraphs {
    private final Random random;

    RandomGraphs(long seed) {
        this.random = new Random(seed);
    }

    /**
     * A forest of 1 to 8 variables with 1 to 4 states: every factor joins one variable that is there with up to three new
     * ones. Entries are {@code e^{3·N(0,1)}}, zero with the given probability.
     */
    FactorGraph forest(double zeroProbability) {
        List<Variable> variables = variables(1 + random.nextInt(8));
        List<Factor> factors = new ArrayList<>();
        int placed = 1;
        while (placed < variables.size()) {
            int added = Math.min(variables.size() - placed, 1 + random.nextInt(3));
            List<Variable> scope = new ArrayList<>(variables.subList(placed, placed + added));
            if (random.nextInt(10) > 0) {
                scope.add(variables.get(random.nextInt(placed)));
            }
            factors.add(factor(scope, zeroProbability));
            placed += added;
        }
        addUnaryFactors(variables, factors, zeroProbability);
        return graph(variables, factors);
    }

    /** 3 to 7 variables with 1 to 4 states under 3 to 9 factors of 1 to 4 variables; usually with cycles. */
    FactorGraph loopy(double zeroProbability) {
        List<Variable> variables = variables(3 + random.nextInt(5));
        List<Factor> factors = new ArrayList<>();
        int count = 3 + random.nextInt(7);
        for (int i = 0; i < count; i++) {
            List<Variable> shuffled = new ArrayList<>(variables);
            Collections.shuffle(shuffled, random);
            factors.add(factor(
                    shuffled.subList(0, 1 + random.nextInt(Math.min(4, variables.size()))), zeroProbability));
        }
        return graph(variables, factors);
    }

    /** Evidence on about a third of the variables, half of it hard. */
    Evidence evidence(FactorGraph graph) {
        Evidence.Builder evidence = graph.evidence();
        for (Variable variable : graph.variables()) {
            switch (random.nextInt(6)) {
                case 0 -> evidence.observe(variable, random.nextInt(variable.cardinality()));
                case 1 ->
                    evidence.likelihood(
                            variable,
                            random.doubles(variable.cardinality(), 0.01, 1).toArray());
                default -> {}
            }
        }
        return evidence.build();
    }

    private List<Variable> variables(int count) {
        return IntStream.range(0, count)
                .mapToObj(v -> new Variable("x" + v, states(random.nextInt(8) == 0 ? 1 : 2 + random.nextInt(3))))
                .toList();
    }

    private static List<String> states(int count) {
        return IntStream.range(0, count).mapToObj(s -> "s" + s).toList();
    }

    private Factor factor(List<Variable> scope, double zeroProbability) {
        int size = scope.stream().mapToInt(Variable::cardinality).reduce(1, (a, b) -> a * b);
        double[] table = random.doubles(size)
                .map(u -> u < zeroProbability ? 0 : Math.exp(3 * random.nextGaussian()))
                .toArray();
        table[random.nextInt(size)] = 1.0; // a table of zeros is no factor
        return Factor.of(scope, table);
    }

    private void addUnaryFactors(List<Variable> variables, List<Factor> factors, double zeroProbability) {
        for (Variable variable : variables) {
            if (random.nextBoolean()) {
                factors.add(factor(List.of(variable), zeroProbability));
            }
        }
    }

    private static FactorGraph graph(List<Variable> variables, List<Factor> factors) {
        FactorGraph.Builder builder = FactorGraph.builder();
        variables.forEach(builder::variable);
        factors.forEach(builder::factor);
        return builder.build();
    }
}
