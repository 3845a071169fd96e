package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.io.ModelFiles;
import org.deciban.factorgraph.io.SharedData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Networks of the bnlearn repository, with the beliefs of libDAI in long double: after 1, 2, 3, 5, 10 and 20 rounds, and at
 * the fixed point, with its Bethe ln Z.
 */
class ReferenceBeliefsTest {
    private static final BeliefPropagationOptions OPTIONS =
            BeliefPropagationOptions.defaults().withTolerance(1e-13).withMaxRounds(2000);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alarm",
                "alarm.evidence",
                "asia",
                "asia.evidence",
                "barley",
                "barley.evidence",
                "cancer",
                "cancer.evidence",
                "earthquake",
                "earthquake.evidence",
                "hailfinder",
                "hailfinder.evidence",
                "insurance",
                "insurance.evidence",
                "link",
                "link.evidence",
                "mildew",
                "mildew.evidence",
                "munin",
                "munin.evidence",
                "munin2",
                "munin2.evidence",
                "munin3",
                "munin3.evidence",
                "pathfinder",
                "pathfinder.evidence",
                "pigs",
                "pigs.evidence",
                "sachs",
                "sachs.evidence",
                "survey",
                "survey.evidence"
            })
    void beliefsAreThoseOfAnotherProgram(String name) throws IOException {
        Reference reference = new Reference(name);
        int last = 0;
        for (String round : reference.rounds()) {
            last = Math.max(last, Integer.parseInt(round));
        }
        List<Marginals> beliefs = BeliefPropagation.beliefsAfterEachRound(reference.graph, reference.evidence, last);
        for (String round : reference.rounds()) {
            reference.assertClose(
                    beliefs.get(Integer.parseInt(round)),
                    reference.json.get("marginals_after_iteration").get(round));
        }
        for (MessageDomain domain : MessageDomain.values()) {
            BeliefPropagationOptions options = OPTIONS.withDomain(domain).withDamping(reference.meta("damping"));
            BeliefPropagationResult result = BeliefPropagation.run(reference.graph, reference.evidence, options);
            reference.assertClose(result.findFixedPoint().orElseThrow(), reference.json.get("converged_marginals"));
            assertThat(result.betheLogEvidence().orElseThrow()).isCloseTo(reference.meta("logZ_bethe"), within(1e-10));
        }
    }

    /** Without damping both oscillate. Link does so with message entries that are no doubles any more. */
    @ParameterizedTest
    @CsvSource({"link.evidence, LOG", "mildew.evidence, PROBABILITY"})
    void whatDoesNotConvergeIsNotReportedAsConverged(String name, MessageDomain domainInTheEnd) throws IOException {
        Reference reference = new Reference(name);
        BeliefPropagationResult result = BeliefPropagation.run(
                reference.graph,
                reference.evidence,
                OPTIONS.withDomain(MessageDomain.PROBABILITY).withMaxRounds(200));
        assertThat(result.converged()).isFalse();
        assertThat(result.residual()).isGreaterThan(0.01);
        assertThat(result.domain()).isEqualTo(domainInTheEnd);
    }

    private static final class Reference {
        final JsonNode json;
        final FactorGraph graph;
        final Evidence evidence;

        Reference(String name) throws IOException {
            this.json = new ObjectMapper()
                    .readTree(SharedData.path("reference-bp/" + name + ".json").toFile());
            this.graph = ModelFiles.read(network(json.get("network").asText()));
            Evidence.Builder builder = graph.evidence();
            json.get("evidence")
                    .properties()
                    .forEach(e -> builder.observe(e.getKey(), e.getValue().asText()));
            this.evidence = builder.build();
        }

        private static Path network(String name) {
            Path packed = SharedData.path("bif").resolve(name + ".bif.gz");
            return Files.exists(packed) ? packed : SharedData.path("bif/" + name + ".bif");
        }

        List<String> rounds() {
            return json.has("marginals_after_iteration")
                    ? json.get("marginals_after_iteration").properties().stream()
                            .map(Map.Entry::getKey)
                            .toList()
                    : List.of();
        }

        double meta(String key) {
            return json.get("meta").get(key).asDouble();
        }

        void assertClose(Marginals beliefs, JsonNode expected) {
            double[][] distributions = graph.variables().stream()
                    .map(v -> distribution(v, expected.get(v.name())))
                    .toArray(double[][]::new);
            BeliefAssertions.assertClose(
                    beliefs, new Marginals(graph.variables(), distributions), 1e-12, graph, evidence);
        }

        private static double[] distribution(Variable variable, JsonNode states) {
            return variable.states().stream()
                    .mapToDouble(s -> states.get(s).asDouble())
                    .toArray();
        }
    }
}
