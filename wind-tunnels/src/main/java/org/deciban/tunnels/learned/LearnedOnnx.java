package org.deciban.tunnels.learned;

import java.nio.file.Path;
import org.deciban.transformer.io.OnnxAttribute;
import org.deciban.transformer.io.OnnxBuilder;
import org.deciban.transformer.io.OnnxType;

/**
 * Writes a learned model as an ONNX file that a runtime executes without this project, in operators of the standard opset 17:
 *
 * <pre>
 *   input   tokens          [batch, length, inputs]       one-hot, or features
 *   output  probabilities   [batch, length, outcomes]     a distribution at each token
 * </pre>
 *
 * The length is at most the number of positions of the model; any, for an LSTM. In float64 the file computes what {@link LearnedModel}
 * does, with another order of summation; in float32 weights and arithmetic are rounded. The metadata hold the notes of the weights.
 */
public final class LearnedOnnx {
    /** The name of the input. */
    public static final String TOKENS = "tokens";

    /** The name of the output. */
    public static final String PROBABILITIES = "probabilities";

    private static final String DOC = "A learned model: " + TOKENS + " [batch, length, inputs] to " + PROBABILITIES
            + " [batch, length, outcomes].";

    private LearnedOnnx() {}

    /**
     * Writes the file; one that is there is replaced.
     *
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    public static void write(LearnedWeights weights, OnnxType type, Path file) {
        builder(weights, type).write(file, DOC);
    }

    /** The file as bytes. */
    public static byte[] bytes(LearnedWeights weights, OnnxType type) {
        return builder(weights, type).bytes(DOC);
    }

    private static OnnxBuilder builder(LearnedWeights weights, OnnxType type) {
        LearnedSpec spec = weights.spec();
        OnnxBuilder graph = new OnnxBuilder(type);
        for (TensorShape shape : spec.tensors()) {
            graph.numbers(shape.name(), weights.shared(shape.name()), shape.rows(), shape.columns());
        }
        graph.input(TOKENS, "batch", "length", Integer.toString(spec.inputs()));
        String embedded = graph.node("MatMul", "embedded", TOKENS, "embedding.token");
        String stream = spec.kind() == ModelKind.LSTM
                ? new OnnxLstm(graph, spec, type).stream(embedded)
                : new OnnxTransformer(graph, spec).stream(embedded);
        String logits = graph.node("MatMul", "read", stream, "output.weight");
        logits = graph.node("Add", "logits", logits, "output.bias");
        graph.node("Softmax", PROBABILITIES, OnnxAttribute.integer("axis", -1), logits);
        graph.output(PROBABILITIES, "batch", "length", Integer.toString(spec.outcomes()));
        graph.metadata("deciban.kind", spec.kind().label());
        weights.notes().forEach((key, value) -> graph.metadata("deciban." + key, value));
        return graph;
    }
}
