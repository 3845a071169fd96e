package org.deciban.benchmarks;

import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.deciban.transformer.folded.FoldedEngine;
import org.deciban.transformer.folded.FoldedProgram;

/** Runs of the folded engine on the same evidence sets, for any number of rounds. */
record EngineRuns(EngineSubject subject, double[][] inputs) implements IntFunction<Runnable> {
    /** A run of fewer is hardly more than its beginning. */
    static final int LEAST_ROUNDS = 2;

    /** Each round is layers of its own in the unrolled transformer. */
    private static final int MOST_ROUNDS = 2048;

    /** A short run takes at least so long. */
    private static final double SHORT_SECONDS = 0.05;

    private static final int LOOKS = 3;

    static EngineRuns of(EngineSubject subject, int sets) {
        return new EngineRuns(subject, subject.inputs(sets));
    }

    @Override
    public Runnable apply(int rounds) {
        FoldedProgram prepared = new FoldedEngine().prepare(subject.program(rounds));
        return () -> prepared.run(inputs);
    }

    /** Rounds that take a twentieth of a second; finding them also has the loops compiled. */
    int rounds(ToDoubleFunction<Runnable> seconds) {
        int rounds = LEAST_ROUNDS;
        while (rounds < MOST_ROUNDS && fastest(seconds, apply(rounds)) < SHORT_SECONDS) {
            rounds *= 2;
        }
        return rounds;
    }

    RoundTimer timer(ToDoubleFunction<Runnable> seconds, int rounds) {
        return new RoundTimer(seconds, this, rounds, (double) subject.graph().edgeCount() * inputs.length);
    }

    private static double fastest(ToDoubleFunction<Runnable> seconds, Runnable run) {
        double fastest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < LOOKS && fastest >= SHORT_SECONDS; i++) {
            fastest = Math.min(fastest, seconds.applyAsDouble(run));
        }
        return fastest;
    }
}
