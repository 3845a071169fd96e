package org.deciban.benchmarks;

import java.util.List;
import java.util.SplittableRandom;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.deciban.transformer.Program;

/** A graph and the transformer of loopy belief propagation on it, for any number of rounds. */
record EngineSubject(FactorGraph graph, CompiledModel model) {
    private static final int OBSERVED = 3;

    /** The graph compiled as it is, by row attention. */
    static EngineSubject of(FactorGraph graph) {
        return new EngineSubject(graph, BpCompiler.compile(graph, CompilerOptions.loopy(1)));
    }

    /** So many rounds, read after the last layer alone: what a compiled model reads after every round costs time too. */
    Program program(int rounds) {
        return model.withRounds(rounds).program().readAtTheEnd();
    }

    /** Evidence sets that are possible: likelihoods above zero of up to three variables each. */
    List<Evidence> evidence(int sets) {
        SplittableRandom random = new SplittableRandom(1);
        return random.ints(sets)
                .mapToObj(seed -> one(new SplittableRandom(seed)))
                .toList();
    }

    /** The inputs of {@link #evidence}, shape {@code [sets, inputs]}. */
    double[][] inputs(int sets) {
        return evidence(sets).stream().map(model::inputs).toArray(double[][]::new);
    }

    private Evidence one(SplittableRandom random) {
        List<Variable> variables = graph.variables();
        Evidence.Builder evidence = graph.evidence();
        random.ints(0, variables.size())
                .distinct()
                .limit(Math.min(OBSERVED, variables.size()))
                .forEach(v -> {
                    Variable variable = variables.get(v);
                    double[] likelihood =
                            random.doubles(variable.cardinality(), 0.1, 1).toArray();
                    evidence.likelihood(variable.name(), likelihood);
                });
        return evidence.build();
    }
}
