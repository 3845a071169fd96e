package org.deciban.factorgraph.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BifTest {
    private static final String RAIN = """
            network garden {
            }
            variable rain {
              type discrete [ 2 ] { yes, no };
            }
            variable grass {
              type discrete [ 3 ] { wet, damp, dry };
            }
            probability ( rain ) {
              table 0.2, 0.8;
            }
            probability ( grass | rain ) {
              (no) 0.1, 0.2, 0.7;
              (yes) 0.6, 0.3, 0.1;
            }
            """;

    private static FactorGraph read(String text) {
        return Bif.read(new StringReader(text), "test.bif", ReadOptions.defaults());
    }

    /** A network of one parent {a, b}, another {c, d, e} and a child {x, y} with the given entries. */
    private static Factor child(String entries) {
        return read("network n { } variable p { type discrete [2] { a, b }; } variable q { type discrete [3] { c, d, e }; }"
                        + "variable z { type discrete [2] { x, y }; }"
                        + "probability ( p ) { table 0.5, 0.5; } probability ( q ) { table 0.5, 0.25, 0.25; }"
                        + "probability ( z | p, q ) { " + entries + " }")
                .factors()
                .get(2);
    }

    @Test
    void rowsGoWhereTheirParentStatesSay() {
        Variable rain = Variable.of("rain", "yes", "no");
        Variable grass = Variable.of("grass", "wet", "damp", "dry");
        assertThat(read(RAIN))
                .isEqualTo(FactorGraph.builder()
                        .variable(rain)
                        .variable(grass)
                        .factor(Factor.conditional(rain, List.of(), 0.2, 0.8))
                        .factor(Factor.conditional(grass, List.of(rain), 0.6, 0.3, 0.1, 0.1, 0.2, 0.7))
                        .build());
    }

    @Test
    void tableHasTheStateOfTheChildSlowestAndTheLastParentFastest() {
        assertThat(child("table 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4;")
                        .table())
                .containsExactly(0.1, 0.9, 0.2, 0.8, 0.3, 0.7, 0.4, 0.6, 0.5, 0.5, 0.6, 0.4);
    }

    @Test
    void defaultFillsTheRowsWithoutOneWhereverItStands() {
        assertThat(child("(a, d) 0.1, 0.9; default 0.25, 0.75; (b, e) 1, 0;").table())
                .containsExactly(0.25, 0.75, 0.1, 0.9, 0.25, 0.75, 0.25, 0.75, 0.25, 0.75, 1, 0);
    }

    @Test
    void commasMayBeMissingAndNumbersMayHaveExponents() {
        assertThat(child("default 1e-1 9.0E-1; (a c) .5 5.e-1;").table()).startsWith(0.5, 0.5, 0.1, 0.9);
    }

    @Test
    void barMayBeMissingInTheHeader() {
        assertThat(read(RAIN.replace("grass | rain", "\"grass\" \"rain\""))).isEqualTo(read(RAIN));
    }

    @Test
    void commentsAndPropertiesAreSkipped() {
        String text = RAIN.replace(
                        "{\n", "{ // 2 values; }\n  property url = http://x.org/a \"}\" ; /* } */ property p 5\" ;\n")
                .replace("0.8;", "0.8/* comment */; // leak term");
        assertThat(read(text)).isEqualTo(read(RAIN));
    }

    @Test
    void propertyMayLackItsSemicolonAtTheEndOfABlock() {
        assertThat(read(RAIN.replace("garden {", "garden { property source = \"x\"")))
                .isEqualTo(read(RAIN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\r"})
    void lineEndsMayBeOfAnySystem(String lineEnd) {
        assertThat(read(RAIN.replace("\n", lineEnd))).isEqualTo(read(RAIN));
    }

    @Test
    void finalNewlineMayBeMissingAndAByteOrderMarkPresent() {
        assertThat(read("\uFEFF" + RAIN.stripTrailing())).isEqualTo(read(RAIN));
    }

    @Test
    void blocksMayStandInAnyOrder() {
        String variable = "variable rain {\n  type discrete [ 2 ] { yes, no };\n}\n";
        assertThat(read(RAIN.replace(variable, "") + variable).factors())
                .isEqualTo(read(RAIN).factors());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<5", "12+", "12.5/25", "x<=1", "No/Yes", "_10_1000", "0-3_days", "Asy/Patchy", "Transp.", "50%",
                        "it's", "a=b",
                "a|b", "table", "default", "property", "größer", "[0:5]", "1e5", "-1", "\"with blank\"",
                        "\"{,;}(|)//\"", "5\"", "\\"
            })
    void statesMayHaveAnyName(String written) {
        String name = written.startsWith("\"") ? written.substring(1, written.length() - 1) : written;
        FactorGraph graph = read(RAIN.replace("yes", written));
        assertThat(graph.findVariable("rain").orElseThrow().states()).containsExactly(name, "no");
        assertThat(graph.factors().get(1).table()).startsWith(0.6, 0.3, 0.1);
    }

    @Test
    void numbersAreUsedAsWritten() {
        assertThat(read(RAIN.replace("0.2, 0.8", "0.2000005, 0.8"))
                        .factors()
                        .get(0)
                        .table())
                .containsExactly(0.2000005, 0.8);
    }

    @Test
    void unnormalisedRowsAreUsedAsWrittenWhenTheyAreAccepted() {
        FactorGraph graph = Bif.read(
                new StringReader(RAIN.replace("0.2, 0.8", "2, 0")),
                "test.bif",
                ReadOptions.defaults().acceptUnnormalisedRows());
        assertThat(graph.factors().get(0).table()).containsExactly(2, 0);
    }

    @Test
    void gzipIsRecognisedByContent(@TempDir Path folder) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(RAIN.getBytes(StandardCharsets.UTF_8));
        }
        Path misnamed = Files.write(folder.resolve("rain.bif"), packed.toByteArray());
        assertThat(Bif.read(misnamed)).isEqualTo(read(RAIN));
        ByteArrayInputStream stream = new ByteArrayInputStream(packed.toByteArray());
        assertThat(Bif.read(stream, "stream", ReadOptions.defaults())).isEqualTo(read(RAIN));
    }

    @Test
    void plainTextMayBeNamedGz(@TempDir Path folder) throws IOException {
        Path misnamed = Files.writeString(folder.resolve("rain.BIF.gz"), RAIN);
        assertThat(ModelFiles.read(misnamed)).isEqualTo(read(RAIN));
    }

    private static String write(FactorGraph graph) throws IOException {
        StringWriter text = new StringWriter();
        Bif.write(graph, text);
        return text.toString();
    }

    @Test
    void writtenTextHasTheLayoutOfBnlearn() throws IOException {
        assertThat(write(read(RAIN)))
                .isEqualTo(RAIN.replace("garden", "unknown")
                        .replace("  (no) 0.1, 0.2, 0.7;\n", "")
                        .replace("0.3, 0.1;\n", "0.3, 0.1;\n  (no) 0.1, 0.2, 0.7;\n"));
    }

    @Test
    void namesAreQuotedWhereTheyMust() throws IOException {
        FactorGraph graph = FactorGraph.builder()
                .variable("a|b", "no, thanks", "<5", "5\"", "http://x", "[0,1)", "12.5/25")
                .conditional("a|b", List.of(), 1, 0, 0, 0, 0, 0)
                .build();
        assertThat(write(graph))
                .contains("variable \"a|b\" {", "{ \"no, thanks\", <5, 5\", \"http://x\", \"[0,1)\", 12.5/25 };");
        assertThat(read(write(graph))).isEqualTo(graph);
    }

    @Test
    void graphsThatBifCannotHoldAreNotWritten(@TempDir Path folder) {
        FactorGraph graph = FactorGraph.builder()
                .variable("a", "x y\"", "a\nb")
                .variable("b", "0", "1")
                .conditional("a", List.of("b"), 1, 0, 0, 1)
                .conditional("b", List.of("a"), 1, 0, 0, 1)
                .build();
        Path file = folder.resolve("a.bif");
        assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> Bif.write(graph, file)))
                .hasMessage("the graph cannot be written as BIF: the parents have a cycle through some of 'a', 'b';"
                        + " the name 'x y\"' cannot be quoted; the name 'a\\u000ab' cannot be quoted");
        FactorGraph twice = FactorGraph.builder()
                .variable("a", "0", "1")
                .variable("b", "0", "1")
                .conditional("a", List.of(), 1, 0)
                .conditional("a", List.of("b"), 1, 0, 0, 1)
                .factor(List.of("b"), 1, 2)
                .build();
        assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> Bif.write(twice, file)))
                .hasMessage("the graph cannot be written as BIF: variable a has a second conditional factor, P(a | b);"
                        + " factor f(b) is not conditional; variable b has no conditional factor");
        assertThat(file).doesNotExist();
    }
}
