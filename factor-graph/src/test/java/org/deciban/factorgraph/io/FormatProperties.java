package org.deciban.factorgraph.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.deciban.factorgraph.FactorGraph;

/** What writes and reads back is the same to the bit; what is damaged is a graph or a {@link FormatException}. */
class FormatProperties {
    /** A format as text. */
    private enum Format {
        BIF(in -> Bif.read(in, "f", ReadOptions.defaults())) {
            @Override
            void write(FactorGraph graph, StringWriter out) throws IOException {
                Bif.write(graph, out);
            }
        },
        XMLBIF(in -> XmlBif.read(in, "f", ReadOptions.defaults())) {
            @Override
            void write(FactorGraph graph, StringWriter out) throws IOException {
                XmlBif.write(graph, out);
            }
        },
        BAYES(in -> Uai.read(in, "f")) {
            @Override
            void write(FactorGraph graph, StringWriter out) throws IOException {
                Uai.writeBayes(graph, out);
            }
        },
        MARKOV(in -> Uai.read(in, "f")) {
            @Override
            void write(FactorGraph graph, StringWriter out) throws IOException {
                Uai.writeMarkov(graph, out);
            }
        },
        LIBDAI(in -> LibDai.read(in, "f")) {
            @Override
            void write(FactorGraph graph, StringWriter out) throws IOException {
                LibDai.write(graph, out);
            }
        };

        private final Function<InputStream, FactorGraph> reader;

        Format(Function<InputStream, FactorGraph> reader) {
            this.reader = reader;
        }

        abstract void write(FactorGraph graph, StringWriter out) throws IOException;

        String text(FactorGraph graph) throws IOException {
            StringWriter text = new StringWriter();
            write(graph, text);
            return text.toString();
        }

        FactorGraph read(String text) {
            return reader.apply(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Provide
    Arbitrary<FactorGraph> networks() {
        return RandomNetworks.networks();
    }

    @Provide
    Arbitrary<FactorGraph> numberedNetworks() {
        return RandomNetworks.numberedNetworks();
    }

    @Provide
    Arbitrary<FactorGraph> numberedGraphs() {
        return RandomNetworks.numberedGraphs();
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void networksReadBackFromFormatsWithNames(@ForAll("networks") FactorGraph graph) throws IOException {
        assertThat(Format.BIF.read(Format.BIF.text(graph))).isEqualTo(graph);
        assertThat(Format.XMLBIF.read(Format.XMLBIF.text(graph))).isEqualTo(graph);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void networksReadBackFromUaiBayes(@ForAll("numberedNetworks") FactorGraph graph) throws IOException {
        assertThat(Format.BAYES.read(Format.BAYES.text(graph))).isEqualTo(graph);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void plainGraphsReadBackFromFormatsWithoutNames(@ForAll("numberedGraphs") FactorGraph graph) throws IOException {
        assertThat(Format.MARKOV.read(Format.MARKOV.text(graph))).isEqualTo(graph);
        assertThat(Format.LIBDAI.read(Format.LIBDAI.text(graph))).isEqualTo(graph);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void truncatedTextIsAGraphOrAFormatException(
            @ForAll("networks") FactorGraph graph, @ForAll Format format, @ForAll @IntRange(max = 1000) int permille)
            throws IOException {
        String text = format.text(graph);
        requireGraphOrFormatException(format, text.substring(0, text.length() * permille / 1000));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void damagedTextIsAGraphOrAFormatException(
            @ForAll("networks") FactorGraph graph,
            @ForAll Format format,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 5) int hits)
            throws IOException {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(format.text(graph));
        String marks = "<>&;!-[]{}(),|\"'/*#\n\r 0123456789.e-\0\uFFFD\uD800AT";
        for (int hit = 0; hit < hits; hit++) {
            text.setCharAt(random.nextInt(text.length()), marks.charAt(random.nextInt(marks.length())));
        }
        requireGraphOrFormatException(format, text.toString());
    }

    private static void requireGraphOrFormatException(Format format, String text) {
        try {
            assertThat(format.read(text).variables()).isNotEmpty();
        } catch (FormatException e) {
            assertThat(e.getMessage()).startsWith("f:").contains(": expected ", ", found ");
        }
    }
}
