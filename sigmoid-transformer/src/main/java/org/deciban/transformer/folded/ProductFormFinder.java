package org.deciban.transformer.folded;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deciban.transformer.Activation;

/**
 * Recognises a {@link ProductForm} in a fold, term by term; gives up at the first that does not fit. Weights of sums are compared
 * with the form to 1e-12, since an average times its denominator is a sum to rounding; all others exactly.
 *
 * <p>This class reads the two layers; {@link ProductFormBuilder} makes arrays of what it found.
 */
final class ProductFormFinder {
    private static final double ROUNDING = 1e-12;

    /** What does not fit. */
    static final class Misfit extends Exception {
        private static final long serialVersionUID = 1L;

        Misfit(String reason) {
            super(reason, null, false, false);
        }
    }

    /** What an entry is after the second layer. */
    enum Kind {
        /** Nothing that the second layer writes. */
        UNTOUCHED,
        /** LOG(P). */
        LOGARITHM,
        /** LOG_FLOOR − LOG(1 − P/1e-300). */
        MARK,
        /** Either of them where P is always 0, or was never computed: LOG_FLOOR. */
        FLOOR
    }

    private final Fold fold;
    private final LayerFold first;
    private final LayerFold second;
    private final Constancy.After afterFirst;
    private final Constancy.After afterSecond;
    private final int[] updateOfFirst;
    private final Kind[] kinds;
    /** By logarithm or mark: the entry that holds its P, or −1. */
    private final int[] mixedOf;
    /** By entry that holds a P: the output that it is, or −1. */
    private final int[] outputOf;
    /** By logarithm that some sum adds up: its mark, or −1. */
    private final int[] markOf;
    /** By node: the logarithms that it adds up; empty where it does not move. */
    private final Csr logarithms = new Csr();

    private double markWeight = Double.NaN;

    private ProductFormFinder(Fold fold) {
        int entries = fold.entries().size();
        this.fold = fold;
        this.first = fold.folds().get(0);
        this.second = fold.folds().get(1);
        this.afterFirst = fold.constancy().after(0);
        this.afterSecond = fold.constancy().after(1);
        this.updateOfFirst = filled(entries);
        this.kinds = new Kind[entries];
        this.mixedOf = filled(entries);
        this.outputOf = filled(entries);
        this.markOf = filled(entries);
        Arrays.fill(kinds, Kind.UNTOUCHED);
    }

    static int[] filled(int size) {
        int[] numbers = new int[size];
        Arrays.fill(numbers, -1);
        return numbers;
    }

    static Optional<ProductForm> find(Fold fold) {
        List<Integer> order = fold.schedule().order();
        boolean alternates = fold.folds().size() == 2 && order.size() % 2 == 1;
        for (int place = 0; place < order.size(); place++) {
            alternates &= order.get(place) == place % 2;
        }
        boolean readsFirst = fold.program().readOut().layers().stream().allMatch(layer -> layer % 2 == 0);
        if (!alternates || !readsFirst) {
            return Optional.empty();
        }
        try {
            ProductFormFinder finder = new ProductFormFinder(fold);
            finder.readSecondLayer();
            finder.readFirstLayer();
            return Optional.of(new ProductFormBuilder(finder).build());
        } catch (Misfit e) {
            return Optional.empty();
        }
    }

    static void require(boolean fits, String reason) throws Misfit {
        if (!fits) {
            throw new Misfit(reason);
        }
    }

    static boolean isClose(double a, double b) {
        return Math.abs(a - b) <= ROUNDING * Math.abs(b);
    }

    private void readSecondLayer() throws Misfit {
        require(second.layer.feedForward().activation() == Activation.LOG, "the activation is no logarithm");
        for (int h = 0; h < second.layer.heads().size(); h++) {
            require(second.freeHead(h) == null || second.freeHead(h).outputs() == 0, "a head is not folded");
        }
        for (int i = 0; i < second.updated.size(); i++) {
            readMixed(i);
        }
        for (int i = 0; i < second.updated.size(); i++) {
            readWritten(i);
        }
    }

