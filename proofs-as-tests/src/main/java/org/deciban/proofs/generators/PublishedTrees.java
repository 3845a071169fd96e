package org.deciban.proofs.generators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.deciban.compiler.published.PublishedGraph;
import org.deciban.compiler.published.PublishedNode;

/**
 * Trees of variables and factors, in turns, as the published construction takes them: 3 to 15 nodes under shuffled indices,
 * beliefs uniform in (0, 1), table entries uniform in [0.05, 1).
 */
public final class PublishedTrees {
    private PublishedTrees() {}

    /** A path: the only tree in which two slots are enough. Slot 0 is the neighbour on one side, slot 1 that on the other. */
    public static PublishedGraph path(Random random) {
        int[] parent = new int[3 + random.nextInt(13)];
        Arrays.setAll(parent, i -> i - 1);
        return labelled(parent, neighbours -> {}, random);
    }

    /** A tree in which every node hangs on one drawn from those before it; of more than two neighbours two are drawn. */
    public static PublishedGraph recursive(Random random) {
        int[] parent = new int[3 + random.nextInt(13)];
        Arrays.setAll(parent, i -> i == 0 ? -1 : random.nextInt(i));
        return labelled(parent, neighbours -> Collections.shuffle(neighbours, random), random);
    }

    private static PublishedGraph labelled(int[] parent, Consumer<List<Integer>> order, Random random) {
        List<Integer> label = new ArrayList<>();
        List<List<Integer>> neighbours = new ArrayList<>();
        boolean[] isFactor = new boolean[parent.length];
        for (int i = 0; i < parent.length; i++) {
            label.add(i);
            neighbours.add(new ArrayList<>());
        }
        Collections.shuffle(label, random);
        for (int i = 1; i < parent.length; i++) {
            isFactor[label.get(i)] = !isFactor[label.get(parent[i])];
            neighbours.get(label.get(i)).add(label.get(parent[i]));
            neighbours.get(label.get(parent[i])).add(label.get(i));
        }
        List<PublishedNode> nodes = new ArrayList<>();
        for (int i = 0; i < parent.length; i++) {
            List<Integer> own = neighbours.get(i);
            order.accept(own);
            List<Double> table = new ArrayList<>();
            for (int entry = 0; entry < 4; entry++) {
                table.add(0.05 + 0.95 * random.nextDouble());
            }
            nodes.add(new PublishedNode(
                    isFactor[i], random.nextDouble(), own.subList(0, Math.min(2, own.size())), table));
        }
        return new PublishedGraph(nodes);
    }
}
