package org.deciban.transformer.folded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;

/**
 * The tokens that own entries, by what feed-forwards read of them that cannot change: tokens of one class have equal hidden
 * units as far as those are known. Where there would be many classes, all tokens are one.
 */
final class TokenClasses {
    private static final int MOST_CLASSES = 32;

    private final Map<Integer, Integer> classOf = new HashMap<>();
    private final List<List<Integer>> members = new ArrayList<>();
    private final boolean uniform;

    TokenClasses(Entries entries, Iterable<Layer> layers, WrittenDimensions written) {
        Matrix tokens = entries.tokens();
        boolean[] read = new boolean[tokens.columns()];
        for (Layer layer : layers) {
            Matrix w1 = layer.feedForward().w1();
            for (int u = 0; u < w1.rows(); u++) {
                w1.forEachInRow(u, (dimension, weight) -> read[dimension] |= !written.contains(dimension));
            }
        }
        TreeSet<Integer> owners = new TreeSet<>();
        for (int e = 0; e < entries.size(); e++) {
            owners.add(entries.token(e));
        }
        Map<List<Double>, Integer> byContent = new HashMap<>();
        for (int token : owners) {
            List<Double> content = new ArrayList<>();
            tokens.forEachInRow(token, (dimension, x) -> {
                if (read[dimension]) {
                    content.addAll(Arrays.asList((double) dimension, x));
                }
            });
            int number = byContent.computeIfAbsent(content, c -> byContent.size());
            classOf.put(token, number);
        }
        this.uniform = byContent.size() <= MOST_CLASSES;
        for (int token : owners) {
            int number = uniform ? classOf.get(token) : 0;
            classOf.put(token, number);
            while (members.size() <= number) {
                members.add(new ArrayList<>());
            }
            members.get(number).add(token);
        }
    }

    int count() {
        return members.size();
    }

    /** The class of a token, or −1 if it owns no entry. */
    int of(int token) {
        return classOf.getOrDefault(token, -1);
    }

    List<Integer> members(int number) {
        return members.get(number);
    }

    /** Whether the tokens of a class agree on what feed-forwards read and nothing writes. */
    boolean isUniform() {
        return uniform;
    }
}
