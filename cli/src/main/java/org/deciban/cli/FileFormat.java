package org.deciban.cli;

import java.nio.file.Path;
import java.util.Locale;

/** The files that hold transformers, by extension. */
enum FileFormat {
    /** Weights, tokens and provenance; see docs/formats.md. */
    SAFETENSORS,
    /** A graph of operators that runs by itself. */
    ONNX;

    /**
     * The format that a file's name says.
     *
     * @throws BadInputException if it says none
     */
    static FileFormat of(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        for (FileFormat format : values()) {
            if (name.endsWith(format.extension())) {
                return format;
            }
        }
        throw new BadInputException(
                file + ": the name of a transformer's file ends in .safetensors or .onnx. Maybe rename it?");
    }

    String extension() {
        return "." + Words.of(this);
    }
}
