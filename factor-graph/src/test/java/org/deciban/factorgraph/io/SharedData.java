package org.deciban.factorgraph.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Published files that lie beside the repository, in {@code ../shared/data}; tests of them are skipped without it. */
public final class SharedData {
    private SharedData() {}

    /** A file or folder, or an aborted test. */
    public static Path path(String name) {
        Path path = root().resolveSibling("shared").resolve("data").resolve(name);
        Assumptions.assumeTrue(Files.exists(path), () -> "skipped: there is no " + path);
        return path;
    }

    /** A file that may be packed, its name then ending in {@code .gz}, or an aborted test. */
    public static Path packed(String name) {
        return Files.exists(path(".").resolve(name)) ? path(name) : path(name + ".gz");
    }

    /** The files of a folder whose names end so, sorted. */
    public static List<Path> files(String folder, String... endings) {
        try (Stream<Path> files = Files.list(path(folder))) {
            return files.filter(f -> Stream.of(endings).anyMatch(f.toString()::endsWith))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The outermost folder with a pom.xml, from the working directory up: tests run in the root or in a module. */
    private static Path root() {
        Path root = Path.of("").toAbsolutePath();
        for (Path up = root; up != null; up = up.getParent()) {
            if (Files.exists(up.resolve("pom.xml"))) {
                root = up;
            }
        }
        return root;
    }
}
