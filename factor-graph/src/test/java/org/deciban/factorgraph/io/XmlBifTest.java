package org.deciban.factorgraph.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.deciban.factorgraph.FactorGraph;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlBifTest {
    private static final String BODY = """
            <BIF VERSION="0.3">
            <NETWORK>
            <NAME>garden</NAME>
            <VARIABLE TYPE="nature">
              <NAME>rain</NAME>
              <OUTCOME>yes</OUTCOME>
              <OUTCOME>no</OUTCOME>
              <PROPERTY>position = (1, 2)</PROPERTY>
            </VARIABLE>
            <VARIABLE>
              <NAME> grass </NAME>
              <OUTCOME>w&lt;1</OUTCOME>
              <OUTCOME><![CDATA[w&1]]></OUTCOME>
              <OUTCOME>dry</OUTCOME>
            </VARIABLE>
            <!-- tables -->
            <DEFINITION><FOR>rain</FOR><TABLE>0.2 0.8</TABLE></DEFINITION>
            <DEFINITION>
              <FOR>grass</FOR>
              <GIVEN>rain</GIVEN>
              <TABLE> 0.6 0.3 0.1 <!-- yes -->
                1e-1 0.2 .7 </TABLE>
            </DEFINITION>
            </NETWORK>
            </BIF>
            """;
    private static final FactorGraph GRAPH = FactorGraph.builder()
            .variable("rain", "yes", "no")
            .variable("grass", "w<1", "w&1", "dry")
            .conditional("rain", List.of(), 0.2, 0.8)
            .conditional("grass", List.of("rain"), 0.6, 0.3, 0.1, 0.1, 0.2, 0.7)
            .build();

    private static FactorGraph read(String text, Charset charset) {
        return XmlBif.read(new ByteArrayInputStream(text.getBytes(charset)), "f.xml", ReadOptions.defaults());
    }

    private static String message(String text) {
        return catchThrowableOfType(FormatException.class, () -> read(text, StandardCharsets.UTF_8))
                .getMessage();
    }

    @Test
    void tableHasTheStateOfTheChildFastest() {
        assertThat(read(BODY, StandardCharsets.UTF_8)).isEqualTo(GRAPH);
    }

    @Test
    void documentTypeDeclarationIsPassedOver() {
        String declared = """
                <?xml version="1.0"?>
                <!DOCTYPE BIF [
                  <!ELEMENT BIF ( NETWORK )*>
                    <!ATTLIST BIF VERSION CDATA #REQUIRED>
                  <!ELEMENT OUTCOME (#PCDATA)>
                ]>
                """;
        assertThat(read(declared + BODY, StandardCharsets.UTF_8)).isEqualTo(GRAPH);
        String external = "<!DOCTYPE BIF SYSTEM \"http://127.0.0.1:1/bif.dtd\">\n";
        assertThat(read(external + BODY, StandardCharsets.UTF_8)).isEqualTo(GRAPH);
    }

    @Test
    void entitiesOfTheFileAreUnknown(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        String external =
                "<!DOCTYPE BIF [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>\n" + BODY.replace("garden", "&x;");
        assertThat(message(external))
                .isEqualTo(
                        "f.xml:4:10: expected well-formed XML, found The entity \"x\" was referenced, but not declared.");
        String laughs = "<!DOCTYPE BIF [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
                + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>\n" + BODY.replace("garden", "&c;");
        assertThat(message(laughs)).contains("The entity \"c\" was referenced, but not declared.");
        String parameter = "<!DOCTYPE BIF [<!ENTITY % x SYSTEM \"" + secret.toUri() + "\"> %x;]>\n";
        assertThat(read(parameter + BODY, StandardCharsets.UTF_8)).isEqualTo(GRAPH);
    }

    @Test
    void encodingIsTheDeclaredOne() {
        String text = BODY.replace("dry", "sèche");
        FactorGraph expected = read(text, StandardCharsets.UTF_8);
        assertThat(expected.variables().get(1).states()).endsWith("sèche");
        assertThat(read("\uFEFF" + text, StandardCharsets.UTF_8)).isEqualTo(expected);
        assertThat(read("<?xml version='1.0' encoding='ISO-8859-1'?>" + text, StandardCharsets.ISO_8859_1))
                .isEqualTo(expected);
        assertThat(read("<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + text, StandardCharsets.UTF_16))
                .isEqualTo(expected);
        assertThat(read(text, StandardCharsets.UTF_16LE)).isEqualTo(expected);
        assertThat(message("<?xml version='1.0' encoding='nonsense'?>" + text))
                .isEqualTo("f.xml: expected an encoding known to Java, found 'nonsense'");
    }

    @Test
    void bytesOfAnotherEncodingAreRefusedInNamesAndPassedOverInProperties() {
        assertThat(catchThrowableOfType(
                        FormatException.class, () -> read(BODY.replace("dry", "sèche"), StandardCharsets.ISO_8859_1)))
                .hasMessageStartingWith("f.xml:14:27: expected text in the encoding of the file");
        assertThat(read(BODY.replace("position", "è"), StandardCharsets.ISO_8859_1))
                .isEqualTo(GRAPH);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            value = {
                "<BIF§<bif§f.xml:1:20: expected 'BIF', found the element 'bif'",
                "<NETWORK>§<NETWORK></NETWORK><NETWORK>§f.xml:2:29: expected one 'NETWORK', found the element 'NETWORK'",
                "<NAME>garden§<TITLE>garden§f.xml:3:8: expected 'NAME', 'PROPERTY', 'VARIABLE' or 'DEFINITION', found the element 'TITLE'",
                "'TYPE=\"nature\"'§'TYPE=\"utility\"'§f.xml:4:26: expected a variable of TYPE \"nature\", found 'utility'",
                "<NAME>rain</NAME>§<NAME>rain</NAME><NAME>r</NAME>§f.xml:9:12: expected one 'NAME', found 2 before this end of the element",
                "rain</FOR>§snow</FOR>§f.xml:17:18: expected the name of a declared variable, found 'snow'",
                "0.2 0.8§0.2 0.7§f.xml:17:35: expected a row that sums to 1 within 1e-6, found the sum 0.8999999999999999 in P(rain)",
                "0.2 0.8§0.2 0.3 0.5§f.xml:17:35: expected 2 numbers in the table of 'rain', found 3",
                "0.2 0.8§0.2 x§f.xml:17:48: expected finite numbers ≥ 0, found 'x'",
                "0.2 0.8§0.2 <b/>§f.xml:17:43: expected numbers, found the element 'b'",
                "0.2 0.8§§f.xml:17:35: expected 2 numbers in the table of 'rain', found 0",
                "<GIVEN>rain§<GIVEN>Rain§f.xml:20:10: expected the name of a declared variable, found 'Rain'. Maybe you mean 'rain'?",
                "</NETWORK>§§f.xml:25:3: expected well-formed XML, found",
                "</BIF>§</BIF>more§f.xml:25:7: expected well-formed XML, found",
                "<!-- tables -->§tables§f.xml:17:1: expected an element, found 'tables'"
            })
    void faultsAreLocated(String good, String bad, String message) {
        assertThat(BODY).contains(good);
        assertThat(message(BODY.replaceFirst(good, bad == null ? "" : bad))).startsWith(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "   ", "<BIF>", "<", "text", "\u0000\u0001", "<?xml version='1.0'?>", "<!DOCTYPE BIF ["})
    void otherFilesAreNotXml(String text) {
        assertThat(message(text)).startsWith("f.xml:").contains(": expected well-formed XML, found ");
    }

    @Test
    void faultWithoutAMessageInTheParserIsReported() {
        assertThat(message("<!DOCTYPE BIF [\u0019]>" + BODY))
                .startsWith("f.xml:1:")
                .endsWith(": expected well-formed XML, found a fault that the parser cannot name");
    }

    @Test
    void nonsenseIsRefusedInLinearTime() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            assertThat(message("<BIF>".repeat(1_000_000))).startsWith("f.xml:1:11: expected one 'NETWORK'");
            assertThat(message("<BIF><NETWORK><NAME>" + "x".repeat(2_000_000))).contains("expected well-formed XML");
            assertThat(message(BODY.replace("yes", "x".repeat(2_000_000))))
                    .contains("expected a name of at most 65536");
            assertThat(message(BODY.replace("0.2", "2".repeat(2_000_000))))
                    .contains("expected numbers")
                    .hasSizeLessThan(200);
        });
    }

    @Test
    void writtenTextReadsBack() throws IOException {
        StringWriter text = new StringWriter();
        XmlBif.write(GRAPH, text);
        assertThat(text.toString()).contains("<OUTCOME>w&lt;1</OUTCOME>", "    0.6 0.3 0.1\n    0.1 0.2 0.7\n");
        assertThat(read(text.toString(), StandardCharsets.UTF_8)).isEqualTo(GRAPH);
    }

    @Test
    void namesThatXmlCannotHoldAreNotWritten() {
        FactorGraph graph = FactorGraph.builder()
                .variable("a\u0001", " x", "y")
                .conditional("a\u0001", List.of(), 0.5, 0.5)
                .build();
        assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> XmlBif.write(graph, new StringWriter())))
                .hasMessage(
                        "the graph cannot be written as XMLBIF: the name 'a\\u0001' has characters that XML cannot hold;"
                                + " the name ' x' starts or ends with a blank, which readers drop");
    }
}
