package org.deciban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README shows is run, and comes out as shown. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..");
    private static final Page README = Page.of("README.md");

    /** The last bits of a difference, and so where the largest is, may differ between machines. */
    private static String withoutRounding(String output) {
        return Pattern.compile("\\S+ ≤ 1e-12  at .*")
                .matcher(output)
                .replaceAll("(rounding) ≤ 1e-12")
                .replaceAll(" +", " ");
    }

    @Test
    void theConsoleShowsWhatTheCommandPrints() {
        assertThat(README.commands()).hasSizeGreaterThanOrEqualTo(2).allSatisfy(shown -> {
            Run run = shown.run();
            assertThat(run.exit()).isZero();
            assertThat(withoutRounding(run.out().replace("../examples/", "examples/")))
                    .isEqualTo(withoutRounding(shown.output()));
        });
    }

    @Test
    void theJavaIsThatOfTheQuickstart() throws IOException {
        List<String> blocks = README.blocks("java");
        assertThat(blocks).hasSize(1);
        String source = Files.readString(
                ROOT.resolve("examples/src/main/java/org/deciban/examples/quickstart/Quickstart.java"));
        assertThat(source.indent(-8)).contains(blocks.get(0));
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path file : pages()) {
            Pattern.compile("\\]\\((?!https?:)([^)#]+)")
                    .matcher(Files.readString(file))
                    .results()
                    .map((MatchResult link) -> link.group(1))
                    .filter(target -> Files.notExists(file.resolveSibling(target)))
                    .forEach(target -> missing.add(file + " → " + target));
        }
        assertThat(missing).isEmpty();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
                                    .map(ROOT::resolve),
                            docs.filter(file -> file.toString().endsWith(".md")))
                    .toList();
        }
    }

    @Test
    void theReadmeIsShort() throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve("README.md"))).hasSizeLessThanOrEqualTo(150);
    }
}
