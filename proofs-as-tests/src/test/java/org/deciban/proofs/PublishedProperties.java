package org.deciban.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.deciban.compiler.published.PublishedGraph;
import org.deciban.compiler.published.PublishedLayout;
import org.deciban.compiler.published.PublishedModel;
import org.deciban.compiler.published.PublishedNode;
import org.deciban.compiler.published.PublishedState;
import org.deciban.proofs.generators.PublishedTrees;

/** Why the published gather fails, as statements about every tree, and what repairing it alone does and does not give. */
class PublishedProperties {
    private static final double HOT = 1000;

    private static List<PublishedState> round(PublishedLayout layout, double temperature, PublishedGraph graph) {
        return PublishedModel.of(layout, graph.nodes().size(), temperature).round(graph);
    }

    /** The largest product wins, so whoever asks for a neighbour hears the last token; index 0 asks for the average of all. */
    @Property
    void aProductOfIndicesAttendsToTheLargestIndex(@ForAll long seed, @ForAll boolean path) {
        PublishedGraph graph = tree(seed, path);
        double last = graph.nodes().get(graph.nodes().size() - 1).belief();
        double mean = graph.beliefs().stream().mapToDouble(b -> b).average().orElseThrow();
        List<PublishedState> states = round(PublishedLayout.A_OWN_INDEX, HOT, graph);
        for (int i = 0; i < states.size(); i++) {
            List<Integer> neighbours = graph.nodes().get(i).neighbours();
            for (int slot = 0; slot < 2; slot++) {
                boolean asksForZero = slot >= neighbours.size() || neighbours.get(slot) == 0;
                assertThat(states.get(i).gathered().get(slot)).isCloseTo(asksForZero ? mean : last, within(1e-12));
            }
        }
    }

    /** With the printed key, whoever asks hears the tokens that themselves ask for the largest index. */
    @Property
    void thePrintedKeyAttendsToWhoeverAsksForTheLargestIndex(@ForAll long seed, @ForAll boolean path) {
        PublishedGraph graph = tree(seed, path);
        List<PublishedState> states = round(PublishedLayout.A, HOT, graph);
        for (int slot = 0; slot < 2; slot++) {
            int k = slot;
            int largest =
                    graph.nodes().stream().mapToInt(n -> index(n, k)).max().orElseThrow();
            double heard = graph.nodes().stream()
                    .filter(n -> index(n, k) == largest)
                    .mapToDouble(PublishedNode::belief)
                    .average()
                    .orElseThrow();
            for (int i = 0; i < states.size(); i++) {
                if (index(graph.nodes().get(i), slot) > 0) {
                    assertThat(states.get(i).gathered().get(slot)).isCloseTo(heard, within(1e-12));
                }
            }
        }
    }

    private static int index(PublishedNode node, int slot) {
        return slot < node.neighbours().size() ? node.neighbours().get(slot) : 0;
    }

    @Property
    void pairedBitsGatherEveryNeighbour(
            @ForAll long seed, @ForAll boolean path, @ForAll @IntRange(min = 50, max = 2000) int temperature) {
        PublishedGraph graph = tree(seed, path);
        List<PublishedState> states = round(PublishedLayout.PAIRED_BITS, temperature, graph);
        for (int i = 0; i < states.size(); i++) {
            for (int slot = 0; slot < 2; slot++) {
                assertThat(states.get(i).gathered().get(slot))
                        .isCloseTo(graph.target(graph.nodes().get(i), slot), within(1e-12));
            }
        }
    }

    /** Without a temperature factor paired bits leak: the address code needs λ above ln(n / accuracy). */
    @Property
    void atTemperatureOnePairedBitsLeak(@ForAll long seed) {
        PublishedGraph graph = tree(seed, true);
        List<PublishedState> states = round(PublishedLayout.PAIRED_BITS, 1, graph);
        assertThat(states).anySatisfy(state -> {
            double target = graph.target(graph.nodes().get(states.indexOf(state)), 0);
            assertThat(Math.abs(state.gathered().get(0) - target)).isGreaterThan(1e-4);
        });
    }

    /** The three feed-forwards do what updateBelief says, so the repaired gather performs the round that was meant. */
    @Property
    void withPairedBitsTheTargetRoundIsWhatHappens(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int rounds) {
        PublishedGraph graph = tree(seed, true);
        PublishedModel model =
                PublishedModel.of(PublishedLayout.PAIRED_BITS, graph.nodes().size(), HOT);
        PublishedGraph target = graph;
        for (List<PublishedState> states : model.run(graph, rounds)) {
            target = target.afterTargetRound();
            for (int i = 0; i < states.size(); i++) {
                assertThat(states.get(i).belief()).isCloseTo(target.beliefs().get(i), within(1e-12));
            }
        }
    }

    /** No message crosses a factor: with other tables every belief is the same to the bit, printed or with paired bits. */
    @Property
    void tablesMakeNoDifference(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int rounds) {
        PublishedGraph graph = tree(seed, true);
        List<PublishedNode> others = new ArrayList<>();
        for (PublishedNode node : graph.nodes()) {
            others.add(
                    new PublishedNode(node.isFactor(), node.belief(), node.neighbours(), List.of(0.9, 0.1, 0.2, 0.8)));
        }
        for (PublishedLayout layout :
                List.of(PublishedLayout.A, PublishedLayout.A_OWN_INDEX, PublishedLayout.PAIRED_BITS)) {
            PublishedModel model = PublishedModel.of(layout, graph.nodes().size(), HOT);
            assertThat(model.run(new PublishedGraph(others), rounds)).isEqualTo(model.run(graph, rounds));
        }
    }

    private static PublishedGraph tree(long seed, boolean path) {
        Random random = new Random(seed);
        return path ? PublishedTrees.path(random) : PublishedTrees.recursive(random);
    }
}
