package org.deciban.proofs.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.deciban.proofs.verify.Rounds.atEveryRound;
import static org.deciban.proofs.verify.Verifier.verifyThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.Construction;
import org.deciban.compiler.ImportedModel;
import org.deciban.compiler.PropagationGraph;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.proofs.claims.PerturbedEngine;
import org.deciban.proofs.verify.Verdict.Refuted;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Cell;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Input;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.ReadOut;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.io.TensorType;
import org.deciban.transformer.io.TransformerFile;
import org.deciban.transformer.trace.HookPoint;
import org.junit.jupiter.api.Test;

/** Which part of a refuted model is named. */
class FaultTest {
    private static final CompilerOptions LOG_ODDS = CompilerOptions.auto().withConstruction(Construction.LOG_ODDS);

    private static final FactorGraph TREE = tree("a", "b", "c", "d");

    private static final FactorGraph TRIANGLE = FactorGraph.builder()
            .variable("a", "no", "yes")
            .variable("b", "no", "yes")
            .variable("c", "no", "yes")
            .factor(List.of("a"), 1, 2)
            .factor(List.of("a", "b"), 3, 1, 1, 3)
            .factor(List.of("b", "c"), 2, 1, 1, 4)
            .factor(List.of("c", "a"), 3, 1, 2, 3)
            .build();

    /** The variables are declared in the order given. */
    private static FactorGraph tree(String... order) {
        FactorGraph.Builder graph = FactorGraph.builder();
        for (String name : order) {
            graph.variable(name, "no", "yes");
        }
        return graph.conditional("a", List.of(), 0.7, 0.3)
                .conditional("b", List.of(), 0.4, 0.6)
                .conditional("c", List.of("a", "b"), 0.9, 0.1, 0.6, 0.4, 0.3, 0.7, 0.2, 0.8)
                .conditional("d", List.of("c"), 0.8, 0.2, 0.35, 0.65)
                .build();
    }

    private static ImportedModel imported(CompiledModel compiled, Program program, FactorGraph graph) {
        return ImportedModel.of(
                "m", TransformerFile.of(program, compiled.toFile().provenance()), graph);
    }

    private static Verdict verdict(ImportedModel model) {
        Evidence evidence = model.graph()
                .evidence()
                .likelihood("a", 0.3, 0.6)
                .likelihood("c", 0.5, 0.2)
                .build();
        Verifier verifier = verifyThat(model).given(Evidence.none()).given(evidence);
        Verdict rounds = verifier.matchesLoopyBp(atEveryRound());
        return model.propagatesOn() == PropagationGraph.DECLARED
                ? rounds
                : verifier.matchesExactPosterior(Tolerance.ROUNDING);
    }

