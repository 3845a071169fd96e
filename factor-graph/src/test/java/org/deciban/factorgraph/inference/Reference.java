package org.deciban.factorgraph.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.junit.jupiter.api.Assumptions;

/**
 * Published models and exact answers computed elsewhere, in {@code ../shared/data} beside the repository; tests of them are
 * skipped without it.
 */
final class Reference {
    private final Map<String, Object> json;

    private Reference(Map<String, Object> json) {
        this.json = json;
    }

    /** A file or folder, or an aborted test. */
    static Path path(String name) {
        Path path = root().resolveSibling("shared").resolve("data").resolve(name);
        Assumptions.assumeTrue(Files.exists(path), () -> "skipped: there is no " + path);
        return path;
    }

    /** The outermost folder with a pom.xml: tests run in the root or in a module. */
    private static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), up -> up != null, Path::getParent)
                .filter(folder -> Files.exists(folder.resolve("pom.xml")))
                .reduce((inner, outer) -> outer)
                .orElseThrow();
    }

    /** A file whose name may be missing the ending of a packed one. */
    static Path packed(String name) {
        return Files.exists(path(".").resolve(name)) ? path(name) : path(name + ".gz");
    }

    @SuppressWarnings("unchecked")
    static Reference read(String name) {
        try {
            return new Reference((Map<String, Object>) new Json(Files.readString(path(name))).value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    double logEvidence() {
        return (Double) json.get("logZ");
    }

    /** The observed states by name. */
    @SuppressWarnings("unchecked")
    Evidence evidence(FactorGraph graph) {
        Evidence.Builder evidence = graph.evidence();
        ((Map<String, String>) json.get("evidence")).forEach(evidence::observe);
        return evidence.build();
    }

    /** Marginals by variable and state names. */
    @SuppressWarnings("unchecked")
    Map<String, Map<String, Double>> marginals() {
        return (Map<String, Map<String, Double>>) json.get("marginals");
    }

    /** Marginals by variable and state indices. */
    @SuppressWarnings("unchecked")
    List<List<Double>> indexedMarginals() {
        return (List<List<Double>>) json.get("marginals");
    }

    /** As much of JSON as the files use: no escapes in strings. */
    private static final class Json {
        private final String text;
        private int at;

        Json(String text) {
            this.text = text;
        }

        Object value() {
            skipSpace();
            return switch (text.charAt(at)) {
                case '{' -> object();
                case '[' -> array();
                case '"' -> string();
                default -> scalar();
            };
        }

        private Map<String, Object> object() {
            Map<String, Object> members = new LinkedHashMap<>();
            for (at++; !closes('}'); ) {
                String key = (String) value();
                skipSpace();
                at++;
                members.put(key, value());
            }
            return members;
        }

        private List<Object> array() {
            List<Object> elements = new ArrayList<>();
            for (at++; !closes(']'); ) {
                elements.add(value());
            }
            return elements;
        }

        /** Consumes the closing bracket or a comma. */
        private boolean closes(char bracket) {
            skipSpace();
            boolean closes = text.charAt(at) == bracket;
            if (closes || text.charAt(at) == ',') {
                at++;
            }
            return closes;
        }

        private String string() {
            int end = text.indexOf('"', at + 1);
            String string = text.substring(at + 1, end);
            at = end + 1;
            return string;
        }

        private Object scalar() {
            int start = at;
            while (at < text.length() && ",]} \n\t\r".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            String word = text.substring(start, at);
            return switch (word) {
                case "true", "false", "null" -> word;
                default -> Double.valueOf(word);
            };
        }

        private void skipSpace() {
            while (Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }
    }
}
