package org.deciban.transformer.folded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deciban.transformer.Activation;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Input;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;

/**
 * Bounds of every dimension that can change, for each class of tokens and before each layer; and with them of the moving part
 * of scores.
 *
 * <p>A query is folded on the assumption that only its candidates have weight. The bounds are a fixed point under the same
 * assumption: values that a constant head mixes are bounded by its weights times the bounds of what it attends to; of a query by
 * the hull of its candidates' values, since weights sum to 1; activations are monotone. If then for every query the static score
 * of every other token lies further below the best than the moving parts can differ, plus the gap at which a weight is exactly
 * 0.0, the assumption holds in each layer because it held in the layers before.
 *
 * <p>Bounds that creep towards a limit, as those of an entry that is kept in part, are put where a geometric series would end;
 * whether that is a bound the sweeps after it show. A dimension of which no bound is found after some sweeps is unbounded, and
 * what depends on it is not proven. Bounds are widened a little at each step to cover rounding.
 */
final class Bounds {
    private static final int SWEEPS = 12;
    /** As many again after bounds that creep towards a limit have been put there. */
    private static final int SWEEPS_AT_LIMIT = 8;
    /** Far more than the rounding of the sums that are bounded. */
    private static final double SLACK = 1e-9;

    private final Program program;
    private final Entries entries;
    private final List<LayerFold> folds;
    private final WrittenDimensions written;
    private final TokenClasses classes;
    /** By layer and class. */
    private final Ranges[][] before;

    private final boolean[] reached;
    private final Map<FoldedHead, Ranges> allValues = new HashMap<>();

    Bounds(Program program, Schedule schedule, Entries entries, List<LayerFold> folds, WrittenDimensions written) {
        this.program = program;
        this.entries = entries;
        this.folds = folds;
        this.written = written;
        this.classes = new TokenClasses(entries, schedule.distinct(), written);
        int d = entries.tokens().columns();
        this.reached = new boolean[folds.size()];
        this.before = new Ranges[folds.size()][classes.count()];
        for (Ranges[] ofLayer : before) {
            Arrays.setAll(ofLayer, c -> new Ranges(d));
        }
        start(schedule.order().get(0));
        boolean changed = true;
        Limits limits = new Limits(before);
        for (int sweep = 0; changed; sweep++) {
            changed = false;
            if (sweep == SWEEPS - 2 || sweep == SWEEPS - 1) {
                limits.look();
            } else if (sweep == SWEEPS) {
                limits.jump(SLACK);
            }
            for (int layer = 0; layer < folds.size(); layer++) {
                if (!reached[layer]) {
                    continue;
                }
                Ranges[] after = after(layer);
                for (int successor : schedule.successors(layer)) {
                    changed |= !reached[successor];
                    reached[successor] = true;
                    changed |= join(after, before[successor], sweep < SWEEPS + SWEEPS_AT_LIMIT);
                }
            }
        }
    }

    private void start(int first) {
        reached[first] = true;
        for (int c = 0; c < classes.count(); c++) {
            for (int token : classes.members(c)) {
                for (int layer = 0; layer < before.length; layer++) {
                    boolean begins = layer == first;
                    Ranges ranges = before[layer][c];
                    entries.tokens().forEachInRow(token, (dimension, x) -> {
                        if (begins || !written.contains(dimension)) {
                            ranges.cover(dimension, x, x);
                        }
                    });
                }
            }
        }
        for (Input input : program.inputs()) {
            int c = classes.of(input.cell().token());
            if (c >= 0) {
                before[first][c].cover(input.cell().dimension(), input.least(), input.most());
            }
        }
    }

    private boolean join(Ranges[] after, Ranges[] target, boolean patient) {
        boolean changed = false;
        for (int c = 0; c < after.length; c++) {
            for (int dimension = 0; dimension < after[c].size(); dimension++) {
                if (written.contains(dimension)) {
                    double low = after[c].least[dimension];
                    double high = after[c].most[dimension];
                    changed |= patient
                            ? target[c].cover(dimension, low, high)
                            : target[c].coverOrGiveUp(dimension, low, high);
                }
            }
        }
        return changed;
    }

    private Ranges[] after(int layer) {
        LayerFold fold = folds.get(layer);
        Ranges[] mid = new Ranges[classes.count()];
        for (int c = 0; c < mid.length; c++) {
            mid[c] = mid(fold, layer, c);
        }
        for (int c = 0; c < mid.length; c++) {
            feedForward(fold.layer.feedForward(), classes.members(c), mid[c]);
        }
        return mid;
    }

    private Ranges mid(LayerFold fold, int layer, int c) {
        int d = entries.tokens().columns();
        double[] kept = new double[d];
        Arrays.fill(kept, 1);
        Ranges added = new Ranges(d);
        for (int h = 0; h < fold.layer.heads().size(); h++) {
            boolean[] erasesItself = new boolean[fold.layer.heads().get(h).valueDim()];
            Ranges channels = channels(fold, layer, h, c, erasesItself);
            Matrix wO = fold.layer.heads().get(h).wO();
            Matrix wV = fold.layer.heads().get(h).wV();
            for (int t = 0; t < d; t++) {
                int dimension = t;
                wO.forEachInRow(t, (channel, weight) -> {
                    if (erasesItself[channel] && reads(wV, channel, dimension)) {
                        kept[dimension] += weight * wV.get(channel, dimension);
                    } else {
                        added.add(dimension, weight, channels.least[channel], channels.most[channel]);
                    }
                });
            }
        }
        widen(added);
        for (int t = 0; t < d; t++) {
            added.add(t, kept[t], before[layer][c].least[t], before[layer][c].most[t]);
        }
        return added;
    }