    /** An entry into which attention writes P. */
    private void readMixed(int update) throws Misfit {
        if (second.fromOutputs.length(update) == 0) {
            return;
        }
        int entry = second.updated.get(update);
        boolean empty = second.keep.get(update) == 0
                || !fold.constancy().moves(1, entry) && fold.constancy().value(1, entry) == 0;
        int at = second.fromOutputs.start(update);
        require(
                empty
                        && second.fromOutputs.length(update) == 1
                        && second.fromOutputs.weight(at) == 1
                        && second.attentionConstants.get(update) == 0
                        && second.fromNodes.length(update) == 0
                        && second.fromUnits.length(update) == 0
                        && second.feedForwardConstants.get(update) == 0,
                "attention adds to what is there");
        outputOf[entry] = second.fromOutputs.index(at);
    }

    /** An entry that the feed-forward writes, or that nothing changes. */
    private void readWritten(int update) throws Misfit {
        int entry = second.updated.get(update);
        if (outputOf[entry] >= 0 || !fold.constancy().everMoves(entry)) {
            return;
        }
        double constant = second.attentionConstants.get(update) + second.feedForwardConstants.get(update);
        for (int k = second.fromNodes.start(update); k < second.fromNodes.stop(update); k++) {
            int node = second.fromNodes.index(k);
            require(!afterSecond.nodeMoving.get(node), "attention moves something");
            constant += second.fromNodes.weight(k) * afterSecond.nodeValue[node];
        }
        int moving = -1;
        for (int k = second.fromUnits.start(update); k < second.fromUnits.stop(update); k++) {
            int unit = second.fromUnits.index(k);
            if (afterSecond.unitMoving.get(unit)) {
                require(moving < 0, "two hidden units write one entry");
                moving = k;
            } else {
                constant += second.fromUnits.weight(k) * afterSecond.unitValue[unit];
            }
        }
        if (moving < 0) {
            boolean untouched = second.keep.get(update) == 1 && constant == 0;
            boolean floor = second.keep.get(update) == 0 && constant == Activation.LOG_FLOOR;
            require(untouched || floor, "a constant is written that is no logarithm of zero");
            kinds[entry] = floor ? Kind.FLOOR : Kind.UNTOUCHED;
        } else {
            require(second.keep.get(update) == 0, "the old value is kept");
            readUnit(entry, second.fromUnits.index(moving), second.fromUnits.weight(moving), constant);
        }
    }

    private void readUnit(int entry, int unit, double weight, double constant) throws Misfit {
        double argument = second.unitConstants.get(unit);
        int mixed = -1;
        double factor = 0;
        for (int k = second.units.start(unit); k < second.units.stop(unit); k++) {
            int read = second.units.index(k);
            if (afterSecond.midMoving.get(read)) {
                require(mixed < 0 && outputOf[read] >= 0, "a hidden unit reads something else");
                mixed = read;
                factor = second.units.weight(k);
            } else {
                argument += second.units.weight(k) * afterSecond.midValue[read];
            }
        }
        boolean logarithm = factor == 1 && argument == 0 && weight == 1 && constant == 0;
        boolean mark = factor == -1 / Activation.LOG_ARGUMENT_FLOOR
                && argument == 1
                && weight == -1
                && constant == Activation.LOG_FLOOR;
        require(logarithm || mark, "a hidden unit is neither logarithm nor mark");
        kinds[entry] = logarithm ? Kind.LOGARITHM : Kind.MARK;
        mixedOf[entry] = mixed;
    }

    private void readFirstLayer() throws Misfit {
        for (int i = 0; i < first.updated.size(); i++) {
            updateOfFirst[first.updated.get(i)] = i;
        }
        for (int node = 0; node < first.nodes.lists(); node++) {
            if (afterFirst.nodeMoving.get(node)) {
                readNode(node);
            }
            logarithms.end();
        }
    }

