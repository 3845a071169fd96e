package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.io.Bif;
import org.deciban.factorgraph.io.SharedData;
import org.deciban.factorgraph.io.Uai;
import org.deciban.factorgraph.io.UaiEvidence;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real networks against marginals computed elsewhere, by another junction tree in 64-bit significands. */
class PublishedNetworksTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "asia",
                "cancer",
                "earthquake",
                "survey",
                "sachs",
                "alarm",
                "insurance",
                "hailfinder",
                "pathfinder",
                "pigs",
                "mildew",
                "munin",
                "munin2",
                "munin3",
                "barley",
                "link"
            })
    void posteriorsAreTheReferences(String network) {
        FactorGraph graph = Bif.read(SharedData.packed("bif/" + network + ".bif"));
        for (String suffix : List.of("", ".evidence")) {
            Reference reference = Reference.read("reference/" + network + suffix + ".json");
            Evidence evidence = reference.evidence(graph);
            ExactPosterior posterior = JunctionTree.run(graph, evidence);
            assertThat(posterior.logEvidence()).isCloseTo(reference.logEvidence(), within(1e-11));
            reference
                    .marginals()
                    .forEach((variable, distribution) -> distribution.forEach((state, probability) -> assertThat(
                                    posterior.marginals().probability(variable, state))
                            .as(() -> variable + "=" + state + " given " + evidence)
                            .isCloseTo(probability, within(1e-11))));
            assertThat(PosteriorQuery.of(graph, evidence).logEvidence())
                    .isCloseTo(reference.logEvidence(), within(1e-11));
            assertBestIsNoWorseThanTheModes(graph, evidence, posterior);
        }
    }

    /** Taking each variable's most probable state by itself is a fair guess, and never beats the best assignment. */
    private static void assertBestIsNoWorseThanTheModes(
            FactorGraph graph, Evidence evidence, ExactPosterior posterior) {
        MostProbableAssignment best = JunctionTree.of(graph, evidence).mostProbable();
        double logPosterior = best.logWeight() - posterior.logEvidence();
        assertThat(logPosterior).isBetween(-1e4, 1e-6);
        double modes = 0;
        for (int f = 0; f < graph.factors().size(); f++) {
            int index = 0;
            for (int v : graph.scope(f)) {
                Variable variable = graph.variables().get(v);
                index = index * variable.cardinality()
                        + mode(posterior.marginals().distribution(variable));
            }
            modes += Math.log(graph.factors().get(f).weight(index));
        }
        assertThat(best.logWeight()).isGreaterThanOrEqualTo(modes - 1e-9);
    }

    private static int mode(double[] distribution) {
        int mode = 0;
        for (int s = 1; s < distribution.length; s++) {
            mode = distribution[s] > distribution[mode] ? s : mode;
        }
        return mode;
    }

    @ParameterizedTest
    @ValueSource(strings = {"asia", "cancer", "earthquake", "survey", "sachs"})
    void rationalsAgreeWithTheReferencesOfSmallNetworks(String network) {
        FactorGraph graph = Bif.read(SharedData.path("bif/" + network + ".bif"));
        Reference reference = Reference.read("reference/" + network + ".evidence.json");
        Marginals rounded = JunctionTree.of(graph, reference.evidence(graph))
                .posteriorInRationals()
                .toMarginals();
        reference
                .marginals()
                .forEach((variable, distribution) -> distribution.forEach((state, probability) ->
                        assertThat(rounded.probability(variable, state)).isCloseTo(probability, within(2e-16))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Alchemy_11",
                "CSP_12",
                "Grids_11",
                "Grids_12",
                "Pedigree_11",
                "Pedigree_12",
                "Promedus_11",
                "Promedus_13",
                "Promedus_15",
                "Promedus_20",
                "Promedus_21",
                "Segmentation_11",
                "Segmentation_12",
                "Segmentation_13"
            })
    void competitionInstancesAreTheReferences(String instance) {
        FactorGraph graph = Uai.read(SharedData.packed("uai/" + instance + ".uai"));
        Path observed = SharedData.path("uai/" + instance + ".uai.evid");
        ExactPosterior posterior = JunctionTree.run(graph, UaiEvidence.read(observed, graph));
        Reference reference = Reference.read("reference-uai/" + instance + ".json");
        assertThat(posterior.logEvidence()).isCloseTo(reference.logEvidence(), within(1e-10));
        List<List<Double>> marginals = reference.indexedMarginals();
        for (int v = 0; v < marginals.size(); v++) {
            Variable variable = graph.variables().get(v);
            for (int s = 0; s < variable.cardinality(); s++) {
                assertThat(posterior.marginals().probability(variable, s))
                        .as(variable + " in state " + s)
                        .isCloseTo(marginals.get(v).get(s), within(1e-10));
            }
        }
    }
}
