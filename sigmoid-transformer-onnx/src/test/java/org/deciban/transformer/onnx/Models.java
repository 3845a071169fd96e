package org.deciban.transformer.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.Construction;
import org.deciban.compiler.Task;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;

/** Compiled models, one for each way to compile, and evidence for them. */
enum Models {
    ROWS_LOOPY(mixed(), CompilerOptions.loopy(4)),
    ROWS_DAMPED(mixed(), CompilerOptions.loopy(4).withDamping(0.25)),
    ROWS_EXACT(mixed(), CompilerOptions.exact()),
    LOG_ODDS(binary(), CompilerOptions.loopy(4).withConstruction(Construction.LOG_ODDS)),
    LOG_ODDS_MAP(
            binary(),
            CompilerOptions.loopy(4).withConstruction(Construction.LOG_ODDS).withTask(Task.MAP)),
    SCAN(chain(), CompilerOptions.exact().withConstruction(Construction.SCAN));

    final FactorGraph graph;
    final CompiledModel model;

    Models(FactorGraph graph, CompilerOptions options) {
        this.graph = graph;
        this.model = BpCompiler.compile(graph, options);
    }

    /** Loops, two to four states, a factor of three variables, zeros. */
    private static FactorGraph mixed() {
        return FactorGraph.builder()
                .variable("a", "0", "1")
                .variable("b", "0", "1", "2")
                .variable("c", "0", "1")
                .variable("d", "0", "1", "2", "3")
                .factor(List.of("a", "b", "c"), 1, 0, 3, 2, 0, 0.5, 2, 2, 0, 1, 1, 4)
                .factor(List.of("c", "d"), 1, 2, 3, 4, 1e-3, 1, 1, 0)
                .factor(List.of("d", "a"), 2, 1, 1, 2, 3, 1, 1, 1)
                .factor(List.of("b"), 1, 2, 3)
                .build();
    }

    /** A loop, a factor of three variables, zeros. */
    private static FactorGraph binary() {
        return FactorGraph.builder()
                .variable("p", "0", "1")
                .variable("q", "0", "1")
                .variable("r", "0", "1")
                .variable("s", "0", "1")
                .factor(List.of("p", "q", "r"), 1, 2, 0, 4, 2, 1, 5, 0.25)
                .factor(List.of("r", "s"), 0.9, 0.1, 0.2, 0.7)
                .factor(List.of("s", "p"), 1, 3, 2, 1e-3)
                .factor(List.of("q"), 0.3, 0.7)
                .build();
    }

    /** Two to four states, a factor of one variable, zeros. */
    private static FactorGraph chain() {
        return FactorGraph.builder()
                .variable("t", "0", "1", "2")
                .variable("u", "0", "1")
                .variable("w", "0", "1")
                .variable("v", "0", "1", "2", "3")
                .factor(List.of("u", "t"), 1, 0, 3, 2, 0.5, 1)
                .factor(List.of("u", "v"), 1, 2, 3, 4, 1e-3, 1, 1, 0)
                .factor(List.of("v", "w"), 2, 1, 1, 2, 3, 1, 1, 1)
                .factor(List.of("u"), 0.3, 0.7)
                .build();
    }

    /** None, hard, soft, and mixed evidence that is possible. */
    List<Evidence> evidence() {
        List<Evidence> sets = new ArrayList<>(List.of(graph.evidence().build()));
        Random random = new Random(7);
        for (int i = 0; i < 4; i++) {
            Evidence.Builder soft = graph.evidence();
            for (Variable variable : graph.variables()) {
                soft.likelihood(
                        variable,
                        random.doubles(variable.states().size(), 0.05, 1).toArray());
            }
            sets.add(soft.build());
        }
        Variable last = graph.variables().get(graph.variables().size() - 1);
        sets.add(graph.evidence().observe(last, 1).build());
        sets.add(graph.evidence()
                .observe(last, 0)
                .likelihood(graph.variables().get(2), 0.5, 1)
                .build());
        return sets;
    }

    double[][] inputs() {
        return evidence().stream().map(model::inputs).toArray(double[][]::new);
    }
}