    private static Fault fault(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Refuted.class);
        return verdict.findWorst().orElseThrow().fault().orElseThrow();
    }

    /** Every weight matrix of every part is moved; whenever that makes an answer wrong, that very part is named. */
    private static Set<String> everyMovedWeightIsNamed(FactorGraph graph, CompilerOptions options, FactorGraph given) {
        CompiledModel compiled = BpCompiler.compile(graph, options);
        Set<String> refuted = new TreeSet<>();
        for (Perturbation moved : Perturbation.each(compiled.program())) {
            Verdict verdict = verdict(imported(compiled, moved.program(), given));
            if (!verdict.word().equals("REFUTED")) {
                continue;
            }
            Fault fault = verdict.findFault().orElseThrow();
            Layer layer = compiled.transformer().layers().get(moved.layer());
            assertThat(fault.layer().orElseThrow().name()).as("%s", moved).isEqualTo(layer.name());
            assertThat(compiled.transformer()
                            .layers()
                            .get(fault.layer().orElseThrow().index()))
                    .isEqualTo(layer);
            if (moved.head() == HookPoint.NO_HEAD) {
                assertThat(fault.place().kind()).as("%s", moved).isEqualTo(Fault.Kind.FEED_FORWARD);
                assertThat(fault.head()).isEmpty();
            } else {
                AttentionHead head = layer.heads().get(moved.head());
                assertThat(fault.head()).contains(new Fault.Named(moved.head(), head.name()));
            }
            assertThat(fault.weights()).as("%s", moved).containsExactly(moved.matrix());
            assertThat(fault.alone()).isTrue();
            assertThat(fault.deviation().magnitude()).isPositive();
            refuted.add(moved.matrix());
        }
        return refuted;
    }

    @Test
    void aMovedWeightOfRowAttentionIsNamedWhateverItsMatrix() {
        assertThat(everyMovedWeightIsNamed(TREE, CompilerOptions.exact(), TREE))
                .contains("W_Q", "W_K", "W_V", "W_O", "W_1", "W_2");
    }

    @Test
    void aMovedWeightOfTiedLayersOnALoopIsNamedWhateverItsMatrix() {
        assertThat(everyMovedWeightIsNamed(TRIANGLE, CompilerOptions.loopy(3).withDamping(0.2), TRIANGLE))
                .contains("W_Q", "W_K", "W_V", "W_O", "W_1", "W_2");
    }

    @Test
    void aMovedWeightOfAJunctionTreeIsNamedWhateverItsMatrix() {
        assertThat(everyMovedWeightIsNamed(TRIANGLE, CompilerOptions.exact(), TRIANGLE))
                .contains("W_Q", "W_K", "W_V", "W_O", "W_1", "W_2");
    }

    @Test
    void aMovedWeightOfLogOddsIsNamedWhateverItsMatrix() {
        assertThat(everyMovedWeightIsNamed(TREE, LOG_ODDS, TREE)).contains("W_Q", "W_K", "W_V", "W_O", "W_1", "W_2");
    }

    @Test
    void aMovedWeightIsNamedEvenIfTheGraphIsGivenInAnotherOrderThanTheFileHas() {
        assertThat(everyMovedWeightIsNamed(TREE, CompilerOptions.exact(), tree("d", "b", "a", "c")))
                .contains("W_Q", "W_K", "W_V", "W_O", "W_1", "W_2");
    }

    /** No construction uses every bias: where one is zero, something is added to it. */
    @Test
    void aBiasThatShouldBeZeroIsNamed() {
        for (String matrix : List.of("b_1", "b_2")) {
            CompiledModel compiled = BpCompiler.compile(TREE, CompilerOptions.exact());
            Layer old = compiled.transformer().layers().get(1);
            FeedForward ff = old.feedForward();
            double[] b1 = ff.b1().toRowMajor();
            double[] b2 = ff.b2().toRowMajor();
            for (int i = 0; matrix.equals("b_1") && i < b1.length; i++) {
                b1[i] += 0.01;
            }
            for (int i = 0; matrix.equals("b_2") && i < b2.length; i++) {
                b2[i] += i % 2 == 0 ? 0.01 : 0;
            }
            Layer moved = new Layer(
                    old.name(),
                    old.heads(),
                    new FeedForward(
                            ff.w1(),
                            Matrix.ofRowMajor(b1.length, 1, b1),
                            ff.w2(),
                            Matrix.ofRowMajor(b2.length, 1, b2),
                            ff.activation()));
            Fault fault = fault(verdict(imported(compiled, Perturbation.with(compiled.program(), old, moved), TREE)));
            assertThat(fault.where()).isEqualTo("first off in layer 1 (update), feed-forward: " + matrix);
            assertThat(fault.alone()).isTrue();
        }
    }

    @Test
    void aMovedEntryOfATokenIsNamedWithTokenAndDimension() {
        for (CompilerOptions options : List.of(CompilerOptions.exact(), LOG_ODDS)) {
            CompiledModel compiled = BpCompiler.compile(TREE, options);
            Program program = compiled.program();
            List<Cell> inputs = program.inputs().stream().map(Input::cell).toList();
            int refuted = 0;
            List<Cell> cells = entries(program.tokens());
            for (int i = 0; i < cells.size(); i += 9) {
                Cell cell = cells.get(i);
                double[] moved = {program.tokens().get(cell.token(), cell.dimension()) * 1.001};
                if (inputs.contains(cell)) {
                    continue;
                }
                Program changed = new Program(
                        program.transformer(),
                        program.tokens().with(List.of(cell), moved),
                        program.inputs(),
                        program.readOut());
                Verdict verdict = verdict(imported(compiled, changed, TREE));
                if (verdict instanceof Refuted) {
                    Fault fault = fault(verdict);
                    assertThat(fault.place().kind()).isEqualTo(Fault.Kind.TOKENS);
                    assertThat(fault.deviation().token()).isEqualTo(cell.token());
                    assertThat(fault.deviation().dimension()).isEqualTo(cell.dimension());
                    assertThat(fault.deviation().actual()).isEqualTo(moved[0]);
                    assertThat(fault.alone()).isTrue();
                    refuted++;
                }
            }
            assertThat(refuted).as("%s", options).isGreaterThan(2);
        }
    }

    private static List<Cell> entries(Matrix tokens) {
        List<Cell> cells = new ArrayList<>();
        for (int row = 0; row < tokens.rows(); row++) {
            int token = row;
            tokens.forEachInRow(row, (column, value) -> cells.add(new Cell(token, column)));
        }
        return cells;
    }

    @Test
    void aGraphWithAnotherTableIsAFaultOfTheTokens() {
        CompiledModel compiled = BpCompiler.compile(TREE, CompilerOptions.exact());
        FactorGraph other = FactorGraph.builder()
                .variable("a", "no", "yes")
                .variable("b", "no", "yes")
                .variable("c", "no", "yes")
                .variable("d", "no", "yes")
                .conditional("a", List.of(), 0.7, 0.3)
                .conditional("b", List.of(), 0.4, 0.6)
                .conditional("c", List.of("a", "b"), 0.9, 0.1, 0.6, 0.4, 0.3, 0.7, 0.2, 0.8)
                .conditional("d", List.of("c"), 0.8, 0.2, 0.36, 0.64)
                .build();
        Fault fault = fault(verdict(imported(compiled, compiled.program(), other)));
        assertThat(fault.where()).matches("first off in tokens, most in \\d+ \\(row \\d of P\\(d \\| c\\) → [cd]\\)");
        assertThat(fault.alone()).isTrue();
    }

    @Test
    void aMovedLogitIsAFaultOfTheReadOut() {
        CompiledModel compiled = BpCompiler.compile(TREE, CompilerOptions.exact());
        Program program = compiled.program();
        ReadOut old = program.readOut();
        ReadOut moved = new ReadOut(old.layers(), old.cells(), Perturbation.moved(old.logits(), 2), old.states());
        Program changed = new Program(program.transformer(), program.tokens(), program.inputs(), moved);
        assertThat(fault(verdict(imported(compiled, changed, TREE))).where()).isEqualTo("first off in read-out");
    }

    @Test
    void ofTwoPartsThatAreOffTheFirstIsNamedAndNotSaidToBeAlone() {
        CompiledModel compiled = BpCompiler.compile(TREE, CompilerOptions.exact());
        Program once = withOutputScaled(compiled.program(), 0, 0);
        Transformer twice = new PerturbedEngine("update", "rows", 1e-3).perturb(once.transformer());
        Program changed = new Program(twice, once.tokens(), once.inputs(), once.readOut());
        Fault fault = fault(verdict(imported(compiled, changed, TREE)));
        assertThat(fault.layer().orElseThrow().name()).isEqualTo("gather");
        assertThat(fault.head().orElseThrow().name()).isEqualTo("sum.0");
        assertThat(fault.alone()).isFalse();
    }

    /** All of W_O of a head a thousandth larger. */
    private static Program withOutputScaled(Program program, int layer, int head) {
        Layer old = program.transformer().layers().get(layer);
        List<AttentionHead> heads = new ArrayList<>(old.heads());
        AttentionHead moved = heads.get(head);
        Matrix output = moved.wO();
        for (int entry = 0; entry < output.nonZeros(); entry++) {
            output = Perturbation.moved(output, entry);
        }
        heads.set(head, new AttentionHead(moved.name(), moved.wQ(), moved.wK(), moved.wV(), output));
        return Perturbation.with(program, old, new Layer(old.name(), heads, old.feedForward()));
    }

    @Test
    void anEngineThatComputesAHeadWronglyIsNamedByLayerAndHead() {
        // There is nothing to erase in the first round.
        Map<String, Integer> firstLayers = Map.of("rows", 1, "erase", 3);
        for (String head : firstLayers.keySet()) {
            CompiledModel compiled =
                    BpCompiler.compile(TREE, CompilerOptions.exact()).on(new PerturbedEngine("update", head, 1e-3));
            Fault fault = fault(verifyThat(compiled).matchesLoopyBp(atEveryRound()));
            assertThat(fault.layer()).contains(new Fault.Named(firstLayers.get(head), "update"));
            assertThat(fault.head().orElseThrow().name()).isEqualTo(head);
            assertThat(fault.where()).endsWith(": the engine");
        }
    }

    @Test
    void inFloat32AMovedWeightIsNamedAndRoundingIsNobodysFault() {
        CompiledModel compiled = BpCompiler.compile(TREE, CompilerOptions.exact());
        TransformerFile sound = compiled.toFile().withWeights(TensorType.F32);
        Verdict rounding = verdict(ImportedModel.of("m", sound, TREE));
        assertThat(rounding).isInstanceOf(Refuted.class);
        assertThat(rounding.findFault()).isEmpty();

        Program changed = withOutputScaled(sound.program(), 0, 0);
        TransformerFile moved = new TransformerFile(changed, sound.provenance(), TensorType.F32);
        Verdict verdict = verifyThat(ImportedModel.of("m", moved, TREE)).matchesExactPosterior(new Tolerance(1e-5));
        assertThat(fault(verdict).head().orElseThrow().name()).isEqualTo("sum.0");
        assertThat(fault(verdict).alone()).isTrue();
    }

    @Test
    void aClaimThatASoundModelDoesNotMeetIsNobodysFault() {
        CompiledModel compiled = BpCompiler.compile(TRIANGLE, CompilerOptions.loopy());
        ImportedModel imported = imported(compiled, compiled.program(), TRIANGLE);
        for (Verifier verifier : List.of(verifyThat(compiled), verifyThat(imported))) {
            Verdict verdict = verifier.matchesExactPosterior(Tolerance.ROUNDING);
            assertThat(verdict).isInstanceOf(Refuted.class);
            assertThat(verdict.findWorst().orElseThrow().fault()).isEmpty();
        }
    }
}
