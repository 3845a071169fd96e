package org.deciban.benchmarks;

import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.inference.BeliefPropagationOptions;
import org.deciban.factorgraph.inference.MessageDomain;

/**
 * The time of a flooding round on one model, one thread, in nanoseconds per (factor, variable) edge.
 *
 * @param baseline what a plain loop needs that multiplies and adds every table entry once per variable of its factor: the
 *     least that computing messages row by row could take on this machine at this moment
 * @param probability messages kept as probabilities
 * @param probabilityToBaseline their ratio, to compare machines with
 * @param log messages kept as logarithms
 * @param logToProbability the price of logarithms
 */
record RoundTimes(
        String model,
        int variables,
        int edges,
        long tableEntries,
        double baseline,
        double probability,
        double probabilityToBaseline,
        double log,
        double logToProbability) {
    private static final int REPETITIONS = 15;

    /** The plain loop that engines are compared with. */
    static final BeliefPropagationOptions PROBABILITY =
            BeliefPropagationOptions.defaults().withDomain(MessageDomain.PROBABILITY);

    static RoundTimes measure(String model, FactorGraph graph) {
        BaselineLoop loop = new BaselineLoop(graph);
        int rounds = rounds(graph);
        RoundTimer probabilityTimer = RoundTimer.of(graph, PROBABILITY, rounds);
        RoundTimer logTimer =
                RoundTimer.of(graph, BeliefPropagationOptions.defaults().withDomain(MessageDomain.LOG), rounds);
        // By turns, so that all three see the same load.
        for (int i = 0; i < REPETITIONS; i++) {
            loop.time(rounds);
            probabilityTimer.time();
            logTimer.time();
        }
        double baseline = loop.nanosecondsPerEdge();
        double probability = probabilityTimer.nanosecondsPerEdge();
        double log = logTimer.nanosecondsPerEdge();
        return new RoundTimes(
                model,
                graph.variables().size(),
                graph.edgeCount(),
                graph.factors().stream().mapToLong(Factor::size).sum(),
                baseline,
                probability,
                probability / baseline,
                log,
                log / probability);
    }

    /** Rounds that take a twentieth of a second; finding them also has the loops compiled. */
    static int rounds(FactorGraph graph) {
        int rounds = 5;
        while (RoundTimer.seconds(graph, BeliefPropagationOptions.defaults().withExactRounds(rounds)) < 0.05) {
            rounds *= 2;
        }
        return rounds;
    }
}
