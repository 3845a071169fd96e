package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;

/** The order of variables, states, factors and scopes is bookkeeping: after every round the beliefs are the same. */
class RelabellingProperties {
    @Property
    void orderingsDoNotMatter(@ForAll long seed) {
        FactorGraph graph = BeliefModels.loopy(seed, 2, 0.1);
        Evidence evidence = BeliefModels.evidence(seed, graph);
        Relabelling relabelling = new Relabelling(graph, new Random(seed));
        List<Marginals> expected = BeliefPropagation.beliefsAfterEachRound(graph, evidence, 6);
        List<Marginals> actual =
                BeliefPropagation.beliefsAfterEachRound(relabelling.graph, relabelling.evidence(evidence), 6);
        for (int t = 0; t <= 6; t++) {
            for (Variable variable : graph.variables()) {
                for (String state : variable.states()) {
                    assertThat(actual.get(t).probability(variable.name(), state))
                            .as("%s=%s after %d rounds on %s", variable, state, t, graph.factors())
                            .isCloseTo(expected.get(t).probability(variable.name(), state), within(1e-12));
                }
            }
        }
    }

    /** The same model with everything that has an order in another order. */
    private static final class Relabelling {
        final FactorGraph graph;
        private final Random random;
        private final Map<String, Variable> renewed = new HashMap<>();

        Relabelling(FactorGraph original, Random random) {
            this.random = random;
            FactorGraph.Builder builder = FactorGraph.builder();
            for (Variable variable : shuffled(original.variables())) {
                Variable other = new Variable(variable.name(), shuffled(variable.states()));
                renewed.put(variable.name(), other);
                builder.variable(other);
            }
            shuffled(original.factors()).forEach(f -> builder.factor(renew(f)));
            this.graph = builder.build();
        }

        private <T> List<T> shuffled(List<T> list) {
            List<T> copy = new ArrayList<>(list);
            Collections.shuffle(copy, random);
            return copy;
        }

        private Factor renew(Factor factor) {
            List<Variable> scope = shuffled(
                    factor.scope().stream().map(v -> renewed.get(v.name())).toList());
            double[] table = new double[factor.size()];
            for (int i = 0; i < table.length; i++) {
                table[indexIn(scope, statesOf(factor.scope(), i))] = factor.weight(i);
            }
            return Factor.named(factor.name(), scope, table);
        }

        private static Map<String, String> statesOf(List<Variable> scope, int index) {
            Map<String, String> states = new HashMap<>();
            int rest = index;
            for (int j = scope.size() - 1; j >= 0; j--) {
                Variable variable = scope.get(j);
                states.put(variable.name(), variable.states().get(rest % variable.cardinality()));
                rest /= variable.cardinality();
            }
            return states;
        }

        private static int indexIn(List<Variable> scope, Map<String, String> states) {
            int index = 0;
            for (Variable variable : scope) {
                index = index * variable.cardinality()
                        + variable.findState(states.get(variable.name())).orElseThrow();
            }
            return index;
        }

        Evidence evidence(Evidence original) {
            Evidence.Builder builder = graph.evidence();
            for (Variable variable : original.variables()) {
                Variable other = renewed.get(variable.name());
                double[] likelihood = other.states().stream()
                        .mapToDouble(state -> original.likelihood(
                                variable, variable.findState(state).orElseThrow()))
                        .toArray();
                builder.likelihood(other, likelihood);
            }
            return builder.build();
        }
    }
}
