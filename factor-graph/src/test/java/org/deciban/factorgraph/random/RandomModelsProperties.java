package org.deciban.factorgraph.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Topology;
import org.deciban.factorgraph.inference.ExactPosterior;
import org.deciban.factorgraph.inference.JunctionTree;

class RandomModelsProperties {
    private static final TableLaw LAW =
            TableLaw.binary().withStates(1, 4).withZeros(0.4).withConcentration(0.3);

    @Property(tries = 200)
    void treesAndPolytreesAreForestsAndNetworks(@ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int variables) {
        FactorGraph tree = RandomModels.tree(seed, variables, LAW);
        FactorGraph polytree = RandomModels.polytree(seed, variables, 3, LAW);
        assertThat(Topology.of(tree).isForest()).isTrue();
        assertThat(Topology.of(polytree).isForest()).isTrue();
        assertThat(Topology.of(RandomModels.factorTree(seed, variables, 4, LAW)).isForest())
                .isTrue();
        assertRowsSumToOne(tree);
        assertRowsSumToOne(polytree);
        assertRowsSumToOne(RandomModels.bayesianNetwork(seed, variables, 3, LAW));
        assertThat(polytree.factors()).allSatisfy(f -> assertThat(f.arity()).isLessThanOrEqualTo(4));
    }

    private static void assertRowsSumToOne(FactorGraph network) {
        assertThat(network.factors()).hasSameSizeAs(network.variables());
        for (Factor factor : network.factors()) {
            int states = factor.findChild().orElseThrow().cardinality();
            for (int start = 0; start < factor.size(); start += states) {
                int row = start;
                double sum = IntStream.range(0, states)
                        .mapToDouble(s -> factor.weight(row + s))
                        .sum();
                assertThat(sum).isCloseTo(1, within(1e-14));
            }
        }
    }

    @Property(tries = 200)
    void zerosNeverMakeAModelImpossible(@ForAll long seed) {
        TableLaw mostlyZero = LAW.withZeros(0.9);
        for (FactorGraph graph : new FactorGraph[] {
            RandomModels.factors(seed, 7, 12, 3, mostlyZero),
            RandomModels.grid(seed, 3, 3, mostlyZero),
            RandomModels.kTree(seed, 8, 3, mostlyZero),
            RandomModels.bayesianNetwork(seed, 9, 3, mostlyZero)
        }) {
            assertThat(JunctionTree.run(graph, Evidence.none()).logEvidence()).isFinite();
        }
    }

    @Property(tries = 200)
    void drawnEvidenceIsPossible(@ForAll long seed) {
        FactorGraph graph = RandomModels.factors(seed, 8, 9, 3, LAW);
        Evidence evidence = RandomEvidence.draw(seed, graph, 4, 2);
        assertThat(evidence.variables()).hasSize(6);
        ExactPosterior posterior = JunctionTree.run(graph, evidence);
        assertThat(posterior.logEvidence()).isFinite();
    }

    @Property(tries = 50)
    void theSameSeedGivesTheSameModel(@ForAll long seed) {
        assertThat(RandomModels.kTree(seed, 12, 3, LAW)).isEqualTo(RandomModels.kTree(seed, 12, 3, LAW));
        assertThat(RandomModels.circuit(seed, 4, 9)).isEqualTo(RandomModels.circuit(seed, 4, 9));
        FactorGraph grid = RandomModels.ising(seed, 3, 4, -1, 1, 0.5);
        assertThat(grid).isEqualTo(RandomModels.ising(seed, 3, 4, -1, 1, 0.5));
        assertThat(RandomEvidence.draw(seed, grid, 3, 3)).isEqualTo(RandomEvidence.draw(seed, grid, 3, 3));
    }

    @Example
    void gridHasItsEdges() {
        FactorGraph grid = RandomModels.grid(1, 3, 4, TableLaw.binary());
        assertThat(grid.variables()).hasSize(12);
        assertThat(grid.factors()).hasSize(12 + 3 * 3 + 2 * 4);
        assertThat(Topology.of(grid).componentCount()).isEqualTo(1);
        assertThat(Topology.of(grid).girth()).hasValue(8);
    }

    @Example
    void isingTablesAreSymmetricWithOddsOfTwiceTheCoupling() {
        FactorGraph pair = RandomModels.ising(7, 1, 2, 0.75, 0.75, 0);
        Factor coupling = pair.factors().get(2);
        assertThat(Math.log(coupling.weight(0) / coupling.weight(1))).isCloseTo(1.5, within(1e-14));
        assertThat(coupling.weight(3)).isEqualTo(coupling.weight(0));
        assertThat(pair.factors().get(0).table()).containsExactly(1, 1);
    }

    @Example
    void circuitsOnlyHoldZerosAndOnesBehindTheirInputs() {
        FactorGraph circuit = RandomModels.circuit(5, 3, 20);
        assertThat(circuit.factors().subList(3, 23))
                .allSatisfy(f -> assertThat(f.table()).containsOnly(0, 1));
    }

    @Example
    void argumentsOutOfRangeAreNamed() {
        assertThatThrownBy(() -> TableLaw.binary().withZeros(Double.NaN)).hasMessageContaining("zeros NaN");
        assertThatThrownBy(() -> RandomModels.kTree(1, 5, 0, LAW)).hasMessageContaining("k is 0");
        assertThatThrownBy(() -> RandomModels.tree(1, 0, LAW)).hasMessageContaining("0 variables");
        FactorGraph coin = RandomModels.tree(1, 1, LAW);
        assertThatThrownBy(() -> RandomEvidence.draw(1, coin, 1, 1)).hasMessageContaining("1 + 1");
    }
}
