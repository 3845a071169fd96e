package org.deciban.factorgraph.io;

import java.nio.file.Path;
import org.deciban.factorgraph.FactorGraph;

/** Reads a model file of any format. */
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
