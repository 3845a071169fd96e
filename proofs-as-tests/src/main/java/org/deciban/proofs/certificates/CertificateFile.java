package org.deciban.proofs.certificates;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deciban.compiler.Construction;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.deciban.proofs.certificates.Certificate.Source;
import org.deciban.proofs.certificates.Certificate.StateBound;
import org.deciban.transformer.io.Json;
import org.deciban.transformer.io.JsonAt;
import org.deciban.transformer.io.JsonValue;
import org.deciban.transformer.io.JsonValue.JsonNumber;
import org.deciban.transformer.io.JsonValue.JsonObject;
import org.deciban.transformer.io.JsonValue.JsonText;

/**
 * A certificate as a JSON file; {@code docs/certificates.md} lists the keys.
 *
 * @param certificate what it says
 * @param graphHash the SHA-256 that it states of its graph
 * @param eps the ε that it states
 * @param isIntact whether its own SHA-256 is that of its content
 */
public record CertificateFile(Certificate certificate, String graphHash, double eps, boolean isIntact) {
    private static final String FORMAT = "deciban certificate";
    private static final int VERSION = 1;
    private static final List<String> KEYS =
            List.of("format", "version", "transformer", "graph", "evidence", "states", "eps", "sha256");

    /** The most bytes of a file that is read: 256 mebibytes. */
    private static final long MOST_BYTES = 1L << 28;

    /** The SHA-256 of a graph: variables, states, factors and tables, in their order. */
    public static String hash(FactorGraph graph) {
        return ProgramHash.of(Json.write(GraphJson.of(graph)));
    }

