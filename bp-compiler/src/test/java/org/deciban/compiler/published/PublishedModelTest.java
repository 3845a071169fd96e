package org.deciban.compiler.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.engine.DenseEngine;
import org.junit.jupiter.api.Test;

/** Against numbers worked out by hand. */
class PublishedModelTest {
    /** v0, believed to 0.9, and v2, with a factor between them. */
    private static final FactorGraph CHAIN = FactorGraph.builder()
            .variable("v0", "false", "true")
            .variable("v2", "false", "true")
            .factor(List.of("v0", "v2"), 0.9, 0.1, 0.2, 0.8)
            .build();

    private static final Evidence EVIDENCE =
            CHAIN.evidence().likelihood("v0", 0.1, 0.9).build();

    /** The nodes in the order of the chain: v0, f, v2. */
    private static PublishedGraph chain() {
        List<PublishedNode> nodes = PublishedGraph.of(CHAIN, EVIDENCE).nodes();
        PublishedNode v0 = nodes.get(0);
        PublishedNode v2 = nodes.get(1);
        PublishedNode f = nodes.get(2);
        return new PublishedGraph(List.of(
                new PublishedNode(false, v0.belief(), List.of(1), v0.table()),
                new PublishedNode(true, f.belief(), List.of(0, 2), f.table()),
                new PublishedNode(false, v2.belief(), List.of(1), v2.table())));
    }

    private static List<Double> beliefs(List<PublishedState> states) {
        return states.stream().map(PublishedState::belief).toList();
    }

    private static List<Double> gathered(List<PublishedState> states, int slot) {
        return states.stream().map(state -> state.gathered().get(slot)).toList();
    }

