package org.deciban.proofs.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.inference.JunctionTree;
import org.deciban.factorgraph.knowledge.Atom;
import org.deciban.factorgraph.knowledge.Grounding;
import org.deciban.factorgraph.knowledge.ProgramReader;
import org.deciban.factorgraph.knowledge.Truth;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The junction tree of the same graphs is held against the enumeration of worlds by the tests of factor-graph. */
class KnowledgeBaseProgramsTest {
    static List<Path> programs() {
        return Stream.of("../factor-graph/src/test/resources/knowledge", "../examples/knowledge")
                .flatMap(folder -> {
                    try (Stream<Path> files = Files.list(Path.of(folder))) {
                        return files.sorted().toList().stream();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void theTransformerAnswersEveryQueryAsTheJunctionTreeDoes(Path program) throws IOException {
        Grounding grounding = Grounding.of(ProgramReader.read(program));
        Evidence evidence = grounding.findEvidence().orElseThrow();
        Marginals actual =
                BpCompiler.compile(grounding.graph(), CompilerOptions.exact()).infer(evidence);
        Marginals expected = JunctionTree.run(grounding.graph(), evidence).marginals();
        assertThat(grounding.queries()).isNotEmpty();
        for (Atom query : grounding.queries()) {
            Truth truth = grounding.findTruth(query).orElseThrow();
            assertThat(truth.probability(actual))
                    .as(query.toString())
                    .isEqualTo(truth.probability(expected), within(1e-10));
        }
    }
}
