package org.deciban.testkit.contracts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.jspecify.annotations.Nullable;

/**
 * Implementations of {@link TransformerContract} for each fault: transformers compiled from a graph that is not the one given, or
 * read where they should not be. Directed messages are built into the compiler; those that echo are the textbook's.
 */
final class FaultyTransformers {
    private FaultyTransformers() {}

    static final Map<Fault, Class<?>> SUITES = Map.of(
            Fault.ECHOING_BELIEFS, Echoing.class,
            Fault.UNTRANSPOSED_FACTOR, Untransposed.class,
            Fault.DROPPED_PRIOR, WithoutPriors.class,
            Fault.ONE_ROUND_LATE, Late.class,
            Fault.UNCLAMPED_EVIDENCE, Unclamped.class);

    static class Echoing implements TransformerContract {
        @Override
        public ForwardPass compile(FactorGraph graph, int rounds) {
            return evidence ->
                    TextbookPropagation.beliefsAfterEachRound(graph, evidence, rounds, Fault.ECHOING_BELIEFS);
        }
    }

    static class Untransposed implements TransformerContract {
        @Override
        public ForwardPass compile(FactorGraph graph, int rounds) {
            return correct(withFactors(graph, FaultyTransformers::untransposed), rounds)::beliefsAfterEachRound;
        }
    }

    static class WithoutPriors implements TransformerContract {
        @Override
        public ForwardPass compile(FactorGraph graph, int rounds) {
            return correct(withFactors(graph, FaultyTransformers::withoutPrior), rounds)::beliefsAfterEachRound;
        }
    }

    static class Late implements TransformerContract {
        @Override
        public ForwardPass compile(FactorGraph graph, int rounds) {
            CompiledModel model = correct(graph, rounds);
            return evidence -> {
                List<Marginals> beliefs = new ArrayList<>(model.beliefsAfterEachRound(evidence));
                beliefs.add(0, beliefs.get(0));
                return beliefs.subList(0, rounds + 1);
            };
        }
    }

    /** Shows what every variable was told, and not what was observed of it. */
    static class Unclamped implements TransformerContract {
        @Override
        public ForwardPass compile(FactorGraph graph, int rounds) {
            return evidence ->
                    TextbookPropagation.beliefsAfterEachRound(graph, evidence, rounds, Fault.UNCLAMPED_EVIDENCE);
        }
    }

    /** Goes on answering the first question. */
    static class Remembering implements TransformerContract {
        @Override
        public ForwardPass compile(FactorGraph graph, int rounds) {
            CompiledModel model = correct(graph, rounds);
            return new ForwardPass() {
                private @Nullable Evidence first;

                @Override
                public List<Marginals> beliefsAfterEachRound(Evidence evidence) {
                    first = first == null ? evidence : first;
                    return model.beliefsAfterEachRound(first);
                }
            };
        }
    }

    private static CompiledModel correct(FactorGraph graph, int rounds) {
        return BpCompiler.compile(graph, CompilerOptions.loopy(rounds));
    }

    private static FactorGraph withFactors(FactorGraph graph, Function<Factor, Factor> edit) {
        FactorGraph.Builder builder = FactorGraph.builder();
        graph.variables().forEach(builder::variable);
        graph.factors().forEach(factor -> builder.factor(edit.apply(factor)));
        return builder.build();
    }

    private static Factor withoutPrior(Factor factor) {
        double[] ones = new double[factor.size()];
        Arrays.fill(ones, 1);
        return factor.arity() == 1 ? Factor.of(factor.scope(), ones) : factor;
    }

    /** The table as it would be if it had been written with the first variable fastest. */
    private static Factor untransposed(Factor factor) {
        List<Variable> scope = factor.scope();
        double[] table = new double[factor.size()];
        for (int i = 0; i < table.length; i++) {
            int[] states = new int[scope.size()];
            int rest = i;
            for (int slot = 0; slot < states.length; slot++) {
                states[slot] = rest % scope.get(slot).cardinality();
                rest /= scope.get(slot).cardinality();
            }
            int index = IntStream.range(0, states.length)
                    .reduce(0, (before, slot) -> before * scope.get(slot).cardinality() + states[slot]);
            table[index] = factor.weight(i);
        }
        return Factor.of(scope, table);
    }
}
