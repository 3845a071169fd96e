package org.deciban.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.Construction;
import org.deciban.compiler.Mode;
import org.deciban.compiler.Task;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.deciban.transformer.io.OnnxFormatException;
import org.deciban.transformer.io.OnnxOptions;

/** What {@code compile} writes into the metadata of an ONNX file, from which the same compilation can be repeated. */
record OnnxNotes(Construction construction, Task task, Mode mode, int rounds, double damping, String variables) {
    static OnnxNotes of(CompiledModel model, CompilerOptions options) {
        return new OnnxNotes(
                options.construction(),
                model.task(),
                model.mode(),
                model.rounds(),
                model.damping(),
                describe(model.graph()));
    }

    /** The variables and their states, in order, as JSON. */
    static String describe(FactorGraph graph) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartArray();
            for (Variable variable : graph.variables()) {
                json.writeStartObject();
                json.writeStringField("name", variable.name());
                json.writeArrayFieldStart("states");
                for (String state : variable.states()) {
                    json.writeString(state);
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    OnnxOptions addTo(OnnxOptions options) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("construction", construction.name());
        entries.put("task", task.name());
        entries.put("mode", mode.name());
        entries.put("rounds", Integer.toString(rounds));
        entries.put("damping", Double.toString(damping));
        entries.put("variables", variables);
        OnnxOptions all = options;
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            all = all.withMetadata(entry.getKey(), entry.getValue());
        }
        return all;
    }

    /**
     * The notes in a file.
     *
     * @throws OnnxFormatException if there are none
     */
    static OnnxNotes read(String file, Map<String, String> metadata) {
        try {
            OnnxNotes notes = new OnnxNotes(
                    Construction.valueOf(metadata.getOrDefault("construction", "")),
                    Task.valueOf(metadata.getOrDefault("task", "")),
                    Mode.valueOf(metadata.getOrDefault("mode", "")),
                    Integer.parseInt(metadata.getOrDefault("rounds", "")),
                    Double.parseDouble(metadata.getOrDefault("damping", "")),
                    metadata.getOrDefault("variables", ""));
            notes.options(CompilerOptions.auto());
            return notes;
        } catch (IllegalArgumentException e) {
            throw new OnnxFormatException(
                    file,
                    "expected the metadata to say construction, task, mode, rounds, damping and variables, found "
                            + metadata.keySet() + ". Maybe write it with deciban compile?");
        }
    }

    /** The options that give the same transformer again. */
    CompilerOptions options(CompilerOptions base) {
        return base.withConstruction(construction)
                .withTask(task)
                .withMode(mode)
                .withRounds(rounds)
                .withDamping(damping);
    }
}
