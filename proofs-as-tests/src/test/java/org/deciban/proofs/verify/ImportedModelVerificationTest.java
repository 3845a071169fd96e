package org.deciban.proofs.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.deciban.proofs.verify.Verifier.verifyThat;

import java.util.ArrayList;
import java.util.List;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.Construction;
import org.deciban.compiler.ImportedModel;
import org.deciban.compiler.Task;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.proofs.verify.Verdict.RefusedWrongly;
import org.deciban.proofs.verify.Verdict.Refuted;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.ReadOut;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.io.TensorType;
import org.deciban.transformer.io.TransformerFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Does this network compute this graph? */
class ImportedModelVerificationTest {
    private static final CompilerOptions LOG_ODDS = CompilerOptions.auto().withConstruction(Construction.LOG_ODDS);

    /** One entry of the last factor differs by {@code moved}; with {@code closed} there is a cycle. */
    private static FactorGraph graph(double moved, boolean closed) {
        FactorGraph.Builder graph = FactorGraph.builder()
                .variable("a", "no", "yes")
                .variable("b", "no", "yes")
                .variable("c", "no", "yes")
                .factor(List.of("a"), 1, 2)
                .factor(List.of("a", "b"), 3, 1, 1, 3)
                .factor(List.of("b", "c"), 2, 1, 1, 4 + moved);
        return (closed ? graph.factor(List.of("c", "a"), 3, 1, 2, 3) : graph).build();
    }

    /** As {@link #graph}, with variables and states the other way round. */
    private static FactorGraph reordered(boolean closed) {
        FactorGraph.Builder graph = FactorGraph.builder()
                .variable("c", "yes", "no")
                .variable("b", "yes", "no")
                .variable("a", "yes", "no")
                .factor(List.of("c", "b"), 4, 1, 1, 2)
                .factor(List.of("a"), 2, 1)
                .factor(List.of("a", "b"), 3, 1, 1, 3);
        return (closed ? graph.factor(List.of("a", "c"), 3, 1, 2, 3) : graph).build();
    }

    private static VerificationReport report(TransformerFile file, FactorGraph graph) {
        ImportedModel model = ImportedModel.of("m", file, graph);
        Evidence evidence = graph.evidence().likelihood("c", 0.3, 0.6).build();
        return VerificationReport.of(model, List.of(Evidence.none(), evidence));
    }

