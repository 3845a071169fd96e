package org.deciban.transformer.io;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An ONNX file of any graph, put together operator by operator: the standard opset 17 (intermediate representation 8), all numbers of
 * one type. Nothing is checked but that constants have names of their own; a runtime refuses what makes no sense.
 *
 * <p>{@link OnnxExporter} writes the programs of this project.
 */
public final class OnnxBuilder {
    private final OnnxGraph graph;
    private final OnnxType type;
    private final List<OnnxMessage> inputs = new ArrayList<>();
    private final List<OnnxMessage> outputs = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    /** An empty graph. */
    public OnnxBuilder(OnnxType type) {
        this.type = type;
        this.graph = new OnnxGraph(type);
    }

    /**
     * A constant.
     *
     * @param values row-major; not to be changed until the file is written
     * @param dims its shape; none for a single number
     * @return its name
     * @throws IllegalStateException if another constant has the name
     */
    public String numbers(String name, double[] values, long... dims) {
        return graph.constants.numbers(name, values, dims);
    }

    /**
     * A list of whole numbers, as operators take for shapes and axes.
     *
     * @return its name
     * @throws IllegalStateException if another constant has the name
     */
    public String integers(String name, long... values) {
        return graph.constants.integers(name, values);
    }

    /**
     * An operator without attributes.
     *
     * @param name what it and its output are called
     * @return the name
     */
    public String node(String operator, String name, String... operands) {
        return graph.node(operator, name, operands);
    }

    /**
     * An operator with an attribute.
     *
     * @return the name
     */
    public String node(String operator, String name, OnnxAttribute attribute, String... operands) {
        nodes(operator, List.of(name), List.of(attribute), operands);
        return name;
    }

    /** An operator of several outputs, called by the first. */
    public void nodes(String operator, List<String> names, List<OnnxAttribute> attributes, String... operands) {
        graph.nodes(
                operator, names, attributes.stream().map(OnnxAttribute::message).toList(), operands);
    }

    /**
     * An input of the graph.
     *
     * @param dims its shape; what is not a number is the name of a size that is known only when the graph runs
     * @return the name
     */
    public String input(String name, String... dims) {
        inputs.add(value(name, dims));
        return name;
    }

    /** An output of the graph: what the operator of that name gives. */
    public void output(String name, String... dims) {
        outputs.add(value(name, dims));
    }

    /** An entry of the metadata. */
    public void metadata(String key, String value) {
        metadata.put(key, value);
    }

    private OnnxMessage value(String name, String... dims) {
        OnnxMessage shape = new OnnxMessage();
        for (String dim : dims) {
            boolean fixed = dim.chars().allMatch(Character::isDigit);
            shape.message(1, fixed ? new OnnxMessage().number(1, Long.parseLong(dim)) : new OnnxMessage().text(2, dim));
        }
        OnnxMessage tensor = new OnnxMessage().number(1, type.code).message(2, shape);
        return new OnnxMessage().text(1, name).message(2, new OnnxMessage().message(1, tensor));
    }

    OnnxMessage graph(String doc) {
        return graph.message("graph", doc, inputs, outputs);
    }

    private OnnxMessage model(String doc) {
        OnnxMessage model = OnnxModel.envelope(doc, graph(doc));
        metadata.forEach((key, value) -> OnnxModel.metadata(model, key, value));
        return model;
    }

    /**
     * Writes the file; one that is there is replaced.
     *
     * @param doc what a reader is told
     * @throws UncheckedIOException if it cannot be written
     */
    public void write(Path file, String doc) {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            model(doc).writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e, e);
        }
    }

    /** The file as bytes. */
    public byte[] bytes(String doc) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            model(doc).writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
