package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
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
    void beliefsAreThoseOfAnotherProgram(String name) {
        Network network = new Network(name);
        int last = 0;
        for (String round : network.rounds()) {
            last = Math.max(last, Integer.parseInt(round));
        }
        List<Marginals> beliefs = BeliefPropagation.beliefsAfterEachRound(network.graph, network.evidence, last);
        for (String round : network.rounds()) {
            network.assertClose(
                    beliefs.get(Integer.parseInt(round)),
                    network.json.get("marginals_after_iteration").get(round));
        }
        for (MessageDomain domain : MessageDomain.values()) {
            BeliefPropagationOptions options = OPTIONS.withDomain(domain).withDamping(network.meta("damping"));
            BeliefPropagationResult result = BeliefPropagation.run(network.graph, network.evidence, options);
            network.assertClose(result.findFixedPoint().orElseThrow(), network.json.get("converged_marginals"));
            assertThat(result.betheLogEvidence().orElseThrow()).isCloseTo(network.meta("logZ_bethe"), within(1e-10));
        }
    }

    /** Without damping both oscillate. Link does so with message entries that are no doubles any more. */
    @ParameterizedTest
    @CsvSource({"link.evidence, LOG", "mildew.evidence, PROBABILITY"})
    void whatDoesNotConvergeIsNotReportedAsConverged(String name, MessageDomain domainInTheEnd) {
        Network network = new Network(name);
        BeliefPropagationResult result = BeliefPropagation.run(
                network.graph,
                network.evidence,
                OPTIONS.withDomain(MessageDomain.PROBABILITY).withMaxRounds(200));
        assertThat(result.converged()).isFalse();
        assertThat(result.residual()).isGreaterThan(0.01);
        assertThat(result.domain()).isEqualTo(domainInTheEnd);
    }

    private static final class Network {
        final JsonNode json;
        final FactorGraph graph;
        final Evidence evidence;

        Network(String name) {
            Reference reference = Reference.read("reference-bp/" + name + ".json");
            this.json = reference.json();
            this.graph = ModelFiles.read(
                    SharedData.packed("bif/" + json.get("network").asText() + ".bif"));
            this.evidence = reference.evidence(graph);
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
