package org.deciban.transformer.io;

/** A named constant of an ONNX operator. */
public final class OnnxAttribute {
    private static final int INTEGER = 2;
    private static final int GRAPH = 5;
    private static final int INTEGERS = 7;

    private final OnnxMessage message;

    private OnnxAttribute(OnnxMessage message) {
        this.message = message;
    }

    /** A whole number. */
    public static OnnxAttribute integer(String name, long value) {
        return new OnnxAttribute(
                new OnnxMessage().text(1, name).number(3, value).number(20, INTEGER));
    }

    /** A list of whole numbers. */
    public static OnnxAttribute integers(String name, long... values) {
        OnnxMessage message = new OnnxMessage().text(1, name);
        for (long value : values) {
            message.number(8, value);
        }
        return new OnnxAttribute(message.number(20, INTEGERS));
    }

    /** A graph, to which nothing is added any more; it may name what the graph around it computes. */
    public static OnnxAttribute graph(String name, OnnxBuilder body) {
        return new OnnxAttribute(
                new OnnxMessage().text(1, name).message(6, body.graph("")).number(20, GRAPH));
    }

    OnnxMessage message() {
        return message;
    }
}
