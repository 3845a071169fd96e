package org.deciban.tunnels.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.deciban.tunnels.onnx.HandMadeGraph.DOUBLE;
import static org.deciban.tunnels.onnx.HandMadeGraph.FLOAT;
import static org.deciban.tunnels.onnx.HandMadeGraph.INT32;
import static org.deciban.tunnels.onnx.HandMadeGraph.INT64;

import java.nio.file.Files;
import java.nio.file.Path;
import org.deciban.transformer.io.OnnxFormatException;
import org.deciban.transformer.io.TransformerFormatException;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.meters.Measurement;
import org.deciban.tunnels.meters.Meter;
import org.deciban.tunnels.meters.Sample;
import org.deciban.tunnels.meters.WindTunnel;
import org.deciban.tunnels.tasks.Bijection;
import org.deciban.tunnels.tasks.TwoVariables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Graphs that were written node by node, run as models. */
class OnnxSequenceModelTest {
    private static final int VALUES = 5;

    /** With keys that come again, so that both answers of the graph are asked for. */
    private static final Bijection TASK = new Bijection(VALUES, 8, 0.3);

    @TempDir
    private Path folder;

    private Measurement measure(HandMadeGraph graph, String declaration, AnalyticTask task) {
        Path file = graph.write(folder.resolve("model.onnx"));
        return WindTunnel.measure(
                OnnxSequenceModel.open(file, OnnxDeclaration.parse("model.onnx.json", declaration), task),
                Sample.draw(task, 100, 1));
    }

    @Test
    void aGraphThatCountsIsExactToSinglePrecision() {
        Measurement measured = measure(
                CountingGraph.probabilities(VALUES, FLOAT),
                CountingGraph.declaration(VALUES, ", \"gives\": \"probabilities\""),
                TASK);
        assertThat(measured.summary(Meter.TOTAL_VARIATION).maximum()).isBetween(1e-9, 1e-7);
        assertThat(measured.summary(Meter.KULLBACK_LEIBLER).maximum()).isLessThan(1e-7);
        assertThat(measured.isWithin(1e-12)).isFalse();
        assertThat(measured.isWithin(1e-6)).isTrue();
    }

    @Test
    void inDoublePrecisionItIsExact() {
        Measurement measured = measure(
                CountingGraph.probabilities(VALUES, DOUBLE),
                CountingGraph.declaration(VALUES, ", \"gives\": \"probabilities\""),
                TASK);
        assertThat(measured.isWithin(1e-14)).isTrue();
    }

    @Test
    void aGraphThatAnswersForItsLastTokenIsRunOnPrefixes() {
        Measurement measured = measure(
                CountingGraph.lastOnly(VALUES),
                CountingGraph.declaration(VALUES, ", \"gives\": \"probabilities\""),
                TASK);
        assertThat(measured.isWithin(1e-14)).isTrue();
    }

    /** The outcomes are found among the tokens, and softmax of a logarithm is the probability again. */
    @Test
    void logitsOverAllTokensHoldTheOutcomes() {
        Measurement measured =
                measure(CountingGraph.logitsOfAllTokens(VALUES), CountingGraph.declaration(VALUES, ""), TASK);
        assertThat(measured.isWithin(1e-6)).isTrue();
    }

    /** Where the key is new it knows nothing: KL is log2 of V over what is free. */
    @Test
    void aGraphThatForgetsIsSeenToBeWrong() {
        Bijection once = new Bijection(VALUES, 4, 0);
        Measurement measured = measure(
                CountingGraph.forgetful(VALUES),
                CountingGraph.declaration(VALUES, ", \"gives\": \"probabilities\""),
                once);
        for (int index = 0; index < 4; index++) {
            assertThat(measured.byIndex(Meter.KULLBACK_LEIBLER).get(index).value())
                    .isEqualTo(Math.log((double) VALUES / (VALUES - index)) / Math.log(2), within(1e-6));
        }
        assertThat(measured.isWithin(1e-6)).isFalse();
    }

    /** A graph in the task's own ids, of int32, with the default name of an answer, a mask and one axis. */
    @Test
    void whatIsNotDeclaredIsTakenFromTheFile() {
        HandMadeGraph uniform = new HandMadeGraph()
                .input("tokens", INT32, -1, -2)
                .scalar("depth", 2 * VALUES)
                .real("off_on", FLOAT, new long[] {2}, 0, 0)
                .whole("from", 0)
                .whole("to", VALUES)
                .whole("axis", 2)
                .node("wide", "Cast", "tokens", "to", INT64)
                .node("all", "OneHot", "wide depth off_on")
                .node("logits", "Slice", "all from to axis")
                .output("logits", FLOAT, -1, -2, VALUES);
        Path file = uniform.write(folder.resolve("uniform.onnx"));
        Bijection once = new Bijection(VALUES, 4, 0);
        Measurement measured = WindTunnel.measure(OnnxSequenceModel.open(file, once), Sample.draw(once, 10, 1));
        assertThat(measured.modelEntropy().get(3).value()).isEqualTo(Math.log(VALUES) / Math.log(2), within(1e-6));
    }

