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
    /** By member: where the four factors of the update begin that reads the product without it. */
    private final int[] factorAt;
    /** By source: a lower bound of its entries at any time, and a factor of the bounds of sets. */
    private final double[] bound;
    /** The sets, those near by that share couples. */
    private final int[] order;

    private final int reach;

    private PairForm(ProductForm form, int[] partner, int[] factorAt) {
        this.form = form;
        this.partner = partner;
        this.factorAt = factorAt;
        this.bound = bounds(form, partner);
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
        int[] factorAt = filled(sets.member().length);
        boolean fits = Arrays.stream(sets.length()).allMatch(length -> length == 2)
                && Arrays.stream(sets.wholeAt()).allMatch(at -> at < 0);
        for (int u = updates.steady(); u < updates.count() && fits; u++) {
            int product = updates.product()[updates.productStart()[u]];
            int member = sets.start()[sets.setOf()[product]] + sets.leftOut()[product];
            int row = updates.rowStart()[updates.outStart()[u]];
            // A couple is written from both of its ends, and each end is a member of one set.
            fits = factorAt[member] < 0 && partner[sets.member()[member]] < 0 && updates.leastFactor()[u] > 0;
            for (int r = row; r < row + 4; r++) {
                fits &= updates.factor()[r] > 0;
            }
            factorAt[member] = row;
            partner[sets.member()[member]] = updates.source()[u];
        }
        return fits && coupled(form, partner, factorAt)
                ? Optional.of(new PairForm(form, partner, factorAt))
                : Optional.empty();
    }

    private static boolean coupled(ProductForm form, int[] partner, int[] factorAt) {
        ProductForm.Sources sources = form.sources();
        int[] members = new int[partner.length];
        for (int source : form.sets().member()) {
            members[source]++;
        }
        boolean coupled = Arrays.stream(factorAt).allMatch(at -> at >= 0);
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

    private static double[] bounds(ProductForm form, int[] partner) {
        ProductForm.Updates updates = form.updates();
        double[] bound = new double[partner.length];
        for (int u = updates.steady(); u < updates.count(); u++) {
            int row = updates.rowStart()[updates.outStart()[u]];
            double[] f = Arrays.copyOfRange(updates.factor(), row, row + 4);
            double least = Math.min(Math.min(f[0], f[2]) / (f[0] + f[2]), Math.min(f[1], f[3]) / (f[1] + f[3]));
            int at = updates.at()[u];
            double[] start = form.sources().start();
            bound[updates.source()[u]] = Math.min(least, Math.min(start[at], start[at + 1]));
        }
        return bound;
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
        boolean[] seen = new boolean[neighbours.length];
        IntList order = new IntList();
        for (int set = 0; set < seen.length; set++) {
            if (!seen[set]) {
                int[] there = visit(set, neighbours, seen.clone());
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

    int factorAt(int member) {
        return factorAt[member];
    }

    double bound(int source) {
        return bound[source];
    }

    boolean isCoupled(int source) {
        return partner[source] >= 0;
    }

    int set(int place) {
        return order[place];
    }

    /** How many blocks lie at most between a set and one that it shares a couple with, its own counted. */
    int reach() {
        return reach;
    }
}
