package org.deciban.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.io.ModelFiles;
import org.deciban.factorgraph.random.RandomModels;
import org.deciban.factorgraph.random.TableLaw;

/** The models to time: generated ones, and published networks where they are at hand. */
final class Networks {
    private Networks() {}

    /** An Ising grid with a factor on each variable; its (factor, variable) edges are about five times its variables. */
    static FactorGraph grid(int side) {
        return RandomModels.ising(1, side, side, -0.5, 0.5, 0.5);
    }

    /**
     * The networks of {@code ../shared/data/bif}, seen from the repository, by name; without that folder one generated
     * network of 1000 variables.
     */
    static Map<String, FactorGraph> published() {
        Path folder = repository().resolveSibling("shared").resolve("data").resolve("bif");
        if (!Files.isDirectory(folder)) {
            TableLaw law = TableLaw.binary().withStates(2, 5);
            return Map.of("generated", RandomModels.bayesianNetwork(1, 1000, 3, law));
        }
        Map<String, FactorGraph> networks = new LinkedHashMap<>();
        for (Path file : files(folder)) {
            String name = file.getFileName().toString();
            networks.put(name.substring(0, name.indexOf('.')), ModelFiles.read(file));
        }
        return networks;
    }

    /** Those of {@link #published} with these names, in their order; all that are there if none of them is. */
    static Map<String, FactorGraph> published(List<String> names) {
        Map<String, FactorGraph> all = published();
        Map<String, FactorGraph> chosen = new LinkedHashMap<>(all);
        chosen.keySet().retainAll(names);
        return chosen.isEmpty() ? all : chosen;
    }

    /** {@code grid}, {@code largest} (the published network with most variables) or the name of a published one. */
    static FactorGraph named(String name) {
        return switch (name) {
            case "grid" -> grid(100);
            case "largest" ->
                published().values().stream()
                        .max(Comparator.comparingInt(g -> g.variables().size()))
                        .orElseThrow();
            default -> {
                Map<String, FactorGraph> published = published();
                yield published.getOrDefault(name, published.values().iterator().next());
            }
        };
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The outermost folder with a pom.xml, from the working directory up. */
    private static Path repository() {
        Path root = Path.of("").toAbsolutePath();
        for (Path up = root; up != null; up = up.getParent()) {
            if (Files.exists(up.resolve("pom.xml"))) {
                root = up;
            }
        }
        return root;
    }
}
