package org.deciban.proofs.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deciban.proofs.claims.catalogue.Catalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The catalogue is whole: every claim has its class, its page and its place. */
class CatalogueTest {
    private static final Path PAGES = Path.of("../docs/claims");

    static List<ClaimSuite> claims() {
        return Catalogue.claims();
    }

    static List<PublishedTable> tables() {
        return Catalogue.tables();
    }

    @Test
    void everyClaimAndTableOfTheLiteratureAndEveryTheoremIsThere() {
        assertThat(Catalogue.claims().stream().map(suite -> suite.claim().id()))
                .containsExactlyElementsOf(
                        Stream.concat(ids("A", 12), ids("T", 9)).toList());
        assertThat(Catalogue.tables().stream().map(PublishedTable::id))
                .containsExactlyElementsOf(ids("B", 3).toList());
    }

    private static Stream<String> ids(String letter, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> letter + i);
    }

    @Test
    void everyAnnotatedClassIsInTheCatalogue() {
        List<Class<?>> annotated = new ArrayList<>();
        Path root = Path.of("target/classes");
        for (Path file : filesIn(root.resolve("org/deciban/proofs/claims"))) {
            String name = root.relativize(file).toString();
            if (name.endsWith(".class")) {
                Class<?> type = load(
                        name.substring(0, name.length() - ".class".length()).replace('/', '.'));
                if (type.isAnnotationPresent(Claim.class)) {
                    annotated.add(type);
                }
            }
        }
        assertThat(annotated)
                .containsExactlyInAnyOrderElementsOf(Catalogue.claims().stream()
                        .<Class<?>>map(Object::getClass)
                        .toList());
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("claims")
    void everyClaimHasItsWords(ClaimSuite suite) {
        Claim claim = suite.claim();
        assertThat(List.of(claim.title(), claim.published(), claim.statement(), claim.source()))
                .noneMatch(String::isBlank);
        assertThat(claim.assumptions()).isNotEmpty();
        assertThat(claim.status()).isNotEmpty().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("claims")
    void everyClaimHasItsPage(ClaimSuite suite) {
        Claim claim = suite.claim();
        assertThat(headings(claim.id()))
                .containsExactly(
                        "# " + claim.id() + ": " + claim.title(),
                        "## As published",
                        "## What holds here",
                        "## How it is checked",
                        "## Counterexample",
                        "## Limits");
    }

    @ParameterizedTest
    @MethodSource("tables")
    void everyTableHasItsPage(PublishedTable table) {
        assertThat(headings(table.id()))
                .containsExactly(
                        "# " + table.id() + ": " + table.title(),
                        "## As published",
                        "## What is computed",
                        "## Result",
                        "## Limits");
    }

    @Test
    void everyPageHasItsClaimOrTable() {
        List<String> pages = filesIn(PAGES).stream()
                .map(page -> page.getFileName().toString())
                .filter(page -> !page.equals("README.md"))
                .toList();
        Stream<String> claims =
                Catalogue.claims().stream().map(suite -> suite.claim().id());
        Stream<String> tables = Catalogue.tables().stream().map(PublishedTable::id);
        assertThat(pages)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(claims, tables).map(id -> id + ".md").toList());
    }

    private static List<String> headings(String id) {
        try {
            return Arrays.stream(Files.readString(PAGES.resolve(id + ".md")).split("\n"))
                    .filter(line -> line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the page of " + id, e);
        }
    }

    private static List<Path> filesIn(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
