package org.deciban.transformer.folded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
 * assumption: what heads bring is bounded by {@link ChannelBounds}; activations are monotone. If then for every query the static score
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

    private final ChannelBounds channels;
    /** Whether the schedule comes to a layer, by what the sweeps have followed. */
    private final boolean[] reached;

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
        this.channels = new ChannelBounds(entries, written, classes, before);
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
            Ranges brought = channels.of(fold, layer, h, c, erasesItself);
            Matrix wO = fold.layer.heads().get(h).wO();
            Matrix wV = fold.layer.heads().get(h).wV();
            for (int t = 0; t < d; t++) {
                int dimension = t;
                wO.forEachInRow(t, (channel, weight) -> {
                    if (erasesItself[channel] && reads(wV, channel, dimension)) {
                        kept[dimension] += weight * wV.get(channel, dimension);
                    } else {
                        added.add(dimension, weight, brought.least[channel], brought.most[channel]);
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