    private Ranges channels(LayerFold fold, int layer, int h, int c, boolean[] erasesItself) {
        if (fold.freeHead(h) != null) {
            return hullOfEverything(fold, layer, h);
        }
        return fold.head(h).scores().isConstant()
                ? constantHead(fold, layer, h, c, erasesItself)
                : hullOfCandidates(fold, h, c);
    }

    private static boolean reads(Matrix wV, int channel, int dimension) {
        boolean[] only = {true};
        wV.forEachInRow(channel, (column, weight) -> only[0] &= column == dimension);
        return only[0];
    }

    /** What is known exactly stays as it is. */
    private static void widen(Ranges ranges) {
        for (int i = 0; i < ranges.size(); i++) {
            if (ranges.least[i] == ranges.most[i]) {
                continue;
            }
            ranges.least[i] -= SLACK * Math.abs(ranges.least[i]);
            ranges.most[i] += SLACK * Math.abs(ranges.most[i]);
        }
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
        boolean first = true;
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
                first = mix(head.head().wV(), layer, mass, hull, first);
            }
        }
        return hull;
    }

    private boolean mix(Matrix wV, int layer, double[] mass, Ranges hull, boolean first) {
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
        return false;
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

    private void feedForward(FeedForward feedForward, List<Integer> members, Ranges mid) {
        Activation activation = feedForward.activation();
        Ranges units = new Ranges(feedForward.hiddenDim());
        List<Integer> representatives = classes.isUniform() ? members.subList(0, 1) : members;
        for (int u = 0; u < feedForward.hiddenDim(); u++) {
            int unit = u;
            boolean first = true;
            for (int token : representatives) {
                Ranges sum = new Ranges(1);
                double bias = feedForward.b1().get(u, 0);
                sum.set(0, bias, bias);
                feedForward.w1().forEachInRow(u, (dimension, weight) -> {
                    double x = entries.tokens().get(token, dimension);
                    boolean moves = written.contains(dimension);
                    sum.add(0, weight, moves ? mid.least[dimension] : x, moves ? mid.most[dimension] : x);
                });
                widen(sum);
                double low = activation.apply(sum.least[0]);
                double high = activation.apply(sum.most[0]);
                if (first) {
                    units.set(unit, low, high);
                } else {
                    units.cover(unit, low, high);
                }
                first = false;
            }
        }
        Ranges added = new Ranges(mid.size());
        for (int t = 0; t < feedForward.modelDim(); t++) {
            int dimension = t;
            double bias = feedForward.b2().get(t, 0);
            added.set(t, bias, bias);
            feedForward
                    .w2()
                    .forEachInRow(t, (u, weight) -> added.add(dimension, weight, units.least[u], units.most[u]));
        }
        widen(added);
        for (int t = 0; t < mid.size(); t++) {
            mid.add(t, 1, added.least[t], added.most[t]);
        }
    }

    /**
     * By how much the moving parts of two scores of one query can differ.
     *
     * @param h the head, which attends by content
     * @return for each class of query tokens; +∞ where no bound is known
     */
    double[] movingSpread(int layer, int h) {
        FoldedHead head = folds.get(layer).head(h);
        double[] spread = new double[classes.count()];
        List<Ranges> queries = new ArrayList<>();
        for (int c = 0; c < spread.length; c++) {
            queries.add(queries(head, layer, c));
        }
        double[] least = new double[spread.length];
        double[] most = new double[spread.length];
        for (int token = 0; token < entries.tokens().rows(); token++) {
            SparseVector key = head.movingKey(token);
            for (int c = 0; c < spread.length && key.size() > 0; c++) {
                Ranges sum = new Ranges(1);
                for (int i = 0; i < key.size(); i++) {
                    int coordinate = key.index()[i];
                    sum.add(0, key.value()[i], queries.get(c).least[coordinate], queries.get(c).most[coordinate]);
                }
                least[c] = Math.min(least[c], sum.least[0]);
                most[c] = Math.max(most[c], sum.most[0]);
            }
        }
        for (int c = 0; c < spread.length; c++) {
            double widened = (most[c] - least[c]) * (1 + SLACK) + 1;
            spread[c] = widened < Double.POSITIVE_INFINITY ? widened : Double.POSITIVE_INFINITY;
        }
        return spread;
    }

    private Ranges queries(FoldedHead head, int layer, int c) {
        Matrix wQ = head.head().wQ();
        Ranges ranges = new Ranges(wQ.rows());
        for (int coordinate = 0; coordinate < wQ.rows(); coordinate++) {
            if (head.scores().isMoving(coordinate)) {
                int at = coordinate;
                wQ.forEachInRow(
                        coordinate,
                        (dimension, weight) -> ranges.add(
                                at, weight, before[layer][c].least[dimension], before[layer][c].most[dimension]));
            }
        }
        return ranges;
    }

    /** The class of a token that owns an entry. */
    int classOf(int token) {
        return classes.of(token);
    }
}
