package org.deciban.transformer.folded;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A {@link ProductForm} whose sources of two entries come in couples: what is computed from the product without one of them
 * becomes the other one, and the other way round, by four factors that are all above 0. So it is with messages between variables
 * of two states whose factors have two of them.
 *
 * <p>Two things follow. A set that has read a source can write to its place what becomes the other one of the couple, and the
 * set that reads that one next round writes the first one back: one array does for a run, where {@link ProductRun} needs two. And
 * an entry is at least
 *
 * <pre>
 *   Σ_j f_kj q_j / Σ_k Σ_j f_kj q_j  ≥  min_j f_kj / Σ_k f_kj,
 * </pre>
 *
 * whatever the products q are, so that lower bounds need not be computed as the rounds go.
 */
final class PairForm {
    /** Sets of a block; blocks are what is run round after round while it is in a cache. */
    static final int BLOCK = 32;

    private final ProductForm form;
    /** By source: the other one of its couple, or −1 if it has none. */
    private final int[] partner;
    /** By source: where the four factors of the update begin that writes it, or −1. */
    private final int[] factorAt;
    /** The sets, those near by that share couples. */
    private final int[] order;

    private final int reach;

    private PairForm(ProductForm form, int[] partner, int[] factorAt) {
        this.form = form;
        this.partner = partner;
        this.factorAt = factorAt;
        int[][] neighbours = neighbours(form, partner);
        this.order = order(neighbours);
        this.reach = reach(neighbours, order);
    }

    /** The form as couples, or empty if it is none. */
    static Optional<PairForm> find(ProductForm form) {
        ProductForm.Updates updates = form.updates();
        ProductForm.Sets sets = form.sets();
        if (updates.pairs() == 0 || updates.steady() + updates.pairs() < updates.count()) {
            return Optional.empty();
        }
        int[] partner = filled(form.sources().at().length);
        int[] factorAt = filled(partner.length);
        boolean fits = Arrays.stream(sets.length()).allMatch(length -> length == 2)
                && Arrays.stream(sets.wholeAt()).allMatch(at -> at < 0);
        for (int u = updates.steady(); u < updates.count() && fits; u++) {
            int product = updates.product()[updates.productStart()[u]];
            int source = sets.member()[sets.start()[sets.setOf()[product]] + sets.leftOut()[product]];
            int row = updates.rowStart()[updates.outStart()[u]];
            // No other update reads this product, as both ends of a couple are written from the other one alone.
            fits = partner[source] < 0;
            for (int r = row; r < row + 4; r++) {
                fits &= updates.factor()[r] > 0;
            }
            partner[source] = updates.source()[u];
            factorAt[updates.source()[u]] = row;
        }
        return fits && coupled(form, partner) ? Optional.of(new PairForm(form, partner, factorAt)) : Optional.empty();
    }

    /** Whether all members of sets are in couples, each a member of one set. */
    private static boolean coupled(ProductForm form, int[] partner) {
        ProductForm.Sources sources = form.sources();
        int[] members = new int[partner.length];
        for (int source : form.sets().member()) {
            members[source]++;
        }
        boolean coupled = Arrays.stream(form.sets().member()).allMatch(source -> partner[source] >= 0);
        for (int source = 0; source < partner.length; source++) {
            if (partner[source] >= 0) {
                int at = sources.at()[source];
                coupled &= partner[partner[source]] == source
                        && partner[source] != source
                        && members[source] == 1
                        && sources.length()[source] == 2
                        && sources.start()[at] > 0
                        && sources.start()[at + 1] > 0;
            }
        }
        return coupled;
    }

    private static int[][] neighbours(ProductForm form, int[] partner) {
        ProductForm.Sets sets = form.sets();
        int[] setOf = filled(partner.length);
        for (int set = 0; set < sets.count(); set++) {
            for (int i = sets.start()[set]; i < sets.start()[set + 1]; i++) {
                setOf[sets.member()[i]] = set;
            }
        }
        int[][] neighbours = new int[sets.count()][];
        Arrays.setAll(
                neighbours,
                set -> IntStream.range(sets.start()[set], sets.start()[set + 1])
                        .map(i -> setOf[partner[sets.member()[i]]])
                        .toArray());
        return neighbours;
    }

    /** Breadth first, from a set that is far from the first one. */
    private static int[] order(int[][] neighbours) {
        boolean[] scouted = new boolean[neighbours.length];
        boolean[] seen = new boolean[neighbours.length];
        IntList order = new IntList();
        for (int set = 0; set < seen.length; set++) {
            if (!seen[set]) {
                int[] there = visit(set, neighbours, scouted);
                for (int next : visit(there[there.length - 1], neighbours, seen)) {
                    order.add(next);
                }
            }
        }
        return order.toArray();
    }

    private static int[] visit(int first, int[][] neighbours, boolean[] seen) {
        IntList visited = new IntList();
        ArrayDeque<Integer> open = new ArrayDeque<>();
        open.add(first);
        seen[first] = true;
        while (!open.isEmpty()) {
            int set = open.remove();
            visited.add(set);
            for (int neighbour : neighbours[set]) {
                if (!seen[neighbour]) {
                    seen[neighbour] = true;
                    open.add(neighbour);
                }
            }
        }
        return visited.toArray();
    }

    private static int reach(int[][] neighbours, int[] order) {
        int[] place = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            place[order[i]] = i;
        }
        int reach = 0;
        for (int set = 0; set < order.length; set++) {
            for (int neighbour : neighbours[set]) {
                reach = Math.max(reach, Math.abs(place[set] / BLOCK - place[neighbour] / BLOCK));
            }
        }
        return reach;
    }

    private static int[] filled(int length) {
        return ProductFormFinder.filled(length);
    }

    ProductForm form() {
        return form;
    }

    /** Where a source stands after so many rounds: in its own place, or in that of the other one of its couple. */
    int slot(int source, int rounds) {
        return rounds % 2 == 0 || partner[source] < 0 ? source : partner[source];
    }

    /** Where the four factors begin by which the product without a source becomes the other one of its couple. */
    int factorAt(int source) {
        return factorAt[partner[source]];
    }

    /** A lower bound of the entries of a source in a couple, after any number of rounds. */
    double bound(int source) {
        double[] factor = form.updates().factor();
        int row = factorAt[source];
        double ofFirst = Math.min(factor[row], factor[row + 2]) / (factor[row] + factor[row + 2]);
        double ofSecond = Math.min(factor[row + 1], factor[row + 3]) / (factor[row + 1] + factor[row + 3]);
        int at = form.sources().at()[source];
        double atStart = Math.min(form.sources().start()[at], form.sources().start()[at + 1]);
        return Math.min(atStart, Math.min(ofFirst, ofSecond));
    }

    int set(int place) {
        return order[place];
    }

    /** How many blocks lie at most between a set and one that it shares a couple with, its own counted. */
    int reach() {
        return reach;
    }

    /** Bytes of the arrays. */
    long bytes() {
        return 4L * (partner.length + factorAt.length + order.length);
    }
}
