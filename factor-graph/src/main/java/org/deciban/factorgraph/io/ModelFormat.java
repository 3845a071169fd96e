package org.deciban.factorgraph.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.deciban.factorgraph.FactorGraph;

/** A file format of models, and the file names it goes by. */
public enum ModelFormat {
    /** See {@link Bif}. */
    BIF(".bif") {
        @Override
        FactorGraph read(Path path, ReadOptions options) {
            return Bif.read(path, options);
        }

        @Override
        void write(FactorGraph graph, Path path) throws IOException {
            Bif.write(graph, path);
        }
    },

    /** See {@link XmlBif}. */
    XMLBIF(".xmlbif", ".bifxml", ".xml") {
        @Override
        FactorGraph read(Path path, ReadOptions options) {
            return XmlBif.read(path, options);
        }

        @Override
        void write(FactorGraph graph, Path path) throws IOException {
            XmlBif.write(graph, path);
        }
    },

    /** See {@link Uai}. A Bayesian network is written as {@code BAYES}, any other graph as {@code MARKOV}. */
    UAI(".uai") {
        @Override
        FactorGraph read(Path path, ReadOptions options) {
            return Uai.read(path);
        }

        @Override
        void write(FactorGraph graph, Path path) throws IOException {
            if (BayesianNetworks.obstacles(graph).isEmpty()) {
                Uai.writeBayes(graph, path);
            } else {
                Uai.writeMarkov(graph, path);
            }
        }
    },

    /** See {@link LibDai}. */
    LIBDAI(".fg") {
        @Override
        FactorGraph read(Path path, ReadOptions options) {
            return LibDai.read(path);
        }

        @Override
        void write(FactorGraph graph, Path path) throws IOException {
            LibDai.write(graph, path);
        }
    };

    private final List<String> extensions;

    ModelFormat(String... extensions) {
        this.extensions = List.of(extensions);
    }

    /** The extensions of the format, with the dot and in lower case; each may be followed by {@code .gz}. */
    public List<String> extensions() {
        return extensions;
    }

    abstract FactorGraph read(Path path, ReadOptions options);

    abstract void write(FactorGraph graph, Path path) throws IOException;

    /** The format that a file's name ends in, ignoring case and a final {@code .gz}. */
    public static Optional<ModelFormat> findByName(Path path) {
        Path last = path.getFileName();
        String name = last == null ? "" : last.toString().toLowerCase(Locale.ROOT);
        String unpacked = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        return Arrays.stream(values())
                .filter(format -> format.extensions.stream().anyMatch(unpacked::endsWith))
                .findFirst();
    }

    static String allExtensions() {
        return Arrays.stream(values())
                .flatMap(format -> format.extensions.stream())
                .collect(Collectors.joining(", "));
    }
}
