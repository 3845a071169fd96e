package org.deciban.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.inference.BeliefPropagation;
import org.deciban.factorgraph.inference.BeliefPropagationOptions;
import org.deciban.factorgraph.inference.MessageDomain;
import org.deciban.transformer.Program;

/** What is timed: a graph, and the transformer of loopy belief propagation on it. */
record BenchSubject(FactorGraph graph, CompiledModel model) {
    /** The graph compiled as it is, whatever cycles it has. */
    static BenchSubject of(FactorGraph graph, CompilerOptions options) {
        return new BenchSubject(graph, BpCompiler.compile(graph, options));
    }

    /** A program of so many rounds that is read after the last layer alone, so that a round costs what a round costs. */
    Program program(int rounds) {
        return model.withRounds(rounds).program().readAtTheEnd();
    }

    /** Evidence that is possible: likelihoods above zero of up to three variables. */
    double[][] inputs(int sets) {
        SplittableRandom random = new SplittableRandom(1);
        double[][] inputs = new double[sets][];
        for (int i = 0; i < sets; i++) {
            List<Variable> open = new ArrayList<>(graph.variables());
            Evidence.Builder evidence = graph.evidence();
            for (int observed = 0; observed < 3 && !open.isEmpty(); observed++) {
                Variable variable = open.remove(random.nextInt(open.size()));
                double[] likelihood = new double[variable.cardinality()];
                for (int s = 0; s < likelihood.length; s++) {
                    likelihood[s] = 0.1 + 0.9 * random.nextDouble();
                }
                evidence.likelihood(variable.name(), likelihood);
            }
            inputs[i] = model.inputs(evidence.build());
        }
        return inputs;
    }

    /** Belief propagation without a transformer, on one thread, messages as probabilities. */
    void propagate(int rounds) {
        BeliefPropagationOptions options = BeliefPropagationOptions.defaults()
                .withDomain(MessageDomain.PROBABILITY)
                .withExactRounds(rounds);
        BeliefPropagation.run(graph, Evidence.none(), options);
    }

    /** Both messages of a (factor, variable) pair are one unit. */
    int edges() {
        return graph.edgeCount();
    }
}