    /** f11 + f10 of the row, divided by the sum, in float64: the first variable; the features stand in another order. */
    @Test
    void featuresAreReordered() {
        // The model has f11, f10, f01, f00 first: the first two count for outcome 1, the others for outcome 0.
        double[] shares = {0, 1, 0, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        HandMadeGraph graph = new HandMadeGraph()
                .input("x", DOUBLE, -1, 3, 8)
                .real("w", DOUBLE, new long[] {8, 2}, shares)
                .whole("axis", 2)
                .node("parts", "MatMul", "x w")
                .node("sum", "ReduceSum", "parts axis", "keepdims", 1)
                .node("probabilities", "Div", "parts sum")
                .output("probabilities", DOUBLE, -1, 3, 2);
        String declaration =
                "{\"vocabulary\": [\"f11\", \"f10\", \"f01\", \"f00\", \"belief\", \"type\", \"own index\", \"neighbour\"]}";
        Path file = graph.write(folder.resolve("two.onnx"));
        TwoVariables task = new TwoVariables();
        Measurement measured = WindTunnel.measure(
                OnnxSequenceModel.open(file, OnnxDeclaration.parse("two.json", declaration), task),
                Sample.draw(task, 50, 1));
        // Right for the first variable; the second has another sum.
        for (int sequence = 0; sequence < 50; sequence++) {
            assertThat(measured.at(Meter.TOTAL_VARIATION, sequence, 0)).isLessThan(1e-15);
        }
        assertThat(measured.byIndex(Meter.TOTAL_VARIATION).get(1).value()).isGreaterThan(0.05);
    }

    @Test
    void axesMayStandInAnyOrder() {
        HandMadeGraph graph = CountingGraph.of(VALUES, DOUBLE, false)
                .node("turned", "Transpose", "answer")
                .output("turned", DOUBLE, VALUES, -2, -1);
        Measurement measured = measure(
                graph,
                CountingGraph.declaration(
                        VALUES, ", \"gives\": \"probabilities\", \"axes\": \"outcomes,length,batch\""),
                TASK);
        assertThat(measured.isWithin(1e-14)).isTrue();
    }

    @Test
    void aFileOfFixedBatchAndLengthIsFilled() {
        HandMadeGraph graph = new HandMadeGraph()
                .input("ids", INT64, 3, 9)
                .input("mask", INT64, 3, 9)
                .input("indices", INT64, 3, 9)
                .whole("axis", 2)
                .node("sum", "Add", "ids mask")
                .node("all", "Add", "sum indices")
                .node("as_real", "Cast", "all", "to", DOUBLE)
                .node("column", "Unsqueeze", "as_real axis")
                .real("ones", DOUBLE, new long[] {1, 2 * VALUES}, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
                .node("logits", "Mul", "column ones")
                .output("logits", DOUBLE, 3, 9, 2 * VALUES);
        String declaration = "{\"tokens\": \"ids\", \"mask\": \"mask\", \"indices\": \"indices\", \"pad\": \"k0\"}";
        Path file = graph.write(folder.resolve("fixed.onnx"));
        Bijection task = new Bijection(VALUES, 4, 0);
        OnnxSequenceModel model = OnnxSequenceModel.open(file, OnnxDeclaration.parse("fixed.json", declaration), task);
        Sample sample = Sample.draw(task, 4, 1);
        double[][] answer = model.predictAll(sample.sequences()).get(3);
        for (int index = 0; index < 4; index++) {
            int position = 2 * index;
            double factor = sample.sequences().get(3).tokens().symbol(position) + 1 + position;
            double[] expected = new double[VALUES + 1];
            double sum = 0;
            for (int entry = 0; entry < 2 * VALUES; entry++) {
                sum += Math.exp(factor * (entry + 1 - 10));
            }
            for (int entry = 0; entry < 2 * VALUES; entry++) {
                double share = Math.exp(factor * (entry + 1 - 10)) / sum;
                expected[entry < VALUES ? VALUES : entry - VALUES] += share;
            }
            assertThat(answer[index]).containsExactly(expected, within(1e-12));
        }
        Bijection longer = new Bijection(20, 8, 0);
        assertThatThrownBy(() -> OnnxSequenceModel.open(file, OnnxDeclaration.parse("fixed.json", declaration), longer))
                .hasMessageContaining("expected 20 outcomes");
    }

    private void assertRefused(HandMadeGraph graph, String declaration, String... words) {
        Path file = graph.write(folder.resolve("model.onnx"));
        assertThatThrownBy(() -> {
                    OnnxSequenceModel model =
                            OnnxSequenceModel.open(file, OnnxDeclaration.parse("model.json", declaration), TASK);
                    model.predictAll(Sample.draw(TASK, 2, 1).sequences());
                })
                .isInstanceOfAny(OnnxFormatException.class, TransformerFormatException.class)
                .message()
                .contains(words);
    }

    @Test
    void whatDoesNotFitIsRefusedWithWhatTheFileHas() {
        HandMadeGraph graph = CountingGraph.probabilities(VALUES, FLOAT);
        String ids = CountingGraph.declaration(VALUES, "");
        assertRefused(
                graph, "{\"tokens\": \"ids\"}", "the input 'ids'", "model.json", "input_ids: int64 [batch, length]");
        assertRefused(graph, "{\"output\": \"logits\"}", "the output 'logits'", "answer: float32 [batch, length, 5]");
        assertRefused(graph, "{\"as\": \"one-hot\"}", "float32 or float64 for one-hot", "input_ids: int64");
        assertRefused(graph, "{\"as\": \"words\"}", "declaration, as", "ids, one-hot, features", "'words'");
        assertRefused(graph, "{\"gives\": \"scores\"}", "logits, log-probabilities, probabilities");
        assertRefused(graph, "{\"axes\": \"batch,time,outcomes\"}", "declaration, axes", "batch,time,outcomes");
        assertRefused(graph, "{\"axes\": \"length,outcomes\"}", "axes length,outcomes", "[batch, length, 5]");
        assertRefused(graph, "{\"tokenAxes\": \"length\"}", "axes length for ids", "Maybe");
        assertRefused(graph, "{\"tokenz\": \"a\"}", "tokenz");
        assertRefused(graph, "[1]", "an object");
        assertRefused(graph, "{\"vocabulary\": [\"k0\", \"k0\"]}", "'k0' twice");
        assertRefused(graph, "{\"vocabulary\": {\"k0\": 1, \"k1\": 1}}", "declaration, vocabulary", "so has 'k0'");
        assertRefused(graph, "{\"vocabulary\": [\"k0\"]}", "all tokens of bijection", "found no k1, k2");
        assertRefused(graph, "{\"prepend\": [\"<s>\"]}", "a number for <s>");
        assertRefused(graph, "{\"outcomes\": [\"v0\"]}", "outcomes: expected all outcomes", "found no v1");
        // Nobody said that these are probabilities.
        assertRefused(graph, ids, "expected logits in the output answer", "sums to 1", "\"gives\": \"probabilities\"");
        assertRefused(CountingGraph.probabilities(4, FLOAT), "{}", "expected 5 outcomes", "found 4");
    }

    @Test
    void filesThatAreNoneAreRefused() throws Exception {
        assertThatThrownBy(() -> OnnxSequenceModel.open(folder.resolve("none.onnx"), TASK))
                .isInstanceOf(OnnxFormatException.class)
                .hasMessageContaining("no such file");
        Path text = Files.writeString(folder.resolve("text.onnx"), "no graph");
        assertThatThrownBy(() -> OnnxSequenceModel.open(text, TASK))
                .isInstanceOf(OnnxFormatException.class)
                .hasMessageContaining("ONNX Runtime refuses it");
        Path graph = CountingGraph.probabilities(VALUES, FLOAT).write(folder.resolve("a.onnx"));
        Files.writeString(OnnxDeclaration.beside(graph), "{\"vocabulary\": 7}");
        assertThatThrownBy(() -> OnnxSequenceModel.open(graph, TASK))
                .isInstanceOf(TransformerFormatException.class)
                .hasMessageContaining("a.onnx.json");
        assertThatThrownBy(
                        () -> OnnxSequenceModel.open(graph, OnnxDeclaration.parse("b.json", "{}"), new TwoVariables()))
                .hasMessageContaining("features [belief");
    }

    /** The files of the examples are these graphs. */
    @Test
    void theExamplesAreTheseGraphs() throws Exception {
        Path examples = Path.of("..", "examples", "tunnels");
        assertThat(Files.readAllBytes(examples.resolve("counting.onnx")))
                .isEqualTo(CountingGraph.probabilities(20, FLOAT).bytes());
        assertThat(Files.readAllBytes(examples.resolve("forgetful.onnx")))
                .isEqualTo(CountingGraph.forgetful(20).bytes());
        for (String name : new String[] {"counting", "forgetful"}) {
            assertThat(Files.readString(examples.resolve(name + ".onnx.json")))
                    .isEqualTo(CountingGraph.declaration(20, ",\n  \"gives\": \"probabilities\""));
        }
    }
}
