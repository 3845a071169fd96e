package org.deciban.factorgraph.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deciban.factorgraph.FactorGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFilesTest {
    @Test
    void formatIsTheExtensionWithOrWithoutGz() {
        assertThat(ModelFiles.formatOf(Path.of("a.b/alarm.bif"))).isEqualTo(ModelFormat.BIF);
        assertThat(ModelFiles.formatOf(Path.of("ALARM.BIF.GZ"))).isEqualTo(ModelFormat.BIF);
    }

    @Test
    void unknownExtensionListsTheKnownOnes() {
        assertThat(catchThrowableOfType(FormatException.class, () -> ModelFiles.read(Path.of("alarm.net"))))
                .hasMessageStartingWith("alarm.net: expected a name that ends in one of .bif")
                .hasMessageEndingWith("found another extension. Maybe name the format?");
    }

    @ParameterizedTest
    @CsvSource({
        "a.bif, BIF",
        "a.xmlbif, XMLBIF",
        "a.bifxml.gz, XMLBIF",
        "a.XML, XMLBIF",
        "a.uai, UAI",
        "a.uai.gz, UAI",
        "a.fg, LIBDAI"
    })
    void everyExtensionHasItsFormat(String name, ModelFormat format) {
        assertThat(ModelFiles.formatOf(Path.of("folder.bif", name))).isEqualTo(format);
    }

    @Test
    void filesAreWrittenInTheFormatOfTheirName(@TempDir Path folder) throws IOException {
        FactorGraph network = FactorGraph.builder()
                .variable("x0", "0", "1")
                .conditional("x0", List.of(), 0.25, 0.75)
                .build();
        FactorGraph plain = FactorGraph.builder()
                .variable("x0", "0", "1")
                .factor(List.of("x0"), 1, 3)
                .build();
        for (String name : List.of("a.bif", "a.xmlbif", "a.uai", "a.uai.gz")) {
            ModelFiles.write(network, folder.resolve(name));
            assertThat(ModelFiles.read(folder.resolve(name))).as(name).isEqualTo(network);
        }
        for (String name : List.of("b.uai", "b.fg", "b.fg.gz")) {
            ModelFiles.write(plain, folder.resolve(name));
            assertThat(ModelFiles.read(folder.resolve(name))).as(name).isEqualTo(plain);
        }
        assertThat(Files.readString(folder.resolve("a.uai"))).startsWith("BAYES");
        assertThat(Files.readString(folder.resolve("b.uai"))).startsWith("MARKOV");
        assertThat(Files.readAllBytes(folder.resolve("b.fg.gz"))).startsWith(0x1f, 0x8b);
    }
}
