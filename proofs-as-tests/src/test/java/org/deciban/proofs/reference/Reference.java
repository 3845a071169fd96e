package org.deciban.proofs.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.io.Bif;
import org.junit.jupiter.api.Assumptions;

/**
 * One network and one answer computed elsewhere. The files lie beside the repository, in {@code ../shared/data}; without
 * them a test is skipped.
 */
public record Reference(FactorGraph graph, JsonNode answer) {

    /**
     * @param folder {@code reference} for exact marginals, {@code reference-bp} for iterates
     * @param name {@code asia}, or {@code asia.evidence} for the same network with evidence
     */
    public static Reference load(String folder, String name) {
        Path data = root().resolveSibling("shared").resolve("data");
        String network = name.replace(".evidence", "");
        Path answer = data.resolve(folder).resolve(name + ".json");
        Path model = Stream.of(network + ".bif", network + ".bif.gz")
                .map(data.resolve("bif")::resolve)
                .filter(Files::exists)
                .findFirst()
                .orElse(data.resolve(network));
        Assumptions.assumeTrue(Files.exists(answer) && Files.exists(model), () -> "skipped: there is no " + answer);
        try {
            return new Reference(Bif.read(model), new ObjectMapper().readTree(answer.toFile()));
        } catch (IOException e) {
            throw new AssertionError(e);
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

    /** The evidence that the answer was computed for. */
    public Evidence evidence() {
        Evidence.Builder builder = graph.evidence();
        for (Map.Entry<String, JsonNode> observed : answer.get("evidence").properties()) {
            builder.observe(observed.getKey(), observed.getValue().asText());
        }
        return builder.build();
    }

    /** Requires the beliefs after each round of which the answer tells to be those, to a tolerance. */
    public void requireIterates(List<Marginals> beliefs, double tolerance) {
        for (Map.Entry<String, JsonNode> iterate :
                answer.get("marginals_after_iteration").properties()) {
            int round = Integer.parseInt(iterate.getKey());
            assertThat(distance(beliefs.get(round), iterate.getValue()))
                    .as("round %d", round)
                    .isLessThanOrEqualTo(tolerance);
        }
    }

    /** The largest difference of a distribution per variable to one of the answer's tables of marginals. */
    public static double distance(Marginals actual, JsonNode expected) {
        double worst = 0;
        for (Variable variable : actual.variables()) {
            for (int s = 0; s < variable.cardinality(); s++) {
                double value = expected.get(variable.name())
                        .get(variable.states().get(s))
                        .asDouble();
                worst = Math.max(worst, Math.abs(actual.probability(variable, s) - value));
            }
        }
        return worst;
    }
}
