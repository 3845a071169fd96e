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

    /** Measured: 2.8e-7 at most, of a scan, which takes several logarithms and sums in a row, 2.7e-6. */
    @ParameterizedTest
    @EnumSource(Models.class)
    void everyRoundInFloat32HasTheBeliefsOfFloat64(Models models) {
        CompiledModel single = models.model.on(OnnxEngine.float32());

        for (Evidence evidence : models.evidence()) {
            List<Marginals> rounds = single.beliefsAfterEachRound(evidence);
            List<Marginals> expected = models.model.beliefsAfterEachRound(evidence);
            for (int round = 0; round < expected.size(); round++) {
                requireClose(rounds.get(round), expected.get(round), models.graph, models == Models.SCAN ? 1e-5 : 2e-6);
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

    /** As {@link org.deciban.transformer.io.OnnxExporter} warns: sums of floors are in another scale, marks are not. */
    @Test
    void contradictoryEvidenceInFloat32IsToldByMarksAndNotBySumsOfFloors() {
        Evidence ofRows = Models.ROWS_EXACT
                .graph
                .evidence()
                .observe("a", "0")
                .observe("b", "0")
                .observe("c", "1")
                .build();
        // The table of (p, q, r) has a zero at p = 0, q = 1, r = 0.
        Evidence ofMarks = Models.LOG_ODDS
                .graph
                .evidence()
                .observe("p", "0")
                .observe("q", "1")
                .observe("r", "0")
                .build();
        CompiledModel rows = Models.ROWS_EXACT.model.on(OnnxEngine.float32());
        CompiledModel marks = Models.LOG_ODDS.model.on(OnnxEngine.float32());

        assertThatThrownBy(() -> marks.infer(ofMarks)).isInstanceOf(ImpossibleEvidenceException.class);
        assertThatThrownBy(() -> Models.LOG_ODDS.model.infer(ofMarks)).isInstanceOf(ImpossibleEvidenceException.class);
        assertThat(rows.infer(ofRows)).isNotNull();
    }

    /** ln 1e-60 is below the floor of float32, and of evidence it is a number all the same. */
    @Test
    void evidenceBelowTheFloorOfFloat32KeepsItsRatio() {
        FactorGraph graph = Models.ROWS_EXACT.graph;
        Evidence strong = graph.evidence()
                .likelihood("a", 1, 1e-60)
                .likelihood("d", 1e-60, 1, 1, 1e-30)
                .build();

        requireClose(
                Models.ROWS_EXACT.model.on(OnnxEngine.float32()).infer(strong),
                Enumeration.run(graph, strong).marginals(),
                graph,
                2e-6);
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
