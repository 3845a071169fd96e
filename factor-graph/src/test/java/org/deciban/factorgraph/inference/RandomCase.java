package org.deciban.factorgraph.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.random.RandomModels;
import org.deciban.factorgraph.random.TableLaw;

/**
 * A small model of any kind and evidence about it, fixed by a seed: trees, loops, constants, isolated and single-state
 * variables, up to five states and four variables a factor, zeros, weights between e^-30 and e^30, hard and soft evidence that
 * may contradict the model.
 */
record RandomCase(FactorGraph graph, Evidence evidence) {

    static RandomCase of(long seed) {
        Random random = new Random(seed);
        FactorGraph graph = graph(random);
        return new RandomCase(graph, evidence(graph, random));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Factor factor : graph.factors()) {
            text.append(factor)
                    .append(' ')
                    .append(Arrays.toString(factor.table()))
                    .append('\n');
        }
        return text.append("given ").append(evidence).toString();
    }

    static FactorGraph graph(Random random) {
        TableLaw law = TableLaw.binary()
                .withStates(1 + random.nextInt(2), 2 + random.nextInt(2))
                .withZeros(random.nextInt(3) * 0.2)
                .withConcentration(0.2 + random.nextInt(3))
                .withSpread(random.nextInt(3) * 5);
        long seed = random.nextLong();
        return switch (random.nextInt(9)) {
            case 0 -> RandomModels.tree(seed, 1 + random.nextInt(9), law);
            case 1 -> RandomModels.polytree(seed, 1 + random.nextInt(9), 3, law);
            case 2 -> RandomModels.bayesianNetwork(seed, 1 + random.nextInt(8), 3, law);
            case 3 -> RandomModels.grid(seed, 2, 2 + random.nextInt(3), law);
            case 4 -> RandomModels.kTree(seed, 3 + random.nextInt(5), 2, law);
            case 5 -> RandomModels.circuit(seed, 2 + random.nextInt(3), random.nextInt(6));
            case 6 -> RandomModels.ising(seed, 3, 3, -2, 2, 1);
            default -> anything(random);
        };
    }

    /** Factors over any scopes, repeated ones among them. */
    private static FactorGraph anything(Random random) {
        FactorGraph.Builder builder = FactorGraph.builder();
        List<Variable> variables = new ArrayList<>();
        int count = 1 + random.nextInt(7);
        for (int v = 0; v < count; v++) {
            List<String> states = IntStream.rangeClosed(0, random.nextInt(5))
                    .mapToObj(s -> "s" + s)
                    .toList();
            variables.add(new Variable("v" + v, states));
            builder.variable(variables.get(v));
        }
        boolean extreme = random.nextInt(3) == 0;
        double zeros = random.nextInt(3) * 0.3;
        int factors = random.nextInt(11);
        for (int f = 0; f < factors; f++) {
            List<Variable> shuffled = new ArrayList<>(variables);
            Collections.shuffle(shuffled, random);
            List<Variable> scope = shuffled.subList(0, Math.min(random.nextInt(5), count));
            int size = scope.stream().mapToInt(Variable::cardinality).reduce(1, (a, b) -> a * b);
            double[] table = new double[size];
            for (int i = 0; i < size; i++) {
                double log = extreme ? 60 * random.nextDouble() - 30 : random.nextGaussian();
                table[i] = random.nextDouble() < zeros ? 0 : Math.exp(log);
            }
            table[random.nextInt(size)] = 1;
            builder.factor(Factor.of(scope, table));
        }
        return builder.build();
    }

    static Evidence evidence(FactorGraph graph, Random random) {
        Evidence.Builder builder = graph.evidence();
        for (Variable variable : graph.variables()) {
            int kind = random.nextInt(8);
            int state = random.nextInt(variable.cardinality());
            if (kind == 0) {
                builder.observe(variable, state);
            } else if (kind == 1) {
                double[] likelihood = random.doubles(variable.cardinality())
                        .map(x -> x < 0.2 ? 0 : x)
                        .toArray();
                likelihood[state] = 0.5;
                builder.likelihood(variable, likelihood);
            }
        }
        return builder.build();
    }
}
