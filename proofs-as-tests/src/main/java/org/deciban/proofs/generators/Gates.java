package org.deciban.proofs.generators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;

/**
 * Draws gates: AND, OR, noisy-OR and noisy-AND with negated inputs, inhibition and leak, their variables in any order.
 *
 * <p>The table is written from the words, P(output) = 1 − (1 − leak) · Π over active inputs of (1 − strength), and its dual.
 */
public final class Gates {
    private Gates() {}

    /** A gate of some inputs over new variables {@code x0 …} and an output {@code c}. */
    public static Factor draw(int inputs, boolean deterministic, RandomGenerator random) {
        List<Variable> variables = new ArrayList<>();
        for (int i = 0; i < inputs; i++) {
            variables.add(Variable.of("x" + i, "false", "true"));
        }
        return draw(variables, Variable.of("c", "false", "true"), deterministic, random);
    }

    /** A gate with these inputs and output. */
    public static Factor draw(List<Variable> inputs, Variable output, boolean deterministic, RandomGenerator random) {
        boolean conjunction = random.nextBoolean();
        double leak = deterministic || random.nextBoolean() ? 0 : random.nextDouble() / (random.nextInt(1000) + 1);
        boolean[] negated = new boolean[inputs.size()];
        double[] strength = new double[inputs.size()];
        for (int i = 0; i < inputs.size(); i++) {
            negated[i] = random.nextInt(3) == 0;
            strength[i] = deterministic || random.nextInt(4) == 0 ? 1 : random.nextDouble();
        }
        List<Variable> scope = new ArrayList<>(inputs);
        scope.add(output);
        Shuffle.inPlace(scope, random);
        double scale = random.nextInt(3) == 0 ? 3 : 1;
        double[] table = new double[1 << scope.size()];
        for (int index = 0; index < table.length; index++) {
            double inhibited = 1 - leak;
            boolean out = false;
            for (int slot = 0; slot < scope.size(); slot++) {
                boolean isTrue = (index >> (scope.size() - 1 - slot) & 1) == 1;
                int input = inputs.indexOf(scope.get(slot));
                if (input < 0) {
                    out = isTrue;
                } else if (isTrue != negated[input] != conjunction) {
                    inhibited *= 1 - strength[input];
                }
            }
            // OR: an active input causes the output. AND: an inactive input prevents it.
            table[index] = scale * (out == conjunction ? inhibited : 1 - inhibited);
        }
        return Factor.of(scope, table);
    }

    /**
     * A gate of 3 to 5 inputs with priors on some of them, and a few factors over two of its variables: a forest if there
     * are none of those, else with cycles.
     */
    public static FactorGraph graph(RandomGenerator random, boolean deterministic, int pairwise) {
        Factor gate = draw(3 + random.nextInt(3), deterministic, random);
        FactorGraph.Builder builder = FactorGraph.builder();
        gate.scope().forEach(builder::variable);
        builder.factor(gate);
        for (Variable variable : gate.scope()) {
            if (random.nextBoolean()) {
                builder.factor(Factor.of(List.of(variable), weights(2, random)));
            }
        }
        for (int i = 0; i < pairwise; i++) {
            List<Variable> shuffled = new ArrayList<>(gate.scope());
            Shuffle.inPlace(shuffled, random);
            builder.factor(Factor.of(shuffled.subList(0, 2), weights(4, random)));
        }
        return builder.build();
    }

    private static double[] weights(int count, RandomGenerator random) {
        double[] weights = new double[count];
        Arrays.setAll(weights, i -> 0.2 + random.nextDouble());
        return weights;
    }
}