    /** The text of a certificate. */
    public static String text(Certificate certificate) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("format", new JsonText(FORMAT));
        fields.put("version", JsonNumber.of(VERSION));
        fields.put("transformer", transformer(certificate));
        Map<String, JsonValue> graph = new LinkedHashMap<>();
        graph.put("sha256", new JsonText(hash(certificate.graph())));
        graph.putAll(GraphJson.of(certificate.graph()).fields());
        fields.put("graph", new JsonObject(graph));
        fields.put("evidence", GraphJson.of(certificate.evidence()));
        fields.put("states", GraphJson.list(certificate.states(), CertificateFile::state));
        fields.put("eps", JsonNumber.of(certificate.eps()));
        return signed(fields);
    }

    /** The text of a certificate's fields, its SHA-256 put last. */
    static String signed(Map<String, JsonValue> fields) {
        Map<String, JsonValue> all = new LinkedHashMap<>(fields);
        all.remove("sha256");
        all.put("sha256", new JsonText(ProgramHash.of(Json.write(new JsonObject(all)))));
        return Json.write(new JsonObject(all)) + "\n";
    }

    private static JsonValue transformer(Certificate certificate) {
        Source source = certificate.source();
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("sha256", new JsonText(certificate.programHash()));
        source.file().ifPresent(file -> fields.put("file", new JsonText(file)));
        fields.put("mode", new JsonText("exact"));
        fields.put("construction", new JsonText(source.construction().name()));
        fields.put("rounds", JsonNumber.of(source.rounds()));
        return new JsonObject(fields);
    }

    private static JsonValue state(StateBound bound) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("variable", new JsonText(bound.variable().name()));
        fields.put("state", new JsonText(bound.variable().states().get(bound.state())));
        fields.put("printed", JsonNumber.of(bound.printed()));
        fields.put(
                "transformer",
                GraphJson.list(
                        List.of(bound.transformer().lo(), bound.transformer().hi()), JsonNumber::of));
        fields.put(
                "posterior",
                GraphJson.list(List.of(bound.truthLo(), bound.truthHi()), decimal -> new JsonText(decimal.toString())));
        return new JsonObject(fields);
    }

    /** Writes a certificate; a file of that name is replaced. */
    public static void write(Certificate certificate, Path path) throws IOException {
        Files.writeString(path, text(certificate));
    }

    /**
     * Reads a certificate. Whether what it says is true is not looked at.
     *
     * @throws org.deciban.transformer.io.TransformerFormatException if it cannot be read, or is no certificate
     */
    public static CertificateFile read(Path path) throws IOException {
        if (Files.size(path) > MOST_BYTES) {
            throw new JsonAt(path.toString(), "file", new JsonNumber("0"))
                    .fault("at most " + MOST_BYTES + " bytes", Files.size(path) + " bytes", "");
        }
        try {
            return parse(path.toString(), Files.readString(path));
        } catch (CharacterCodingException e) {
            throw new JsonAt(path.toString(), "file", new JsonNumber("0")).fault("text in UTF-8", "other bytes", "");
        }
    }

    /**
     * The certificate that a text is.
     *
     * @param file what messages call it
     * @throws org.deciban.transformer.io.TransformerFormatException as {@link #read}
     */
    public static CertificateFile parse(String file, String text) {
        JsonAt json = Json.parse(file, "certificate", text).requireOnly(KEYS);
        if (!json.get("format").text().equals(FORMAT)) {
            throw json.get("format").fault(FORMAT, json.get("format").text(), "Maybe it is no certificate?");
        }
        json.get("version").integer(VERSION, VERSION);
        JsonAt graphAt = json.get("graph");
        FactorGraph graph = GraphJson.graph(without(graphAt, "sha256"));
        Evidence evidence = GraphJson.evidence(json.get("evidence"), graph);
        JsonAt transformer =
                json.get("transformer").requireOnly(List.of("sha256", "file", "mode", "construction", "rounds"));
        if (!transformer.get("mode").text().equals("exact")) {
            throw transformer.get("mode").fault("exact", transformer.get("mode").text(), "");
        }
        Certificate certificate = new Certificate(
                graph,
                evidence,
                new Source(
                        transformer.find("file").map(JsonAt::text),
                        construction(transformer.get("construction")),
                        transformer.get("rounds").integer(0, Integer.MAX_VALUE)),
                transformer.get("sha256").text(),
                states(json.get("states"), graph));
        Map<String, JsonValue> fields = new LinkedHashMap<>(((JsonObject) json.value()).fields());
        String stated = json.get("sha256").text();
        fields.remove("sha256");
        boolean intact = ProgramHash.of(Json.write(new JsonObject(fields))).equals(stated);
        return new CertificateFile(
                certificate, graphAt.get("sha256").text(), json.get("eps").real(), intact);
    }

    private static JsonAt without(JsonAt json, String key) {
        json.get(key);
        Map<String, JsonValue> fields = new LinkedHashMap<>(((JsonObject) json.value()).fields());
        fields.remove(key);
        return new JsonAt(json.file(), json.place(), new JsonObject(fields));
    }

    private static Construction construction(JsonAt json) {
        return Arrays.stream(Construction.values())
                .filter(construction -> construction.name().equals(json.text()))
                .findFirst()
                .orElseThrow(() -> json.fault("one of " + Arrays.toString(Construction.values()), json.text(), ""));
    }

    private static List<StateBound> states(JsonAt json, FactorGraph graph) {
        List<StateBound> states = new ArrayList<>();
        List<JsonAt> entries = json.list();
        int next = 0;
        for (Variable variable : graph.variables()) {
            for (int s = 0; s < variable.cardinality(); s++) {
                if (next == entries.size()) {
                    throw json.fault("a bound for every state of the graph", entries.size() + " bounds", "");
                }
                states.add(state(entries.get(next++), variable, s));
            }
        }
        if (next < entries.size()) {
            throw json.fault("a bound for every state of the graph", entries.size() + " bounds", "");
        }
        return states;
    }

    private static StateBound state(JsonAt json, Variable variable, int state) {
        json.requireOnly(List.of("variable", "state", "printed", "transformer", "posterior"));
        requireText(json.get("variable"), variable.name());
        requireText(json.get("state"), variable.states().get(state));
        List<JsonAt> ends = pair(json.get("transformer"));
        if (!(ends.get(0).real() <= ends.get(1).real())) {
            throw json.get("transformer").fault("a lower and an upper end", "them out of order", "");
        }
        List<JsonAt> truth = pair(json.get("posterior"));
        return new StateBound(
                variable,
                state,
                json.get("printed").real(),
                new Interval(ends.get(0).real(), ends.get(1).real()),
                decimal(truth.get(0)),
                decimal(truth.get(1)));
    }

    private static void requireText(JsonAt json, String expected) {
        if (!json.text().equals(expected)) {
            throw json.fault(expected + ", in the order of the graph", json.text(), "");
        }
    }

    private static List<JsonAt> pair(JsonAt json) {
        List<JsonAt> list = json.list();
        if (list.size() != 2) {
            throw json.fault("two numbers", list.size() + " of them", "");
        }
        return list;
    }

    /** A probability as decimal; exponents are bounded, since arithmetic on them is not. */
    private static BigDecimal decimal(JsonAt json) {
        return Optional.of(json.text())
                .filter(text -> text.length() <= 200 && text.matches("[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,4})?"))
                .map(BigDecimal::new)
                .orElseThrow(() -> json.fault("a decimal of at most 200 characters", json.text(), ""));
    }
}
