package org.deciban.transformer.io;

import java.util.ArrayList;
import java.util.List;

/** An ONNX graph being put together. An operator has one output, which bears its name, unless the names of several are given. */
final class OnnxGraph {
    final OnnxType type;
    final OnnxConstants constants;
    private final List<OnnxMessage> nodes = new ArrayList<>();

    OnnxGraph(OnnxType type) {
        this.type = type;
        this.constants = new OnnxConstants(type);
    }

    /** An operator without attributes. */
    String node(String operator, String name, String... inputs) {
        return node(operator, name, List.of(), inputs);
    }

    /** An operator along one axis. */
    String alongAxis(String operator, int axis, String name, String... inputs) {
        return node(operator, name, List.of(attribute("axis", axis)), inputs);
    }

    /** {@code [b, m, n]} becomes {@code [b, n, m]}. */
    String transpose(String name, String input) {
        OnnxMessage perm = new OnnxMessage().text(1, "perm");
        for (int axis : new int[] {0, 2, 1}) {
            perm.number(8, axis);
        }
        return node("Transpose", name, List.of(perm.number(20, 7)), input);
    }

    private static OnnxMessage attribute(String name, long value) {
        return new OnnxMessage().text(1, name).number(3, value).number(20, 2);
    }

    private String node(String operator, String name, List<OnnxMessage> attributes, String... inputs) {
        nodes(operator, List.of(name), attributes, inputs);
        return name;
    }

    /** An operator of several outputs, called by the first. */
    void nodes(String operator, List<String> outputs, List<OnnxMessage> attributes, String... inputs) {
        OnnxMessage node = new OnnxMessage();
        for (String input : inputs) {
            node.text(1, input);
        }
        outputs.forEach(output -> node.text(2, output));
        node.text(3, outputs.get(0)).text(4, operator);
        attributes.forEach(attribute -> node.message(5, attribute));
        nodes.add(node);
    }

    /** The graph as a message. */
    OnnxMessage message(String name, String doc, List<OnnxMessage> inputs, List<OnnxMessage> outputs) {
        OnnxMessage graph = new OnnxMessage();
        nodes.forEach(node -> graph.message(1, node));
        graph.text(2, name);
        constants.tensors().forEach(tensor -> graph.message(5, tensor));
        graph.text(10, doc);
        inputs.forEach(input -> graph.message(11, input));
        outputs.forEach(output -> graph.message(12, output));
        return graph;
    }
}
