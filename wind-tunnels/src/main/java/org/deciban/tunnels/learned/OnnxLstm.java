package org.deciban.tunnels.learned;

import java.util.List;
import org.deciban.transformer.io.OnnxAttribute;
import org.deciban.transformer.io.OnnxBuilder;
import org.deciban.transformer.io.OnnxType;

/** {@link LstmPass} in the operators of ONNX: a Scan over the tokens, since runtimes have their LSTM operator in float32 alone. */
final class OnnxLstm {
    private final OnnxBuilder graph;
    private final LearnedSpec spec;
    private final OnnxType type;

    OnnxLstm(OnnxBuilder graph, LearnedSpec spec, OnnxType type) {
        this.graph = graph;
        this.spec = spec;
        this.type = type;
        int d = spec.width();
        graph.integers("gate.widths", d, d, d, d);
        // Zeros of shape [batch, d], from the size of the batch.
        graph.numbers("zeros", new double[d], 1, d);
        graph.integers("width", d);
        graph.nodes(
                "Shape",
                List.of("batch.size"),
                List.of(OnnxAttribute.integer("start", 0), OnnxAttribute.integer("end", 1)),
                LearnedOnnx.TOKENS);
        graph.node("Concat", "state.shape", OnnxAttribute.integer("axis", 0), "batch.size", "width");
        graph.node("Expand", "start", "zeros", "state.shape");
    }

    /** What the read-out is given. */
    String stream(String embedded) {
        String stream = embedded;
        for (int layer = 0; layer < spec.layers(); layer++) {
            stream = layer(ModelKind.name(layer, "lstm"), stream);
        }
        return stream;
    }

    private String layer(String name, String stream) {
        String products = graph.node("MatMul", name + ".products", stream, name + ".input.weight");
        String fromBelow = graph.node("Add", name + ".below", products, name + ".bias");
        String states = name + ".states";
        graph.nodes(
                "Scan",
                List.of(name + ".state.last", name + ".cell.last", states),
                List.of(
                        OnnxAttribute.graph("body", step(name)),
                        OnnxAttribute.integer("num_scan_inputs", 1),
                        OnnxAttribute.integers("scan_input_axes", 1),
                        OnnxAttribute.integers("scan_output_axes", 1)),
                "start",
                "start",
                fromBelow);
        return states;
    }

    /** One token: its state and cell from those before. */
    private OnnxBuilder step(String name) {
        String d = Integer.toString(spec.width());
        OnnxBuilder step = new OnnxBuilder(type);
        String state = step.input(name + ".state.before", "batch", d);
        String cell = step.input(name + ".cell.before", "batch", d);
        String below = step.input(name + ".token", "batch", Integer.toString(4 * spec.width()));
        String recurrent = step.node("MatMul", name + ".recurrent", state, name + ".recurrent.weight");
        String gates = step.node("Add", name + ".gates", recurrent, below);
        List<String> parts = List.of(name + ".i", name + ".f", name + ".g", name + ".o");
        step.nodes("Split", parts, List.of(OnnxAttribute.integer("axis", 1)), gates, "gate.widths");
        String kept = step.node("Mul", name + ".kept", sigmoid(step, parts.get(1)), cell);
        String content = step.node("Tanh", name + ".content", parts.get(2));
        String added = step.node("Mul", name + ".added", sigmoid(step, parts.get(0)), content);
        String next = step.node("Add", name + ".cell", kept, added);
        String shown = step.node("Tanh", name + ".shown", next);
        String out = step.node("Mul", name + ".state", sigmoid(step, parts.get(3)), shown);
        String copy = step.node("Identity", name + ".state.copy", out);
        step.output(out, "batch", d);
        step.output(next, "batch", d);
        step.output(copy, "batch", d);
        return step;
    }

    private static String sigmoid(OnnxBuilder step, String x) {
        return step.node("Sigmoid", x + ".sigmoid", x);
    }
}
