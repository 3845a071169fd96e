package org.deciban.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Topology;
import org.deciban.factorgraph.inference.Enumeration;
import org.deciban.factorgraph.inference.ExactPosterior;
import org.deciban.factorgraph.inference.JunctionTree;
import org.deciban.factorgraph.io.Bif;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The networks under {@code networks/}, against numbers worked out by hand or in exact fractions. */
class NetworksTest {
    private static FactorGraph network(String name) {
        return Bif.read(Path.of("networks", name + ".bif"));
    }

    private static Evidence given(FactorGraph graph, String variable, String state) {
        return graph.evidence().observe(variable, state).build();
    }

    @Test
    void asiaHasThePublishedMarginals() {
        FactorGraph asia = network("asia");
        Marginals prior = JunctionTree.run(asia, Evidence.none()).marginals();
        assertThat(prior.probability("tub", "yes")).isCloseTo(0.0104, within(1e-15));
        assertThat(prior.probability("lung", "yes")).isCloseTo(0.055, within(1e-15));
        assertThat(prior.probability("bronc", "yes")).isCloseTo(0.45, within(1e-15));
        assertThat(prior.probability("either", "yes")).isCloseTo(1 - (1 - 0.0104) * (1 - 0.055), within(1e-15));
        assertThat(prior.probability("xray", "yes")).isCloseTo(0.11029004, within(1e-15));
        // Sums over the 32 states of the five variables above dysp.
        ExactPosterior breathless = JunctionTree.run(asia, given(asia, "dysp", "yes"));
        assertThat(breathless.logEvidence()).isCloseTo(Math.log(2179853 / 5000000.0), within(1e-14));
        assertThat(breathless.marginals().probability("bronc", "yes")).isCloseTo(9089631 / 10899265.0, within(1e-14));
        assertThat(breathless.marginals().probability("lung", "yes")).isCloseTo(224000 / 2179853.0, within(1e-14));
        assertThat(Topology.of(asia).isForest()).isFalse();
    }

    @Test
    void wetGrassExplainsRainAway() {
        FactorGraph lawn = network("wet-grass");
        ExactPosterior wet = JunctionTree.run(lawn, given(lawn, "grass", "wet"));
        assertThat(wet.logEvidence()).isCloseTo(Math.log(6703 / 12500.0), within(1e-14));
        assertThat(wet.marginals().probability("rain", "yes")).isCloseTo(7061 / 13406.0, within(1e-14));
        assertThat(wet.marginals().probability("sprinkler", "on")).isCloseTo(3883 / 6703.0, within(1e-14));
        Evidence both = lawn.evidence()
                .observe("grass", "wet")
                .observe("sprinkler", "on")
                .build();
        assertThat(JunctionTree.run(lawn, both).marginals().probability("rain", "yes"))
                .isCloseTo(1421 / 7766.0, within(1e-14));
        assertThat(Topology.of(lawn).girth()).hasValue(6);
    }

    @Test
    void datingHasItsKnownPosteriors() {
        FactorGraph dating = network("dating");
        Marginals prior = BpCompiler.compile(dating, CompilerOptions.exact()).infer(Evidence.none());
        assertThat(prior.probability("like_jj", "true")).isCloseTo(0.72, within(1e-14));
        assertThat(prior.probability("date", "true")).isCloseTo(0.288, within(1e-14));
        Marginals date = BpCompiler.compile(dating, CompilerOptions.exact()).infer(given(dating, "date", "true"));
        assertThat(date.probability("lonely", "true")).isCloseTo(0.3 / 0.72, within(1e-14));
        assertThat(date.probability("exciting", "true")).isCloseTo(0.6 / 0.72, within(1e-14));
    }

    @Test
    void theGridHasFourCyclesAndThePosteriorsOfItsCorner() {
        FactorGraph grid = network("grid-3x3");
        assertThat(Topology.of(grid).girth()).hasValue(6);
        Marginals prior = JunctionTree.run(grid, Evidence.none()).marginals();
        assertThat(prior.probability("plot12", "dry")).isCloseTo(0.33, within(1e-14));
        assertThat(prior.probability("plot22", "dry")).isCloseTo(6169 / 20000.0, within(1e-14));
        assertThat(prior.probability("plot22", "moist")).isCloseTo(171 / 400.0, within(1e-14));
        Marginals wet = JunctionTree.run(grid, given(grid, "plot22", "wet")).marginals();
        assertThat(wet.probability("plot11", "dry")).isCloseTo(747 / 5281.0, within(1e-14));
        assertThat(wet.probability("plot11", "wet")).isCloseTo(2274 / 5281.0, within(1e-14));
    }

    @Test
    void thePolytreeIsOne() {
        FactorGraph parcel = network("polytree");
        assertThat(parcel.variables()).hasSize(12);
        assertThat(Topology.of(parcel).isForest()).isTrue();
        Marginals prior = BpCompiler.compile(parcel, CompilerOptions.exact()).infer(Evidence.none());
        assertThat(prior.probability("weather", "snow")).isCloseTo((0.02 + 0.05 + 0.3) / 4, within(1e-14));
        assertThat(prior.probability("road", "closed")).isCloseTo(0.043475, within(1e-14));
        assertThat(prior.probability("radio", "warning")).isCloseTo(0.11288625, within(1e-14));
        assertThat(prior.probability("depot", "full")).isCloseTo(0.05 * 0.9 + 0.95 * 0.1, within(1e-14));
    }

    @ParameterizedTest
    @ValueSource(strings = {"asia", "wet-grass", "dating", "grid-3x3", "polytree"})
    void enumerationAgreesWithTheJunctionTree(String name) {
        FactorGraph graph = network(name);
        ExactPosterior summed = Enumeration.run(graph, Evidence.none());
        ExactPosterior passed = JunctionTree.run(graph, Evidence.none());
        assertThat(passed.marginals().farthestFrom(summed.marginals()).magnitude())
                .isLessThan(1e-14);
        assertThat(passed.logEvidence()).isCloseTo(0, within(1e-14));
    }
}
