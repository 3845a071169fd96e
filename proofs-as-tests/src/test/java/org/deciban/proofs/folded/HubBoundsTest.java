package org.deciban.proofs.folded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.Construction;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.deciban.transformer.folded.FoldReport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The price of a wrong address bit is high enough that the weights alone prove every dropped attention weight to be zero. */
class HubBoundsTest {
    private static void requireNoFreeHead(FactorGraph graph, CompilerOptions options) {
        CompiledModel model = BpCompiler.compile(graph, options);
        FoldReport report = FoldedModels.report(model);
        assertThat(report.freeHeads()).as("free heads of %s", options).isZero();
        assertThat(report.free()).isZero();
        assertThat(report.productForm())
                .isEqualTo(options.construction() == Construction.ROWS && options.damping() == 0);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 14, 28, 29, 30, 31, 32, 60, 61, 62, 124, 125, 126, 253, 300})
    void hubsOfAnyDegree(int degree) {
        FactorGraph.Builder builder = FactorGraph.builder().variable("hub", "no", "yes");
        for (int i = 0; i < degree; i++) {
            builder.variable("leaf" + i, "no", "yes").factor(List.of("hub", "leaf" + i), 1, 2, 3, 0);
        }
        FactorGraph graph = builder.build();
        requireNoFreeHead(graph, CompilerOptions.loopy(3));
        requireNoFreeHead(graph, CompilerOptions.loopy(3).withDamping(0.5));
        requireNoFreeHead(graph, CompilerOptions.loopy(3).withDamping(0.99));
        requireNoFreeHead(graph, CompilerOptions.loopy(3).withConstruction(Construction.LOG_ODDS));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 16, 17, 60, 120})
    void variablesOfManyStates(int states) {
        Random random = new Random(states);
        Variable a = variable("a", states);
        Variable b = variable("b", 3);
        FactorGraph.Builder builder = FactorGraph.builder().variable(a).variable(b);
        builder.factor(List.of("a", "b"), random.doubles(3L * states, 1e-9, 1).toArray());
        builder.factor(List.of("a"), random.doubles(states, 1e-300, 1).toArray());
        requireNoFreeHead(builder.build(), CompilerOptions.loopy(4));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
    void factorsOfManySlots(int arity) {
        Random random = new Random(arity);
        FactorGraph.Builder builder = FactorGraph.builder();
        List<String> scope = new ArrayList<>();
        for (int i = 0; i < arity; i++) {
            builder.variable(variable("v" + i, 2));
            scope.add("v" + i);
        }
        builder.factor(
                scope,
                random.doubles(1L << arity, 0, 1)
                        .map(x -> x < 0.3 ? 0 : Math.pow(x, 100))
                        .toArray());
        builder.factor(List.of("v0", "v1"), 0.1, 0.2, 0.3, 0.4);
        FactorGraph graph = builder.build();
        requireNoFreeHead(graph, CompilerOptions.loopy(4));
        requireNoFreeHead(graph, CompilerOptions.loopy(4).withDamping(0.9));
        requireNoFreeHead(graph, CompilerOptions.exact());
    }

    private static Variable variable(String name, int states) {
        String[] names = new String[states];
        Arrays.setAll(names, s -> "s" + s);
        return Variable.of(name, names);
    }
}
