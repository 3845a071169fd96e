package org.deciban.factorgraph.knowledge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.inference.JunctionTree;

/** The programs of the tests and of the examples. */
final class Programs {
    private Programs() {}

    static List<Path> all() {
        return Stream.of(Path.of("src/test/resources/knowledge"), Path.of("../examples/knowledge"))
                .flatMap(folder -> {
                    try (Stream<Path> files = Files.list(folder)) {
                        return files.filter(file -> file.toString().endsWith(".pl")).sorted().toList().stream();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
    }

    static KnowledgeBase read(Path file) {
        try {
            return ProgramReader.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The posterior of each query atom, from a junction tree of the factor graph. */
    static Map<String, Double> posteriors(KnowledgeBase base) {
        Grounding grounding = Grounding.of(base);
        Marginals marginals = JunctionTree.run(
                        grounding.graph(), grounding.findEvidence().orElseThrow())
                .marginals();
        Map<String, Double> posteriors = new TreeMap<>();
        for (Atom query : grounding.queries()) {
            posteriors.put(
                    query.toString(), grounding.findTruth(query).orElseThrow().probability(marginals));
        }
        return posteriors;
    }
}
