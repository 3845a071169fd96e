package org.deciban.benchmarks;

import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.inference.BeliefPropagationOptions;
import org.deciban.factorgraph.inference.MessageDomain;

/**
 * What a square Ising grid costs as it grows.
 *
 * @param buildSeconds to generate and check the graph
 * @param firstRoundSeconds a run of one round, with all that comes before and after it
 * @param nanosecondsPerEdge of a further round, messages as probabilities, one thread
 * @param nanosecondsPerEdgeWithAllThreads the same with a thread per processor; the only figure here that is of wall time
 * @param graphBytesPerEdge heap that the graph keeps
 * @param peakBytes an upper bound on the heap in use while it ran, {@link Heap#peakBytes}
 */
record ScalingTimes(
        int edges,
        double buildSeconds,
        double firstRoundSeconds,
        double nanosecondsPerEdge,
        double nanosecondsPerEdgeWithAllThreads,
        double graphBytesPerEdge,
        long peakBytes) {
    private static final int REPETITIONS = 7;
    private static final BeliefPropagationOptions OPTIONS =
            BeliefPropagationOptions.defaults().withDomain(MessageDomain.PROBABILITY);

    static ScalingTimes measure(int side) {
        long before = Heap.liveBytes();
        long start = Clock.THREAD.nanoseconds();
        FactorGraph graph = Networks.grid(side);
        double buildSeconds = (Clock.THREAD.nanoseconds() - start) * 1e-9;
        long graphBytes = Heap.liveBytes() - before;
        Heap.resetPeak();
        double firstRoundSeconds = RoundTimer.seconds(graph, OPTIONS.withExactRounds(1));
        long peakBytes = Heap.peakBytes();
        return new ScalingTimes(
                graph.edgeCount(),
                buildSeconds,
                firstRoundSeconds,
                nanosecondsPerEdge(graph, 1),
                nanosecondsPerEdge(graph, Runtime.getRuntime().availableProcessors()),
                (double) graphBytes / graph.edgeCount(),
                peakBytes);
    }

    private static double nanosecondsPerEdge(FactorGraph graph, int threads) {
        RoundTimer timer =
                RoundTimer.of(graph, OPTIONS.withThreads(threads), Math.max(10, 5_000_000 / graph.edgeCount()));
        for (int i = 0; i < REPETITIONS; i++) {
            timer.time();
        }
        return timer.nanosecondsPerEdge();
    }
}
