package org.deciban.factorgraph.io;

import java.io.IOException;
import java.nio.file.Path;
import org.deciban.factorgraph.FactorGraph;

/** Reads and writes model files of any format. */
public final class ModelFiles {
    private ModelFiles() {}

    /**
     * Reads a file in the format of its name, with {@link ReadOptions#defaults()}.
     *
     * @throws FormatException if the name ends in no known extension, or the file cannot be read in its format
     */
    public static FactorGraph read(Path path) {
        return read(path, formatOf(path));
    }

    /**
     * Reads a file in a format, whatever its name, with {@link ReadOptions#defaults()}.
     *
     * @throws FormatException if the file cannot be read in that format
     */
    public static FactorGraph read(Path path, ModelFormat format) {
        return read(path, format, ReadOptions.defaults());
    }

    /**
     * Reads a file in a format, whatever its name.
     *
     * @throws FormatException if the file cannot be read in that format
     */
    public static FactorGraph read(Path path, ModelFormat format, ReadOptions options) {
        return format.read(path, options);
    }

    /**
     * Writes a file in the format of its name, packed with gzip if the name ends in {@code .gz}.
     *
     * @throws FormatException if the name ends in no known extension
     * @throws IllegalArgumentException if the format cannot hold the graph; nothing is written
     */
    public static void write(FactorGraph graph, Path path) throws IOException {
        formatOf(path).write(graph, path);
    }

    /**
     * The format of a file by its name.
     *
     * @throws FormatException if the name ends in no known extension
     */
    public static ModelFormat formatOf(Path path) {
        return ModelFormat.findByName(path)
                .orElseThrow(() -> FormatProblems.one(
                        path.toString(),
                        Position.WHOLE,
                        "a name that ends in one of " + ModelFormat.allExtensions() + ", each with .gz or without",
                        "another extension",
                        "Maybe name the format?",
                        null));
    }
}
