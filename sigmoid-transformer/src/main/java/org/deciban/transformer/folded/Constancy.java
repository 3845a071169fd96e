package org.deciban.transformer.folded;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.deciban.transformer.Activation;
import org.deciban.transformer.Input;
import org.deciban.transformer.Program;

/**
 * Which entries have one value whenever a layer begins, in every run and at every place of that layer in the schedule.
 *
 * <p>The least fixed point of: before the first layer an entry has its embedded value, or any if it is an input; what a layer
 * makes out of constants is constant; where two ways lead to a layer the values must agree. Constants are computed with the
 * arithmetic of the run, so that a constant is the number that the run would have computed.
 */
final class Constancy {
    private final Entries entries;
    private final List<LayerFold> folds;
    /** By layer: the entries of which something is known before it, those that move, and the value of the others. */
    private final BitSet[] reached;

    private final BitSet[] moving;
    private final double[][] value;
    private final BitSet everMoving = new BitSet();
    /** The entries that a layer leaves with another value than the embedded one. */
    private final BitSet rewritten = new BitSet();

    Constancy(Program program, Schedule schedule, Entries entries, List<LayerFold> folds) {
        this.entries = entries;
        this.folds = folds;
        int layers = folds.size();
        this.reached = bitSets(layers);
        this.moving = bitSets(layers);
        this.value = new double[layers][entries.size()];
        start(program, schedule.order().get(0));
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int layer = 0; layer < layers; layer++) {
                if (reached[layer].isEmpty()) {
                    continue;
                }
                After after = after(layer);
                for (int successor : schedule.successors(layer)) {
                    changed |= join(after, successor);
                }
                everMoving.or(after.moving);
                for (int e = 0; e < entries.size(); e++) {
                    if (after.value[e] != entries.base(e)) {
                        rewritten.set(e);
                    }
                }
            }
        }
    }

    private static BitSet[] bitSets(int count) {
        BitSet[] sets = new BitSet[count];
        Arrays.setAll(sets, i -> new BitSet());
        return sets;
    }

    private void start(Program program, int first) {
        for (int e = 0; e < entries.size(); e++) {
            value[first][e] = entries.base(e);
            reached[first].set(e);
        }
        for (Input input : program.inputs()) {
            int e = entries.find(input.cell().token(), input.cell().dimension());
            if (e >= 0) {
                moving[first].set(e);
                everMoving.set(e);
            }
        }
    }

    private boolean join(After after, int layer) {
        boolean changed = false;
        for (int e = 0; e < entries.size(); e++) {
            if (moving[layer].get(e)) {
                continue;
            }
            boolean moves = after.moving.get(e) || reached[layer].get(e) && value[layer][e] != after.value[e];
            if (moves) {
                moving[layer].set(e);
                everMoving.set(e);
                reached[layer].set(e);
                changed = true;
            } else if (!reached[layer].get(e)) {
                reached[layer].set(e);
                value[layer][e] = after.value[e];
                changed = true;
            }
        }
        return changed;
    }

    /** Whether an entry takes more than one value. */
    boolean everMoves(int entry) {
        return everMoving.get(entry);
    }

    /** Whether an entry ever holds something else than what it was embedded with: it moves, or a layer makes it another constant. */
    boolean everChanges(int entry) {
        return everMoving.get(entry) || rewritten.get(entry);
    }

    /** Whether an entry moves when a layer begins. */
    boolean moves(int layer, int entry) {
        return moving[layer].get(entry);
    }

    /** The value of an entry that does not. */
    double value(int layer, int entry) {
        return value[layer][entry];
    }

    /** What is known after a layer, and on the way. */
    After after(int layer) {
        return new After(folds.get(layer), moving[layer], value[layer]);
    }

    /** What is known in and after one layer. */
    static final class After {
        /** The stream between attention and feed-forward. */
        final BitSet midMoving;

        final double[] midValue;
        final BitSet moving;
        final double[] value;
        final BitSet nodeMoving = new BitSet();
        final double[] nodeValue;
        final BitSet unitMoving = new BitSet();
        final double[] unitValue;

        private After(LayerFold fold, BitSet before, double[] valueBefore) {
            this.midMoving = (BitSet) before.clone();
            this.midValue = valueBefore.clone();
            this.nodeValue = sums(fold.nodes, fold.nodeConstants, before, valueBefore, nodeMoving);
            attention(fold, before, valueBefore);
            this.unitValue = sums(fold.units, fold.unitConstants, midMoving, midValue, unitMoving);
            Activation activation = fold.layer.feedForward().activation();
            for (int u = 0; u < unitValue.length; u++) {
                unitValue[u] = unitMoving.get(u) ? 0 : activation.apply(unitValue[u]);
            }
            this.moving = (BitSet) midMoving.clone();
            this.value = midValue.clone();
            feedForward(fold);
        }

        private static double[] sums(Csr lists, DoubleList constants, BitSet moving, double[] value, BitSet result) {
            double[] sums = new double[lists.lists()];
            for (int list = 0; list < sums.length; list++) {
                sums[list] = constants.get(list);
                for (int i = lists.start(list); i < lists.stop(list); i++) {
                    if (moving.get(lists.index(i))) {
                        result.set(list);
                    }
                    sums[list] += lists.weight(i) * value[lists.index(i)];
                }
            }
            return sums;
        }

        private void attention(LayerFold fold, BitSet before, double[] valueBefore) {
            for (int i = 0; i < fold.updated.size(); i++) {
                int e = fold.updated.get(i);
                boolean moves = fold.keep.get(i) != 0 && before.get(e) || fold.fromOutputs.length(i) > 0;
                double sum = fold.attentionConstants.get(i) + fold.keep.get(i) * valueBefore[e];
                for (int k = fold.fromNodes.start(i); k < fold.fromNodes.stop(i); k++) {
                    moves |= nodeMoving.get(fold.fromNodes.index(k));
                    sum += fold.fromNodes.weight(k) * nodeValue[fold.fromNodes.index(k)];
                }
                midMoving.set(e, moves);
                midValue[e] = moves ? 0 : sum;
            }
        }

        private void feedForward(LayerFold fold) {
            for (int i = 0; i < fold.updated.size(); i++) {
                int e = fold.updated.get(i);
                boolean moves = midMoving.get(e);
                double sum = fold.feedForwardConstants.get(i);
                for (int k = fold.fromUnits.start(i); k < fold.fromUnits.stop(i); k++) {
                    moves |= unitMoving.get(fold.fromUnits.index(k));
                    sum += fold.fromUnits.weight(k) * unitValue[fold.fromUnits.index(k)];
                }
                moving.set(e, moves);
                value[e] = moves ? 0 : midValue[e] + sum;
            }
        }
    }
}
