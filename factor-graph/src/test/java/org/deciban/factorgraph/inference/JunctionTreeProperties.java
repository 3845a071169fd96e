package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Variable;

class JunctionTreeProperties {
    @Property
    void junctionTreeAgreesWithEnumeration(@ForAll long seed) {
        Random random = new Random(seed);
        FactorGraph graph = graph(random);
        Evidence evidence = evidence(graph, random);
        ExactPosterior expected;
        try {
            expected = Enumeration.run(graph, evidence);
        } catch (ImpossibleEvidenceException e) {
            assertThatThrownBy(() -> JunctionTree.run(graph, evidence)).isInstanceOf(ImpossibleEvidenceException.class);
            return;
        }
        ExactPosterior actual = JunctionTree.run(graph, evidence);
        assertThat(actual.marginals().farthestFrom(expected.marginals()).magnitude())
                .as(() -> graph.factors() + " given " + evidence + ": "
                        + actual.marginals().farthestFrom(expected.marginals()))
                .isLessThan(1e-13);
        assertThat(actual.logEvidence()).isCloseTo(expected.logEvidence(), within(1e-11));
    }

    private static FactorGraph graph(Random random) {
        FactorGraph.Builder builder = FactorGraph.builder();
        List<Variable> variables = new ArrayList<>();
        int count = 1 + random.nextInt(8);
        for (int v = 0; v < count; v++) {
            List<String> states = IntStream.range(0, 1 + random.nextInt(4))
                    .mapToObj(s -> "s" + s)
                    .toList();
            variables.add(new Variable("v" + v, states));
            builder.variable(variables.get(v));
        }
        boolean extreme = random.nextInt(4) == 0;
        double zeros = random.nextInt(3) * 0.3;
        int factors = random.nextInt(11);
        for (int f = 0; f < factors; f++) {
            List<Variable> shuffled = new ArrayList<>(variables);
            Collections.shuffle(shuffled, random);
            List<Variable> scope = shuffled.subList(0, Math.min(random.nextInt(5), count));
            int size = scope.stream().mapToInt(Variable::cardinality).reduce(1, (a, b) -> a * b);
            double[] table = new double[size];
            for (int i = 0; i < size; i++) {
                table[i] = random.nextDouble() < zeros
                        ? 0
                        : Math.exp(extreme ? 60 * random.nextDouble() - 30 : random.nextGaussian());
            }
            table[random.nextInt(size)] = 1;
            builder.factor(Factor.of(scope, table));
        }
        return builder.build();
    }

    private static Evidence evidence(FactorGraph graph, Random random) {
        Evidence.Builder builder = graph.evidence();
        for (Variable variable : graph.variables()) {
            int kind = random.nextInt(6);
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