    private static List<CompilerOptions> everyKind() {
        return List.of(
                CompilerOptions.exact(),
                CompilerOptions.loopy(6),
                CompilerOptions.loopy(6).withDamping(0.3),
                LOG_ODDS,
                LOG_ODDS.withDamping(0.25).withRounds(9),
                LOG_ODDS.withTask(Task.MAP),
                LOG_ODDS.withTask(Task.MAP).withDamping(0.5).withRounds(4));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anImportedModelIsVerifiedAgainstItsGraphInAnyOrderAndRefutedAgainstAnother(boolean closed) {
        for (CompilerOptions options : everyKind()) {
            CompiledModel compiled = BpCompiler.compile(graph(0, closed), options);
            List<String> claims = VerificationReport.of(compiled, List.of()).checks().stream()
                    .map(Check::name)
                    .filter(name -> !name.equals(VerificationReport.EQUALS_INTERMEDIATE))
                    .toList();
            for (FactorGraph graph : List.of(graph(0, closed), reordered(closed))) {
                VerificationReport own = report(compiled.toFile(), graph);
                assertThat(own.verdict()).as("%s", options).isEqualTo("VERIFIED");
                assertThat(own.checks()).extracting(Check::name).isEqualTo(claims);
            }
            VerificationReport other = report(compiled.toFile(), graph(1e-6, closed));
            assertThat(other.verdict()).as("%s", options).isEqualTo("REFUTED");
            assertThat(other.checks()).allSatisfy(check -> {
                assertThat(check.verdict()).isInstanceOf(Refuted.class);
                Witness witness = check.verdict().findWorst().orElseThrow();
                assertThat(witness.magnitude()).isBetween(1e-9, 1e-5);
                assertThat(witness.where()).matches("[abc]=(no|yes).*");
            });
        }
    }

    @Test
    void aFileInWhichOneWeightIsMovedIsRefuted() {
        for (CompilerOptions options : everyKind()) {
            TransformerFile file = BpCompiler.compile(graph(0, false), options).toFile();
            Program program = file.program();
            int weights = 0;
            int refuted = 0;
            for (Layer layer :
                    program.transformer().layers().stream().distinct().toList()) {
                for (int h = 0; h < layer.heads().size(); h++) {
                    weights++;
                    Layer moved = moved(layer, h);
                    List<Layer> layers = program.transformer().layers().stream()
                            .map(other -> other.equals(layer) ? moved : other)
                            .toList();
                    Transformer transformer =
                            new Transformer(program.transformer().layout(), layers);
                    Program changed = new Program(transformer, program.tokens(), program.inputs(), program.readOut());
                    refuted += report(new TransformerFile(changed, file.provenance(), TensorType.F64), graph(0, false))
                                    .verdict()
                                    .equals("REFUTED")
                            ? 1
                            : 0;
                }
            }
            // A head that matters in no run of this graph may be moved: its output is multiplied by zero.
            assertThat(refuted).as("%s of %s", options, weights).isGreaterThan(weights / 2);
        }
    }

    private static Layer moved(Layer layer, int head) {
        List<AttentionHead> heads = new ArrayList<>(layer.heads());
        AttentionHead old = heads.get(head);
        heads.set(head, new AttentionHead(old.name(), old.wQ(), old.wK(), old.wV(), scaled(old.wO())));
        return new Layer(layer.name(), heads, layer.feedForward());
    }

    private static Matrix scaled(Matrix matrix) {
        double[] entries = matrix.toRowMajor();
        for (int i = 0; i < entries.length; i++) {
            entries[i] *= 1 + 1e-5;
        }
        return Matrix.ofRowMajor(matrix.rows(), matrix.columns(), entries);
    }

    @Test
    void aLogitThatIsMovedIsRefuted() {
        TransformerFile file =
                BpCompiler.compile(graph(0, false), CompilerOptions.exact()).toFile();
        ReadOut readOut = file.program().readOut();
        Program changed = new Program(
                file.program().transformer(),
                file.program().tokens(),
                file.program().inputs(),
                new ReadOut(readOut.layers(), readOut.cells(), scaled(readOut.logits()), readOut.states()));
        TransformerFile moved = TransformerFile.of(changed, file.provenance());
        assertThat(report(moved, graph(0, false)).verdict()).isEqualTo("REFUTED");
    }

    @Test
    void float32WeightsAreRefutedAtTheToleranceOfFloat64AndVerifiedAtTheirOwn() {
        FactorGraph graph = graph(0, false);
        TransformerFile file =
                BpCompiler.compile(graph, CompilerOptions.exact()).toFile().withWeights(TensorType.F32);
        ImportedModel model = ImportedModel.of("m", file, graph);
        Verifier verifier = verifyThat(model);
        assertThat(verifier.matchesExactPosterior(Tolerance.ROUNDING).word()).isEqualTo("REFUTED");
        assertThat(verifier.matchesExactPosterior(new Tolerance(1e-6)).word()).isEqualTo("VERIFIED");
        assertThat(verifier.matchesLoopyBpAtEveryRound(new Tolerance(1e-6)).word())
                .isEqualTo("VERIFIED");
    }

    @Test
    void weightsThatLeaveTheRangeOfNumbersAreRefuted() {
        FactorGraph graph = graph(0, false);
        TransformerFile file =
                BpCompiler.compile(graph, CompilerOptions.exact()).toFile();
        Program program = file.program();
        double[] tokens = program.tokens().toRowMajor();
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = tokens[i] != 0 ? Double.MAX_VALUE : 0;
        }
        Matrix huge =
                Matrix.ofRowMajor(program.tokens().rows(), program.tokens().columns(), tokens);
        Program changed = new Program(program.transformer(), huge, program.inputs(), program.readOut());
        Verdict verdict = verifyThat(ImportedModel.of("m", TransformerFile.of(changed, file.provenance()), graph)
                        .on(new DenseEngine()))
                .matchesExactPosterior(Tolerance.ROUNDING);
        assertThat(verdict).isInstanceOf(RefusedWrongly.class);
        assertThat(verdict.findReason().orElseThrow()).contains("outside the range of float64");
        assertThat(verdict.findFault().orElseThrow().where()).startsWith("first off in tokens, most in ");
    }

    @Test
    void maxMarginalsOfAGraphWithACycleHaveNoReference() {
        TransformerFile file =
                BpCompiler.compile(graph(0, false), LOG_ODDS.withTask(Task.MAP)).toFile();
        Verdict verdict =
                verifyThat(ImportedModel.of("m", file, graph(0, true))).matchesExactPosterior(Tolerance.ROUNDING);
        assertThat(verdict.word()).isEqualTo("INCONCLUSIVE");
    }

    @Test
    void splitGatesAreVerifiedByWhatTheModelPromises() {
        for (boolean closed : new boolean[] {false, true}) {
            FactorGraph gates = gates(closed, 0.3);
            TransformerFile file = BpCompiler.compile(gates, LOG_ODDS).toFile();
            VerificationReport own = VerificationReport.of(ImportedModel.of("m", file, gates), List.of());
            assertThat(own.verdict()).isEqualTo("VERIFIED");
            assertThat(own.checks())
                    .extracting(Check::name)
                    .containsExactly(closed ? VerificationReport.EQUALS_SPLIT : VerificationReport.EQUALS_EXACT);
            VerificationReport other =
                    VerificationReport.of(ImportedModel.of("m", file, gates(closed, 0.31)), List.of());
            assertThat(other.verdict()).isEqualTo("REFUTED");
        }
    }

    /** An OR of four inputs, of which two are joined if there is to be a cycle. */
    private static FactorGraph gates(boolean closed, double prior) {
        FactorGraph.Builder graph = FactorGraph.builder();
        for (String name : new String[] {"a", "b", "c", "d", "or"}) {
            graph.variable(name, "no", "yes");
        }
        double[] table = new double[32];
        for (int row = 0; row < 16; row++) {
            table[2 * row + (row > 0 ? 1 : 0)] = 1;
        }
        for (String name : new String[] {"a", "b", "c", "d"}) {
            graph.conditional(name, List.of(), 1 - prior, prior);
        }
        graph.conditional("or", List.of("a", "b", "c", "d"), table);
        return (closed ? graph.factor(List.of("a", "b"), 2, 1, 1, 2) : graph).build();
    }
}