    /** A node as the logarithms that it adds up, each with its mark, all with one weight: a token's entries come together. */
    private void readNode(int node) throws Misfit {
        double constant = first.nodeConstants.get(node);
        double unit = Double.NaN;
        int k = first.nodes.start(node);
        while (k < first.nodes.stop(node)) {
            int entry = first.nodes.index(k);
            if (!fold.constancy().moves(0, entry)) {
                constant += first.nodes.weight(k++) * fold.constancy().value(0, entry);
                continue;
            }
            require(
                    k + 1 < first.nodes.stop(node)
                            && fold.entries().token(entry) == fold.entries().token(first.nodes.index(k + 1))
                            && fold.constancy().moves(0, first.nodes.index(k + 1)),
                    "a token adds other than a logarithm and a mark");
            boolean inOrder = Math.abs(first.nodes.weight(k)) <= Math.abs(first.nodes.weight(k + 1));
            int message = inOrder ? k : k + 1;
            int mark = inOrder ? k + 1 : k;
            double weight = first.nodes.weight(message);
            unit = Double.isNaN(unit) ? weight : unit;
            require(isClose(weight, unit), "tokens have different weights in a sum");
            double ratio = first.nodes.weight(mark) / weight;
            markWeight = Double.isNaN(markWeight) ? ratio : markWeight;
            require(ratio > 1 && isClose(ratio, markWeight), "marks have different weights");
            pair(first.nodes.index(message), first.nodes.index(mark));
            logarithms.add(first.nodes.index(message), weight);
            k += 2;
        }
        require(constant == 0, "a sum has a constant");
    }

    private void pair(int message, int mark) throws Misfit {
        require(markOf[message] < 0 || markOf[message] == mark, "one logarithm with two marks");
        require(isLeftAlone(message) && isLeftAlone(mark), "the first layer changes a logarithm");
        boolean fits = switch (kinds[message]) {
            case UNTOUCHED -> kinds[mark] == Kind.UNTOUCHED;
            case FLOOR -> kinds[mark] == Kind.FLOOR;
            case LOGARITHM -> kinds[mark] == Kind.MARK && mixedOf[message] == mixedOf[mark];
            case MARK -> false;
        };
        require(fits, "a logarithm without its mark");
        markOf[message] = mark;
    }

    /** Whether the first layer does not change an entry. */
    private boolean isLeftAlone(int entry) {
        int update = updateOfFirst[entry];
        if (update < 0) {
            return true;
        }
        boolean same = first.keep.get(update) == 1
                && first.attentionConstants.get(update) == 0
                && first.feedForwardConstants.get(update) == 0
                && first.fromOutputs.length(update) == 0
                && first.fromUnits.length(update) == 0;
        for (int k = first.fromNodes.start(update); k < first.fromNodes.stop(update); k++) {
            int node = first.fromNodes.index(k);
            same &= !afterFirst.nodeMoving.get(node) && afterFirst.nodeValue[node] == 0;
        }
        return same;
    }

    Fold fold() {
        return fold;
    }

    double markWeight() {
        return markWeight;
    }

    Kind kind(int entry) {
        return kinds[entry];
    }

    /** The mark of a logarithm that some sum adds up, or −1. */
    int mark(int entry) {
        return markOf[entry];
    }

    /** The output of the second layer whose logarithm an entry is, or −1. */
    int outputOfLogarithm(int entry) {
        return kinds[entry] == Kind.LOGARITHM ? outputOf[mixedOf[entry]] : -1;
    }

    /** By node of the first layer: the logarithms that it adds up, and their weight. */
    Csr logarithms() {
        return logarithms;
    }

    /** The nodes that an entry is the sum of: one that is added and at most one that is taken away. */
    Sum sum(int entry) throws Misfit {
        int update = updateOfFirst[entry];
        require(
                update >= 0
                        && first.keep.get(update) == 0
                        && first.attentionConstants.get(update) == 0
                        && first.feedForwardConstants.get(update) == 0
                        && first.fromOutputs.length(update) == 0
                        && first.fromUnits.length(update) == 0,
                "an entry is no sum");
        int added = -1;
        int takenAway = -1;
        for (int k = first.fromNodes.start(update); k < first.fromNodes.stop(update); k++) {
            int node = first.fromNodes.index(k);
            double weight = first.fromNodes.weight(k);
            if (!afterFirst.nodeMoving.get(node)) {
                require(afterFirst.nodeValue[node] == 0, "a sum has a constant");
            } else {
                double unit = logarithms.weight(logarithms.start(node));
                require(isClose(Math.abs(weight) * unit, 1), "a sum is not taken once");
                require((weight > 0 ? added : takenAway) < 0, "two sums are taken");
                added = weight > 0 ? node : added;
                takenAway = weight > 0 ? takenAway : node;
            }
        }
        require(added >= 0, "nothing is added up");
        return new Sum(added, takenAway);
    }

    /**
     * A difference of two nodes.
     *
     * @param takenAway −1 if nothing is
     */
    record Sum(int added, int takenAway) {}
}
