package org.deciban.transformer.folded;

import java.util.function.IntToDoubleFunction;

/** The phases of a run of a {@link ProductForm}, and how each is cut for several threads. */
final class RunPhases {
    static final int MULTIPLY_STEADY = 0;
    static final int MULTIPLY = 1;
    static final int UPDATE_STEADY = 2;
    static final int UPDATE = 3;
    static final int READ = 4;

    /** Costs are in nanoseconds, roughly; of a chunk large beside claiming it, which takes a tenth of a microsecond. */
    private static final double LEAST_OF_CHUNK = 1500;

    /** And small beside a phase, so that no thread waits long for the last chunk of another. */
    private static final int USUAL_CHUNKS = 60;

    /** What a thread should have to do in a round, beside the wait of some hundred nanoseconds at its phases' ends. */
    private static final double LEAST_OF_THREAD = 10_000;

    private final Chunks[] chunks;

    RunPhases(ProductForm form) {
        ProductForm.Sets sets = form.sets();
        ProductForm.Updates updates = form.updates();
        int steady = updates.steady();
        this.chunks = new Chunks[] {
            cut(0, sets.count(), s -> 2 + (double) steadyMembers(sets, s) * sets.length()[s]),
            cut(0, sets.count(), s -> 4 + 3.0 * members(sets, s) * sets.length()[s]),
            cut(0, steady, u -> cost(updates, u)),
            cut(steady, updates.count(), u -> cost(updates, u)),
            cut(0, form.reads().set().length, c -> 30)
        };
    }

    private static Chunks cut(int from, int to, IntToDoubleFunction cost) {
        double all = Chunks.of(from, to, Double.POSITIVE_INFINITY, cost).cost();
        return Chunks.of(from, to, Math.max(LEAST_OF_CHUNK, all / USUAL_CHUNKS), cost);
    }

    private static int steadyMembers(ProductForm.Sets sets, int set) {
        return sets.steadyStart()[set + 1] - sets.steadyStart()[set];
    }

    private static int members(ProductForm.Sets sets, int set) {
        return sets.start()[set + 1] - sets.start()[set];
    }

    private static double cost(ProductForm.Updates updates, int u) {
        int rows = updates.rowStart()[updates.outStart()[u + 1]] - updates.rowStart()[updates.outStart()[u]];
        double ofRow = updates.tensor()[u] ? 1 : 1 + updates.products(u);
        return 6 + 2.0 * updates.length(u) + ofRow * rows;
    }

    Chunks of(int phase) {
        return chunks[phase];
    }

    /** Threads that a run gains from, of those at hand. */
    int threads(int atHand) {
        double round = chunks[MULTIPLY].cost() + chunks[UPDATE].cost();
        return (int) Math.max(1, Math.min(atHand, round / LEAST_OF_THREAD));
    }
}
