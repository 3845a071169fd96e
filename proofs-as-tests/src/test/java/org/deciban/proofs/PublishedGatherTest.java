package org.deciban.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.deciban.compiler.published.PublishedGraph;
import org.deciban.compiler.published.PublishedLayout;
import org.deciban.compiler.published.PublishedModel;
import org.deciban.compiler.published.PublishedNode;
import org.deciban.compiler.published.PublishedState;
import org.deciban.proofs.generators.PublishedTrees;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often the published heads gather what they are meant to: the share of slots, over 400 random trees, whose scratch equals
 * the neighbour's belief to 1e-6. An absent neighbour has index 0 and does not count.
 */
class PublishedGatherTest {
    private static final int TREES = 400;
    private static final double CLOSE = 1e-6;

    /** A share of slots and its standard error, trees being the independent units. */
    private record Share(double value, double standardError) {}

    /**
     * The figures found before, at every λ, on paths. Both are samples of 400 trees, so they may differ by the error of a
     * difference: three standard errors, and half a unit of the last digit given.
     */
    @ParameterizedTest(name = "{0} at λ = {1}: {2}")
    @CsvSource({
        "A, 1, 0.002", "A, 10, 0.075", "A, 1000, 0.082",
        "A_OWN_INDEX, 1, 0.024", "A_OWN_INDEX, 10, 0.107", "A_OWN_INDEX, 1000, 0.108",
        "B, 1, 0", "B, 10, 0", "B, 1000, 0.083",
        "B_OWN_INDEX, 1, 0", "B_OWN_INDEX, 10, 0", "B_OWN_INDEX, 1000, 0.108",
        "PAIRED_BITS, 50, 1", "PAIRED_BITS, 1000, 1"
    })
    void onPathsTheFiguresComeOutWithinTheirSamplingError(PublishedLayout layout, double temperature, double figure) {
        Share share = share(layout, temperature, PublishedTrees::path);
        double tolerance = 3 * Math.sqrt(2) * share.standardError + 0.0005;
        assertThat(Math.abs(share.value - figure)).as("%s", share).isLessThanOrEqualTo(tolerance);
    }

    /** On trees with more than two neighbours a node, two of them drawn, the shares are as small. */
    @ParameterizedTest(name = "{0} at λ = {1}: {2}")
    @CsvSource({"A, 1000, 0.078", "A_OWN_INDEX, 1000, 0.110", "B, 1000, 0.080", "B_OWN_INDEX, 1000, 0.111"})
    void onOtherTreesTheSharesAreAsSmall(PublishedLayout layout, double temperature, double figure) {
        Share share = share(layout, temperature, PublishedTrees::recursive);
        assertThat(Math.abs(share.value - figure))
                .as("%s", share)
                .isLessThanOrEqualTo(3 * share.standardError + 0.0005);
    }

    private static Share share(PublishedLayout layout, double temperature, Function<Random, PublishedGraph> trees) {
        Random random = new Random(1);
        double[] hits = new double[TREES];
        double[] slots = new double[TREES];
        for (int tree = 0; tree < TREES; tree++) {
            PublishedGraph graph = trees.apply(random);
            List<PublishedState> states =
                    PublishedModel.of(layout, graph.nodes().size(), temperature).round(graph);
            for (int i = 0; i < states.size(); i++) {
                PublishedNode node = graph.nodes().get(i);
                // Layout B stores one neighbour, whatever its second head is for.
                int stored = Math.min(node.neighbours().size(), layout.holdsTables() ? 1 : 2);
                for (int slot = 0; slot < stored; slot++) {
                    double gathered = states.get(i).gathered().get(slot);
                    slots[tree]++;
                    hits[tree] += Math.abs(gathered - graph.target(node, slot)) <= CLOSE ? 1 : 0;
                }
            }
        }
        return ratio(hits, slots);
    }

    private static Share ratio(double[] hits, double[] slots) {
        double allHits = 0;
        double allSlots = 0;
        for (int tree = 0; tree < hits.length; tree++) {
            allHits += hits[tree];
            allSlots += slots[tree];
        }
        double share = allHits / allSlots;
        double squares = 0;
        for (int tree = 0; tree < hits.length; tree++) {
            squares += Math.pow(hits[tree] - share * slots[tree], 2);
        }
        return new Share(share, Math.sqrt(squares) / allSlots);
    }
}
