package org.deciban.transformer.io;

import org.deciban.transformer.Activation;

/**
 * The non-linearities in operators that runtimes compute in float64 too, and that lose no digits. NaN stays NaN in all of
 * them.
 */
final class OnnxActivations {
    private final OnnxGraph graph;

    OnnxActivations(OnnxGraph graph) {
        this.graph = graph;
    }

    /** Appends φ, and returns its output. */
    String apply(Activation activation, String name, String u) {
        return switch (activation) {
            case SIGMOID -> sigmoid(name, u);
            case SOFTPLUS -> softplus(name, u);
            case RELU -> graph.node("Relu", name, u);
            case LOG -> log(name, u);
        };
    }

    /** {@code e/(1+e)} for u < 0, else {@code 1/(1+e)}, with {@code e = exp(−|u|)}: small values keep their digits. */
    private String sigmoid(String name, String u) {
        String one = graph.constants.scalar(1);
        String e = expOfMinusAbs(name, u);
        String negative = graph.node("Less", name + "/negative", u, graph.constants.scalar(0));
        String numerator = graph.node("Where", name + "/numerator", negative, e, one);
        return graph.node("Div", name, numerator, graph.node("Add", name + "/denominator", one, e));
    }

    /**
     * {@code max(u, 0) + log1p(e)} with {@code e = exp(−|u|)}. ONNX has no log1p; with {@code w = 1 + e} rounded it is {@code e
     * · ln(w) / (w − 1)}, and e where w is 1, to a few units in the last place (Goldberg, What every computer scientist
     * should know about floating-point arithmetic, 1991, theorem 4).
     */
    private String softplus(String name, String u) {
        String one = graph.constants.scalar(1);
        String e = expOfMinusAbs(name, u);
        String w = graph.node("Add", name + "/w", one, e);
        String ratio = graph.node(
                "Div",
                name + "/ratio",
                graph.node("Log", name + "/ln_w", w),
                graph.node("Sub", name + "/w_minus_1", w, one));
        String isOne = graph.node("Equal", name + "/w_is_1", w, one);
        String log1p = graph.node("Where", name + "/log1p", isOne, e, graph.node("Mul", name + "/scaled", e, ratio));
        return graph.node("Add", name, graph.node("Relu", name + "/positive_part", u), log1p);
    }

    private String log(String name, String u) {
        String floor = graph.constants.scalar(graph.type.logArgumentFloor());
        return graph.node("Log", name, graph.node("Max", name + "/floored", u, floor));
    }

    private String expOfMinusAbs(String name, String u) {
        return graph.node(
                "Exp", name + "/e", graph.node("Neg", name + "/minus_abs", graph.node("Abs", name + "/abs", u)));
    }
}
