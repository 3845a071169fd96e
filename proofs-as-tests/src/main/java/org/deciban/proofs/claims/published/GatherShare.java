package org.deciban.proofs.claims.published;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.deciban.compiler.published.PublishedGraph;
import org.deciban.compiler.published.PublishedLayout;
import org.deciban.compiler.published.PublishedModel;
import org.deciban.compiler.published.PublishedNode;
import org.deciban.compiler.published.PublishedState;

/**
 * How often published heads gather what they are meant to: the share of slots whose scratch equals the neighbour's belief to 1e-6. An
 * absent neighbour has index 0 and does not count.
 *
 * @param value the share
 * @param standardError of the share, trees being the independent units
 * @param slots how many slots were looked at
 */
record GatherShare(double value, double standardError, int slots) {
    private static final double CLOSE = 1e-6;

    /** Over so many trees, drawn one after the other from the same random numbers. */
    static GatherShare of(
            PublishedLayout layout,
            double temperature,
            Function<Random, PublishedGraph> trees,
            int count,
            Random random) {
        double[] hits = new double[count];
        double[] slots = new double[count];
        for (int tree = 0; tree < count; tree++) {
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

    private static GatherShare ratio(double[] hits, double[] slots) {
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
        return new GatherShare(share, Math.sqrt(squares) / allSlots, (int) allSlots);
    }
}
