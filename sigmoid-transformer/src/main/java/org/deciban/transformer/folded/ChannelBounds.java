package org.deciban.transformer.folded;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deciban.transformer.Matrix;

/**
 * Bounds of what heads bring before it is written: of each channel, the values that attention mixes. They are those of a constant
 * head's weights times the bounds of what it attends to; of a query, the hull of its candidates' values, since weights sum to 1; of a
 * head that is not folded, the hull of all values.
 */
final class ChannelBounds {
    private final Entries entries;
    private final WrittenDimensions written;
    private final TokenClasses classes;
    /** By layer and class, as {@link Bounds} has them so far. */
    private final Ranges[][] before;

    private final Map<FoldedHead, Ranges> allValues = new HashMap<>();

    ChannelBounds(Entries entries, WrittenDimensions written, TokenClasses classes, Ranges[][] before) {
        this.entries = entries;
        this.written = written;
        this.classes = classes;
        this.before = before;
    }

    /**
     * The channels of a head for every token of a class.
     *
     * @param h the head
     * @param c the class
     * @param erasesItself set for all channels if every token of the class attends to itself alone
     */
    Ranges of(LayerFold fold, int layer, int h, int c, boolean[] erasesItself) {
        if (fold.freeHead(h) != null) {
            return hullOfEverything(fold, layer, h);
        }
        return fold.head(h).scores().isConstant()
                ? constantHead(fold, layer, h, c, erasesItself)
                : hullOfCandidates(fold, h, c);
    }

    /** A head whose pattern is constant, for all tokens of a class: by how much weight a row puts on each class. */
    private Ranges constantHead(LayerFold fold, int layer, int h, int c, boolean[] erasesItself) {
        FoldedHead head = fold.head(h);
        Set<Integer> rows = new HashSet<>();
        boolean allSelf = true;
        for (int token : classes.members(c)) {
            int row = head.row(token);
            allSelf &= head.rowAt(row).isOn(token);
            rows.add(row);
        }
        Ranges hull = new Ranges(head.head().valueDim());
        if (allSelf) {
            Arrays.fill(erasesItself, true);
        }
        Set<List<Double>> masses = new HashSet<>();
        for (int row : rows) {
            double[] mass = new double[classes.count()];
            boolean known = true;
            FoldedHead.Row at = head.rowAt(row);
            for (int i = 0; i < at.tokens().length; i++) {
                int of = classes.of(at.tokens()[i]);
                known &= of >= 0;
                mass[Math.max(of, 0)] += at.weights()[i];
            }
            if (!known) {
                Arrays.fill(hull.least, Double.NEGATIVE_INFINITY);
                Arrays.fill(hull.most, Double.POSITIVE_INFINITY);
                return hull;
            }
            if (masses.add(Arrays.stream(mass).boxed().toList())) {
                mix(head.head().wV(), layer, mass, hull, masses.size() == 1);
            }
        }
        return hull;
    }

    private void mix(Matrix wV, int layer, double[] mass, Ranges hull, boolean first) {
        for (int channel = 0; channel < wV.rows(); channel++) {
            Ranges sum = new Ranges(1);
            wV.forEachInRow(channel, (dimension, weight) -> {
                for (int of = 0; of < mass.length; of++) {
                    Ranges ranges = before[layer][of];
                    sum.add(0, weight * mass[of], ranges.least[dimension], ranges.most[dimension]);
                }
            });
            if (first) {
                hull.set(channel, sum.least[0], sum.most[0]);
            } else {
                hull.cover(channel, sum.least[0], sum.most[0]);
            }
        }
    }

    /** The values, which cannot change, of everything that queries of a class can attend to. */
    private Ranges hullOfCandidates(LayerFold fold, int h, int c) {
        FoldedHead head = fold.head(h);
        // What a token attends to of which no output is asked for is not proven: it may be anything.
        if (!classes.members(c).stream().allMatch(token -> fold.isAsked(h, token))) {
            return allValues.computeIfAbsent(head, this::hullOfValues);
        }
        Ranges hull = new Ranges(head.head().valueDim());
        Projection.Scratch scratch = head.values().scratch();
        Set<Integer> seen = new HashSet<>();
        for (int token : classes.members(c)) {
            for (int candidate : fold.candidates(h, token)) {
                if (seen.add(candidate)) {
                    cover(hull, head.values().of(entries.tokens(), candidate, scratch));
                }
            }
        }
        return hull;
    }

    private Ranges hullOfValues(FoldedHead head) {
        Ranges hull = new Ranges(head.head().valueDim());
        Projection.Scratch scratch = head.values().scratch();
        for (int token = 0; token < entries.tokens().rows(); token++) {
            cover(hull, head.values().of(entries.tokens(), token, scratch));
        }
        return hull;
    }

    private static void cover(Ranges hull, SparseVector value) {
        for (int i = 0; i < value.size(); i++) {
            hull.cover(value.index()[i], value.value()[i], value.value()[i]);
        }
    }

    /** A head that is not folded mixes the values of all tokens, those that own no entry included. */
    private Ranges hullOfEverything(LayerFold fold, int layer, int h) {
        Matrix wV = fold.layer.heads().get(h).wV();
        Ranges hull = new Ranges(wV.rows());
        for (int channel = 0; channel < wV.rows(); channel++) {
            for (Ranges ranges : before[layer]) {
                Ranges sum = new Ranges(1);
                wV.forEachInRow(
                        channel,
                        (dimension, weight) -> sum.add(0, weight, ranges.least[dimension], ranges.most[dimension]));
                hull.cover(channel, sum.least[0], sum.most[0]);
            }
            for (int token = 0; token < entries.tokens().rows(); token++) {
                if (classes.of(token) < 0) {
                    Ranges sum = valueWithoutEntries(wV, channel, token);
                    hull.cover(channel, sum.least[0], sum.most[0]);
                }
            }
        }
        return hull;
    }

    /** A channel of a token of which nothing is known but what nothing writes. */
    private Ranges valueWithoutEntries(Matrix wV, int channel, int token) {
        Ranges sum = new Ranges(1);
        wV.forEachInRow(channel, (dimension, weight) -> {
            double x = entries.tokens().get(token, dimension);
            boolean moves = written.contains(dimension);
            sum.add(0, weight, moves ? Double.NEGATIVE_INFINITY : x, moves ? Double.POSITIVE_INFINITY : x);
        });
        return sum;
    }
}
