package org.deciban.factorgraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopologyTest {
    private static FactorGraph graph(int variables, List<List<Integer>> scopes) {
        FactorGraph.Builder builder = FactorGraph.builder();
        for (int v = 0; v < variables; v++) {
            builder.variable("v" + v, "no", "yes");
        }
        for (List<Integer> scope : scopes) {
            double[] ones = new double[1 << scope.size()];
            Arrays.fill(ones, 1.0);
            builder.factor(scope.stream().map(v -> "v" + v).toList(), ones);
        }
        return builder.build();
    }

    @Test
    void chainOfThreeVariablesIsFourEdgesLong() {
        Topology chain = Topology.of(graph(3, List.of(List.of(0, 1), List.of(1, 2))));
        assertThat(chain.isForest()).isTrue();
        assertThat(chain.componentCount()).isEqualTo(1);
        assertThat(chain.girth()).isEmpty();
        assertThat(chain.longestPath()).hasValue(4);
        assertThat(chain.roundsForExactness()).hasValue(2);
    }

    @Test
    void leafFactorsLengthenTheLongestPathButNotAlwaysTheRounds() {
        Topology oneEnd = Topology.of(graph(2, List.of(List.of(0), List.of(0, 1))));
        assertThat(oneEnd.longestPath()).hasValue(3);
        assertThat(oneEnd.roundsForExactness()).hasValue(2);
        Topology bothEnds = Topology.of(graph(2, List.of(List.of(0), List.of(0, 1), List.of(1))));
        assertThat(bothEnds.longestPath()).hasValue(4);
        assertThat(bothEnds.roundsForExactness()).hasValue(2);
        Topology twoPriors = Topology.of(graph(1, List.of(List.of(0), List.of(0))));
        assertThat(twoPriors.longestPath()).hasValue(2);
        assertThat(twoPriors.roundsForExactness()).hasValue(1);
    }

    @Test
    void longestPathMayAvoidTheFirstVariable() {
        // v0 hangs off the middle of a chain v1 … v5.
        Topology topology = Topology.of(
                graph(6, List.of(List.of(1, 2), List.of(2, 3), List.of(3, 4), List.of(4, 5), List.of(3, 0))));
        assertThat(topology.longestPath()).hasValue(8);
        assertThat(topology.roundsForExactness()).hasValue(4);
    }

    @Test
    void twoFactorsThatShareTwoVariablesAreACycleOfFour() {
        Topology topology = Topology.of(graph(2, List.of(List.of(0, 1), List.of(0, 1))));
        assertThat(topology.isForest()).isFalse();
        assertThat(topology.girth()).hasValue(4);
        assertThat(topology.longestPath()).isEmpty();
        assertThat(topology.roundsForExactness()).isEmpty();
    }

    @Test
    void triangleOfPairwiseFactorsHasGirthSix() {
        Topology topology = Topology.of(graph(3, List.of(List.of(0, 1), List.of(1, 2), List.of(2, 0))));
        assertThat(topology.girth()).hasValue(6);
    }

    @Test
    void constantsAndIsolatedVariablesAreForests() {
        Topology topology = Topology.of(graph(4, List.of(List.of(), List.of(1, 3), List.of())));
        assertThat(topology.isForest()).isTrue();
        assertThat(topology.componentCount()).isEqualTo(3);
        assertThat(topology.componentOf(0)).isEqualTo(0);
        assertThat(topology.componentOf(1)).isEqualTo(1);
        assertThat(topology.componentOf(2)).isEqualTo(2);
        assertThat(topology.componentOf(3)).isEqualTo(1);
        assertThat(topology.longestPath()).hasValue(2);
        Topology alone = Topology.of(graph(1, List.of()));
        assertThat(alone.longestPath()).hasValue(0);
        assertThat(alone.roundsForExactness()).hasValue(0);
    }

    @Test
    void aCycleBesideATreeLeavesNoForest() {
        Topology topology = Topology.of(graph(4, List.of(List.of(0, 1), List.of(2, 3), List.of(3, 2), List.of())));
        assertThat(topology.isForest()).isFalse();
        assertThat(topology.componentCount()).isEqualTo(2);
    }
}
