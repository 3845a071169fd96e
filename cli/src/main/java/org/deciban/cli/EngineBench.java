package org.deciban.cli;

import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.engine.PreparedProgram;

/** Times an engine, by turns with belief propagation without a transformer so that both see the same load. */
final class EngineBench {
    /** The sets of a batch, where they take no more than {@link #BATCH_SECONDS}. */
    private static final int BATCH = 1024;

    private static final double BATCH_SECONDS = 1;

    /** Of a short run, so that a clock's ticks do not count. */
    private static final double SHORT_SECONDS = 0.02;

    private static final int MOST_TRIES = 40;

    /** Of the tries of one measurement together. */
    private static final double TRY_SECONDS = 2;

    private final BenchSubject subject;
    private final int rounds;
    private double propagation = Double.POSITIVE_INFINITY;

    /**
     * @param rounds of a whole answer
     */
    EngineBench(BenchSubject subject, int rounds) {
        this.subject = subject;
        this.rounds = rounds;
    }

    /** What belief propagation without a transformer took, in nanoseconds per edge and round: the least of all tries. */
    double propagation() {
        return propagation;
    }

    private RoundTimer propagationTimer() {
        repeat(() -> subject.propagate(rounds));
        int few = roundsOf(Clock.THREAD.seconds(() -> subject.propagate(rounds)));
        return new RoundTimer(Clock.THREAD, () -> subject.propagate(few), () -> subject.propagate(3 * few), 2 * few);
    }

    /** All times of an engine. */
    EngineTimes time(EngineChoice choice) {
        Engine engine = choice.engine();
        PreparedProgram[] prepared = new PreparedProgram[1];
        double[][] one = subject.inputs(1);
        double prepare = Clock.WALL.seconds(() -> prepared[0] = engine.prepare(subject.program(rounds)));
        double first = Clock.WALL.seconds(() -> prepared[0].run(one));
        double[] single = {Double.POSITIVE_INFINITY};
        repeat(() -> single[0] = Math.min(single[0], Clock.WALL.seconds(() -> prepared[0].run(one))));
        RoundTimer propagationTimer = propagationTimer();
        RoundTimer timer = timer(choice, engine, prepared[0], single[0], one);
        repeat(() -> {
            propagationTimer.time();
            timer.time();
        });
        int batch = (int) Math.max(1, Math.min(BATCH, BATCH_SECONDS / single[0]));
        double[][] many = subject.inputs(batch);
        double[] batched = {Double.POSITIVE_INFINITY};
        repeat(() -> batched[0] = Math.min(batched[0], Clock.WALL.seconds(() -> prepared[0].run(many))));
        propagation = Math.min(propagation, nanoseconds(propagationTimer));
        return new EngineTimes(
                choice, choice.threads(), prepare, first, nanoseconds(timer), 1 / single[0], batch, batch / batched[0]);
    }

    private RoundTimer timer(
            EngineChoice choice, Engine engine, PreparedProgram answer, double answerSeconds, double[][] inputs) {
        int few = roundsOf(answerSeconds);
        PreparedProgram shorter = few == rounds ? answer : engine.prepare(subject.program(few));
        PreparedProgram longer = engine.prepare(subject.program(3 * few));
        return new RoundTimer(
                choice.threads() == 1 ? Clock.THREAD : Clock.WALL,
                () -> shorter.run(inputs),
                () -> longer.run(inputs),
                2 * few);
    }

    /** Rounds that take long enough to be timed; as many as an answer has if those do. */
    private int roundsOf(double answerSeconds) {
        double wanted = Math.ceil(rounds * SHORT_SECONDS / Math.max(answerSeconds, 1e-6));
        return (int) Math.max(rounds, Math.min(wanted, 10_000));
    }

    private double nanoseconds(RoundTimer timer) {
        return 1e9 * timer.secondsPerRound() / Math.max(1, subject.edges());
    }

    /** At least three times; then while there is time, so that the virtual machine has compiled what is timed. */
    private static void repeat(Runnable work) {
        double spent = 0;
        for (int i = 0; i < MOST_TRIES && (i < 3 || spent < TRY_SECONDS); i++) {
            spent += Clock.WALL.seconds(work);
        }
    }
}
