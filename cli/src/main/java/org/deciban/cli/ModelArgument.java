package org.deciban.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.io.ModelFiles;
import org.deciban.factorgraph.io.ModelFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The model file that every command reads. */
final class ModelArgument {
    @Parameters(
            paramLabel = "MODEL",
            description =
                    "A .bif, .xmlbif, .uai or .fg file, packed with gzip or not, or a knowledge base, .pl or .problog.")
    private Path path = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = Words.Formats.class,
            completionCandidates = Words.Formats.class,
            description = "The format of MODEL, whatever its name: ${COMPLETION-CANDIDATES}.")
    private @Nullable InputFormat format;

    /** The file as the user named it. */
    String name() {
        return path.toString();
    }

    /**
     * Reads the file.
     *
     * @throws org.deciban.factorgraph.io.FormatException if it cannot be read as a model
     */
    FactorGraph read() {
        requireFile();
        return isKnowledge()
                ? KnowledgeFile.load(path, List.of(), List.of()).graph()
                : ModelFiles.read(
                        path,
                        Optional.ofNullable(format).flatMap(InputFormat::graph).orElseGet(this::formatByName));
    }

    /** Whether the model is a knowledge base. */
    boolean isKnowledge() {
        return format == null ? KnowledgeFile.is(path) : format == InputFormat.PROBLOG;
    }

    /** The file as a path. */
    Path path() {
        return path;
    }

    /**
     * Reads the file, and what is observed and asked with it.
     *
     * @throws org.deciban.factorgraph.io.FormatException if it cannot be read as a model
     */
    Loaded read(EvidenceOption evidence, QueryOption query) {
        if (isKnowledge()) {
            requireFile();
            return KnowledgeFile.load(path, query.given(), evidence.stated());
        }
        FactorGraph graph = read();
        Evidence about = evidence.about(graph);
        List<Target> targets = query.variables(graph).stream().map(Target::of).toList();
        return new Loaded(graph, about, EvidenceEcho.of(about), targets, Optional.empty());
    }

    /** @throws BadInputException if there is no such file */
    void requireFile() {
        // Asked first: of a file that is not there, its extension is no news.
        if (Files.notExists(path)) {
            throw new BadInputException(path + ": there is no such file");
        }
        if (Files.isDirectory(path)) {
            throw new BadInputException(path + " is a directory. Maybe name a file in it?");
        }
    }

    private ModelFormat formatByName() {
        return ModelFormat.findByName(path).orElseThrow(() -> {
            List<String> known = Arrays.stream(ModelFormat.values())
                    .flatMap(f -> f.extensions().stream())
                    .toList();
            return new BadInputException(path + ": the name ends in none of " + String.join(", ", known)
                    + ", packed (.gz) or not, nor in " + String.join(" or ", KnowledgeFile.EXTENSIONS)
                    + ". Maybe name the format with --format?");
        });
    }
}
