package org.deciban.transformer.io;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.deciban.transformer.Cell;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Program;

/** A program as an ONNX model: the graph, and what is said about it. */
final class OnnxModel {
    private static final String PRODUCER = "deciban";
    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;

    private OnnxModel() {}

    /** The file but for its checksum. */
    static OnnxMessage of(Program program, OnnxOptions options) {
        if (program.readOut().states().isEmpty() || program.readOut().cells().isEmpty()) {
            throw new IllegalArgumentException("an ONNX file gives distributions, and the program reads "
                    + program.readOut().states().size() + " from "
                    + program.readOut().cells().size() + " cells. Maybe run it on the dense engine?");
        }
        OnnxMessage model = envelope(
                "A transformer as built by deciban, with its tokens; see the metadata.", graph(program, options));
        options.metadata().forEach((key, value) -> metadata(model, key, value));
        own(model, "dtype", options.type().name());
        own(model, "tokens", Integer.toString(program.tokens().rows()));
        own(model, "dimensions", Integer.toString(program.tokens().columns()));
        own(model, "states", join(program.readOut().states()));
        own(model, "read.layers", join(program.readOut().layers()));
        own(
                model,
                "read.cells",
                join(program.readOut().cells().stream().map(OnnxModel::cell).toList()));
        own(
                model,
                "input.cells",
                join(program.inputs().stream().map(input -> cell(input.cell())).toList()));
        return model;
    }

    /** A model of a graph, without metadata. */
    static OnnxMessage envelope(String doc, OnnxMessage graph) {
        return new OnnxMessage()
                .number(1, IR_VERSION)
                .text(2, PRODUCER)
                .text(6, doc)
                .message(7, graph)
                .message(8, new OnnxMessage().text(1, "").number(2, OPSET));
    }

    private static String cell(Cell cell) {
        return cell.token() + ":" + cell.dimension();
    }

    private static String join(List<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(" "));
    }

    private static void own(OnnxMessage model, String key, String value) {
        metadata(model, OnnxExporter.OWN_KEYS + key, value);
    }

    static void metadata(OnnxMessage model, String key, String value) {
        model.message(14, new OnnxMessage().text(1, key).text(2, value));
    }

    private static OnnxMessage graph(Program program, OnnxOptions options) {
        OnnxGraph graph = new OnnxGraph(options.type());
        OnnxLayers layers = new OnnxLayers(graph);
        OnnxReadOut readOut = new OnnxReadOut(graph, program);
        String stream = OnnxEmbedding.append(graph, program, OnnxExporter.INPUTS);
        List<Layer> all = program.transformer().layers();
        for (int l = 0; l < all.size(); l++) {
            stream = layers.append(l, all.get(l), stream);
            if (program.readOut().layers().contains(l)) {
                readOut.read(l, stream);
            }
        }
        readOut.appendReads(OnnxExporter.READS);
        readOut.appendPosteriors(OnnxExporter.POSTERIORS);
        int reads = program.readOut().layers().size();
        int cells = program.readOut().cells().size();
        return graph.message(
                "program",
                doc(program),
                List.of(value(OnnxExporter.INPUTS, options, program.inputs().size())),
                List.of(
                        value(
                                OnnxExporter.POSTERIORS,
                                options,
                                program.readOut().states().size(),
                                readOut.mostStates()),
                        value(OnnxExporter.READS, options, reads, cells)));
    }

    private static String doc(Program program) {
        return OnnxExporter.INPUTS + " [batch, " + program.inputs().size()
                + "]: the entries of the tokens that differ from run to run. "
                + OnnxExporter.POSTERIORS
                + " [batch, distributions, most states]: a softmax over each distribution's states, 0 for"
                + " states that do not exist. " + OnnxExporter.READS
                + " [batch, reads, cells]: the residual stream after each read"
                + " layer; NaN if a run left the range of the numbers.";
    }

    private static OnnxMessage value(String name, OnnxOptions options, int... dims) {
        OptionalInt batch = options.batch();
        OnnxMessage first = batch.isPresent()
                ? new OnnxMessage().number(1, batch.getAsInt())
                : new OnnxMessage().text(2, OnnxExporter.BATCH);
        OnnxMessage shape = new OnnxMessage().message(1, first);
        for (int dim : dims) {
            shape.message(1, new OnnxMessage().number(1, dim));
        }
        OnnxMessage tensor = new OnnxMessage().number(1, options.type().code).message(2, shape);
        return new OnnxMessage().text(1, name).message(2, new OnnxMessage().message(1, tensor));
    }
}
