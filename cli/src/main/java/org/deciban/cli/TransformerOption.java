package org.deciban.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.deciban.compiler.ImportedModel;
import org.deciban.factorgraph.FactorGraph;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A transformer from a file, in place of the one that MODEL compiles into. */
final class TransformerOption {
    @Option(
            names = "--transformer",
            paramLabel = "FILE",
            description =
                    "Run the transformer of a .safetensors or .onnx file, as compile writes them, instead of compiling"
                            + " MODEL. The file says its mode, rounds and construction; MODEL says what the answers should be.")
    private @Nullable Path file;

    /**
     * The transformer that is to be run instead, if one is.
     *
     * @throws BadInputException if other options do not go with it, or the file is none
     */
    Optional<Candidate> find(FactorGraph graph, PropagationOptions propagation, EngineOption engine) {
        if (file == null) {
            return Optional.empty();
        }
        if (propagation.given()) {
            throw new BadInputException("--transformer " + file + " says itself how it was built. Maybe leave --mode,"
                    + " --rounds, --construction, --tree and --damping out?");
        }
        if (Files.notExists(file)) {
            throw new BadInputException(file + ": there is no such file");
        }
        if (Files.isDirectory(file)) {
            throw new BadInputException(file + " is a directory. Maybe name a file in it?");
        }
        if (FileFormat.of(file) == FileFormat.SAFETENSORS) {
            return Optional.of(Candidate.of(ImportedModel.read(file, graph)));
        }
        if (engine.asked().filter(asked -> asked != EngineChoice.ONNX).isPresent()) {
            throw new BadInputException("--transformer " + file + " runs in ONNX Runtime. Maybe leave --engine out?");
        }
        return Optional.of(OnnxFile.open(file).candidate(graph, propagation));
    }

    /** Whether the option was given. */
    boolean given() {
        return file != null;
    }

    /** The file as the user named it. */
    String name() {
        return String.valueOf(file);
    }
}