    private static void assertClose(List<Double> actual, double... expected) {
        assertThat(actual).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual.get(i)).isCloseTo(expected[i], within(1e-14));
        }
    }

    @Test
    void aFactorGraphBecomesNodes() {
        PublishedGraph graph = PublishedGraph.of(CHAIN, EVIDENCE);
        assertThat(graph.beliefs()).containsExactly(0.9, 0.5, 0.5);
        assertThat(graph.nodes())
                .extracting(PublishedNode::neighbours)
                .containsExactly(List.of(2), List.of(2), List.of(0, 1));
        assertThat(graph.nodes().get(2).table()).containsExactly(0.9, 0.1, 0.2, 0.8);
    }

    /** a − f − b − g: neighbours are counted on from the two variables. */
    @Test
    void everyFactorIsANeighbourOfItsOwnVariables() {
        FactorGraph two = FactorGraph.builder()
                .variable("a", "false", "true")
                .variable("b", "false", "true")
                .factor(List.of("a", "b"), 1, 2, 3, 4)
                .factor(List.of("b"), 0.3, 0.7)
                .build();
        assertThat(PublishedGraph.of(two, Evidence.none()).nodes())
                .extracting(PublishedNode::neighbours)
                .containsExactly(List.of(2), List.of(2, 3), List.of(0, 1), List.of(1));
    }

    @Test
    void theTargetRoundForgetsTheEvidenceAndNeverCrossesTheFactor() {
        PublishedGraph once = chain().afterTargetRound();
        assertThat(once.beliefs()).containsExactly(0.5, 0.5, 0.5);
        assertThat(once.afterTargetRound()).isEqualTo(once);
    }

    @Test
    void withARepairedGatherTheChainHoldsOneHalfAfterOneRoundAndStays() {
        PublishedModel model = PublishedModel.of(PublishedLayout.PAIRED_BITS, 3, 1000);
        List<List<PublishedState>> rounds = model.run(chain(), 3);
        assertClose(gathered(rounds.get(0), 0), 0.5, 0.9, 0.5);
        assertClose(gathered(rounds.get(0), 1), 0.5, 0.5, 0.5);
        assertThat(rounds).hasSize(3);
        rounds.forEach(states -> assertClose(beliefs(states), 0.5, 0.5, 0.5));
    }

    /**
     * Slot 0: v0 and v2 ask for index 1 and hear whoever asks for the largest index, themselves: 0.7; f asks for index 0 and
     * hears the mean. Slot 1: f alone asks for an index above 0, and hears itself; the others hear the mean.
     */
    @Test
    void asPrintedTheHeadsHearSomebodyElse() {
        double mean = (0.9 + 0.5 + 0.5) / 3;
        List<PublishedState> states =
                PublishedModel.of(PublishedLayout.A, 3, 1000).round(chain());
        assertClose(gathered(states, 0), 0.7, mean, 0.7);
        assertClose(gathered(states, 1), mean, 0.5, mean);
        double wrong = 0.7 * mean / (0.7 * mean + 0.3 * (1 - mean));
        assertClose(beliefs(states), wrong, 0.5, wrong);
    }

    @Test
    void asPrintedLayoutBWritesOverATableEntryAndTheType() {
        PublishedModel model = PublishedModel.of(PublishedLayout.B, 3, 1);
        Matrix before = model.encode(chain());
        Matrix after = new DenseEngine().prepare(model.transformer()).forward(before);
        for (int node = 0; node < 3; node++) {
            assertThat(after.get(node, 4)).isGreaterThan(before.get(node, 4));
            assertThat(after.get(node, 5)).isGreaterThan(before.get(node, 5)).isNotIn(0.0, 1.0);
        }
    }

    /**
     * Scores are the product of two indices: v0 and v2 ask for index 1 and hear the node with the largest, v2; f asks for
     * index 0 and hears the mean.
     */
    @Test
    void withKeysThatAreTheOwnIndexLayoutBHearsTheLastNodeOrTheMean() {
        PublishedGraph chain = chain().withBeliefs(List.of(0.9, 0.4, 0.2));
        List<PublishedState> states =
                PublishedModel.of(PublishedLayout.B_OWN_INDEX, 3, 1e6).round(chain);
        assertThat(states).allSatisfy(state -> assertThat(state.gathered()).hasSize(1));
        assertClose(gathered(states, 0), 0.2, 0.5, 0.2);
    }

    /** Indices are divided by n − 1 = 2, and of two neighbours the first is named. */
    @Test
    void layoutBHoldsAFractionOfTheIndexOfOneNeighbour() {
        PublishedModel model = PublishedModel.of(PublishedLayout.B, 3, 1);
        Matrix tokens = model.encode(chain());
        int ownIndex = model.transformer().layout().subspace("own_index").dimension();
        int neighbour = model.transformer().layout().subspace("neighbour").dimension();
        double[] indices = {0, 0.5, 1};
        double[] neighbours = {0.5, 0, 0.5};
        for (int node = 0; node < 3; node++) {
            assertThat(tokens.get(node, ownIndex)).isEqualTo(indices[node]);
            assertThat(tokens.get(node, neighbour)).isEqualTo(neighbours[node]);
        }
    }

    @Test
    void certaintyIsKept() {
        assertThat(PublishedGraph.updateBelief(1, 0.25)).isEqualTo(1);
        assertThat(PublishedGraph.updateBelief(0, 0.25)).isZero();
        assertThat(PublishedGraph.updateBelief(1, 0)).isEqualTo(0.5);
        assertThat(new PublishedNode(false, 0, List.of(), PublishedNode.NO_TABLE).belief())
                .isZero();
        PublishedGraph star = new PublishedGraph(List.of(
                new PublishedNode(true, 1, List.of(1), PublishedNode.NO_TABLE),
                new PublishedNode(false, 0.5, List.of(0, 2), PublishedNode.NO_TABLE),
                new PublishedNode(true, 0.25, List.of(1), PublishedNode.NO_TABLE)));
        assertClose(
                beliefs(PublishedModel.of(PublishedLayout.PAIRED_BITS, 3, 1000).round(star)), 1, 1, 0.25);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        FactorGraph wide = FactorGraph.builder()
                .variable("a", "0", "1")
                .variable("b", "0", "1")
                .variable("c", "0", "1")
                .factor(List.of("a", "b", "c"), 1, 2, 3, 4, 5, 6, 7, 8)
                .build();
        assertThatThrownBy(() -> PublishedGraph.of(wide, Evidence.none()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 2 neighbours in the published construction, got 3");
        FactorGraph colours = FactorGraph.builder().variable("a", "r", "g", "b").build();
        assertThatThrownBy(() -> PublishedGraph.of(colours, Evidence.none()))
                .hasMessageContaining("variable a has 3 states");
        PublishedModel small = PublishedModel.of(PublishedLayout.PAIRED_BITS, 1, 1000);
        assertThatThrownBy(() -> small.encode(chain()))
                .hasMessageContaining("Maybe the model was made for fewer nodes?");
        assertThatThrownBy(() -> PublishedModel.of(PublishedLayout.A, 3, Double.NaN))
                .hasMessage("the temperature factor must be finite and ≥ 0, got NaN");
        assertThatThrownBy(() -> PublishedModel.of(PublishedLayout.A, 3, -1)).hasMessageContaining("got -1.0");
        assertThatThrownBy(() -> PublishedModel.of(PublishedLayout.A, 3, Double.POSITIVE_INFINITY))
                .hasMessageContaining("got Infinity");
        assertThatThrownBy(() -> PublishedModel.of(PublishedLayout.A, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a model is for at least 1 node, got 0");
    }

    /** At temperature factor 0 all scores are equal, and everybody hears the mean. */
    @Test
    void withoutTemperatureEveryoneHearsTheMean() {
        double mean = (0.9 + 0.5 + 0.5) / 3;
        assertClose(gathered(PublishedModel.of(PublishedLayout.A, 3, 0).round(chain()), 0), mean, mean, mean);
    }

    @Test
    void nodesThatAreNoneAreRefused() {
        assertRefused(() -> new PublishedGraph(List.of()), "a graph has at least one node");
        for (int neighbour : new int[] {-1, 0, 1}) {
            PublishedNode node = new PublishedNode(false, 0.5, List.of(neighbour), PublishedNode.NO_TABLE);
            assertRefused(() -> new PublishedGraph(List.of(node)), "node 0 of 1 has the neighbour " + neighbour);
        }
        for (double belief : new double[] {-0.1, 1.1, Double.NaN}) {
            assertRefused(
                    () -> new PublishedNode(false, belief, List.of(), PublishedNode.NO_TABLE),
                    "a belief must be in [0, 1], got " + belief);
        }
        assertRefused(() -> new PublishedNode(false, 0.5, List.of(), List.of(1.0)), "a table has 4 entries, got 1");
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
