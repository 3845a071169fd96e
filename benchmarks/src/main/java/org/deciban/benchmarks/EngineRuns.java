package org.deciban.benchmarks;

import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.deciban.transformer.folded.FoldedEngine;
import org.deciban.transformer.folded.FoldedProgram;

/**
 * Runs of the folded engine on the same evidence sets, for any number of rounds.
 *
 * @param shortest folded for {@link #LEAST_ROUNDS}
 * @param inputs shape {@code [sets, inputs]}
 */
record EngineRuns(EngineSubject subject, FoldedProgram shortest, double[][] inputs) implements IntFunction<Runnable> {
    /** A run of fewer is hardly more than its beginning; and rounds that run in waves are to be whole waves, mostly. */
    static final int LEAST_ROUNDS = 9;

    /** Each round is layers of its own in the unrolled transformer. */
    private static final int MOST_ROUNDS = 2048;

    private static final double SHORT_SECONDS = 0.05;

    private static final double WARM_UP_SECONDS = 1;

    static EngineRuns of(EngineSubject subject) {
        return new EngineRuns(subject, fold(subject, LEAST_ROUNDS), subject.inputs(1));
    }

    EngineRuns withSets(int sets) {
        return new EngineRuns(subject, shortest, subject.inputs(sets));
    }

    @Override
    public Runnable apply(int rounds) {
        FoldedProgram prepared = rounds == LEAST_ROUNDS ? shortest : fold(subject, rounds);
        return () -> prepared.run(inputs);
    }

    /** A timer whose short runs take about a twentieth of a second; finding their rounds also has the loops compiled. */
    RoundTimer timer(ToDoubleFunction<Runnable> seconds) {
        Runnable run = apply(LEAST_ROUNDS);
        double fastest = Double.POSITIVE_INFINITY;
        double total = 0;
        while (total < WARM_UP_SECONDS) {
            double once = seconds.applyAsDouble(run);
            total += once;
            fastest = Math.min(fastest, once);
        }
        double wanted = Math.ceil(LEAST_ROUNDS * SHORT_SECONDS / fastest);
        int rounds = (int) Math.max(LEAST_ROUNDS, Math.min(wanted, MOST_ROUNDS));
        return new RoundTimer(seconds, this, rounds, (double) subject.graph().edgeCount() * inputs.length);
    }

    private static FoldedProgram fold(EngineSubject subject, int rounds) {
        return new FoldedEngine().prepare(subject.program(rounds));
    }
}
