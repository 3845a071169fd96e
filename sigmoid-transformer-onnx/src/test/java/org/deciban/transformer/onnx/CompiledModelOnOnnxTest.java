package org.deciban.transformer.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deciban.compiler.CompiledModel;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.inference.Enumeration;
import org.deciban.transformer.engine.DenseEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompiledModelOnOnnxTest {
    @ParameterizedTest
    @EnumSource(Models.class)
    void everyRoundReadsAsOnTheDenseEngine(Models models) {
        double[][] inputs = models.inputs();

        double[][][] reads =
                OnnxEngine.float64().prepare(models.model.program()).run(inputs);

        Agreement.requireClose(
                reads, new DenseEngine().prepare(models.model.program()).run(inputs), 1e-12);
    }

    /** Measured: 2.8e-7 at most. */
    @ParameterizedTest
    @EnumSource(Models.class)
    void everyRoundInFloat32HasTheBeliefsOfFloat64(Models models) {
        CompiledModel single = models.model.on(OnnxEngine.float32());

        for (Evidence evidence : models.evidence()) {
            List<Marginals> rounds = single.beliefsAfterEachRound(evidence);
            List<Marginals> expected = models.model.beliefsAfterEachRound(evidence);
            for (int round = 0; round < expected.size(); round++) {
                requireClose(rounds.get(round), expected.get(round), models.graph, 2e-6);
            }
        }
    }

    @Test
    void anExactModelGivesThePosteriorsOfEnumeration() {
        FactorGraph graph = Models.ROWS_EXACT.graph;
        for (Evidence evidence : Models.ROWS_EXACT.evidence()) {
            Marginals expected = Enumeration.run(graph, evidence).marginals();
            requireClose(Models.ROWS_EXACT.model.on(OnnxEngine.float64()).infer(evidence), expected, graph, 1e-13);
            requireClose(Models.ROWS_EXACT.model.on(OnnxEngine.float32()).infer(evidence), expected, graph, 2e-6);
        }
    }

    @ParameterizedTest
    @EnumSource(Models.class)
    void theFilesOwnPosteriorsAreTheBeliefsOfTheLastRound(Models models) {
        List<Evidence> sets = models.evidence();

        double[][][] posteriors =
                OnnxEngine.float64().prepare(models.model.program()).posteriors(models.inputs());

        for (int i = 0; i < sets.size(); i++) {
            Marginals expected = models.model.infer(sets.get(i));
            for (Variable variable : models.graph.variables()) {
                double[] row = posteriors[i][models.graph.variables().indexOf(variable)];
                for (int s = 0; s < row.length; s++) {
                    double wanted = s < variable.states().size() ? expected.probability(variable, s) : 0;
                    assertThat(row[s])
                            .isCloseTo(wanted, within(s < variable.states().size() ? 1e-12 : 0.0));
                }
            }
        }
    }

    @Test
    void contradictoryEvidenceIsToldInFloat64() {
        FactorGraph graph = Models.ROWS_EXACT.graph;
        // The table of (a, b, c) has a zero at a = 0, b = 0, c = 1.
        Evidence impossible = graph.evidence()
                .observe("a", "0")
                .observe("b", "0")
                .observe("c", "1")
                .build();
        CompiledModel model = Models.ROWS_EXACT.model.on(OnnxEngine.float64());

        assertThatThrownBy(() -> model.infer(impossible)).isInstanceOf(ImpossibleEvidenceException.class);
    }

    @Test
    void activationsAreRefusedWithAWayOut() {
        CompiledModel model = Models.ROWS_LOOPY.model.on(OnnxEngine.float64());

        assertThatThrownBy(() -> model.trace(Evidence.none()))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("the onnx engine runs whole programs and shows no activations."
                        + " Maybe trace on the dense or the folded engine?");
        assertThatThrownBy(() -> OnnxEngine.float64().prepare(model.transformer()))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private static void requireClose(Marginals actual, Marginals expected, FactorGraph graph, double tolerance) {
        for (Variable variable : graph.variables()) {
            for (int s = 0; s < variable.states().size(); s++) {
                assertThat(actual.probability(variable, s))
                        .as("P(%s = %s)", variable, variable.states().get(s))
                        .isCloseTo(expected.probability(variable, s), within(tolerance));
            }
        }
    }
}
