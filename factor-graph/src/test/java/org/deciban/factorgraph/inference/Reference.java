package org.deciban.factorgraph.inference;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.io.SharedData;

/** An answer computed elsewhere, as the file has it. */
record Reference(JsonNode json) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** A file of {@link SharedData}. */
    static Reference read(String name) {
        try {
            return new Reference(MAPPER.readTree(SharedData.path(name).toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    double logEvidence() {
        return json.get("logZ").doubleValue();
    }

    /** The observed states by name. */
    Evidence evidence(FactorGraph graph) {
        Evidence.Builder evidence = graph.evidence();
        json.get("evidence")
                .properties()
                .forEach(e -> evidence.observe(e.getKey(), e.getValue().asText()));
        return evidence.build();
    }

    /** Marginals by variable and state names. */
    Map<String, Map<String, Double>> marginals() {
        return MAPPER.convertValue(json.get("marginals"), new TypeReference<>() {});
    }

    /** Marginals by variable and state indices. */
    List<List<Double>> indexedMarginals() {
        return MAPPER.convertValue(json.get("marginals"), new TypeReference<>() {});
    }
}
