package org.deciban.benchmarks;

import org.deciban.factorgraph.FactorGraph;
import org.deciban.transformer.folded.FoldReport;

/**
 * What a round of the folded engine takes on one model, beside belief propagation without a transformer: nanoseconds for each
 * (factor, variable) edge, both messages.
 *
 * @param tokens tokens of the transformer
 * @param beliefPropagation one thread, messages as probabilities
 * @param folded one evidence set, one thread
 * @param foldedToBeliefPropagation their ratio, to compare machines with
 * @param foldedOnTwoThreads one evidence set, two threads, by wall time
 * @param foldedTwoThreadsToOne their ratio: a half where two processors are free, more on a machine that has other work
 * @param sets evidence sets of a batch
 * @param batch each evidence set of a batch, one thread
 * @param batchToBeliefPropagation the same over belief propagation, which has no batches
 * @param singleToBatch how much faster a batch is for each set
 * @param batchOnTwoThreads each evidence set of a batch, two threads, by wall time
 * @param twoThreadsToOne the same ratio of batches
 * @param bytesPerEdge what the engine keeps of the program
 * @param fold what folding found; {@code weights} is the sum of those that were left out, by argument, and of the rest
 */
record EngineTimes(
        String model,
        int variables,
        int edges,
        int tokens,
        double beliefPropagation,
        double folded,
        double foldedToBeliefPropagation,
        double foldedOnTwoThreads,
        double foldedTwoThreadsToOne,
        int sets,
        double batch,
        double batchToBeliefPropagation,
        double singleToBatch,
        double batchOnTwoThreads,
        double twoThreadsToOne,
        double bytesPerEdge,
        FoldReport fold) {
    private static final int BATCH = 1024;
    private static final int LEAST_BATCH = 128;
    private static final int MANY_VARIABLES = 5000;
    private static final int TRIES = 15;
    private static final int BATCH_TRIES = 3;

    /** The shortest run of a batch would take at most about so long one by one, if that leaves {@link #LEAST_BATCH} sets. */
    private static final double LONG_SECONDS = 5;

    static EngineTimes measure(String model, FactorGraph graph) {
        // What is read of many variables takes longer than their rounds, which the difference of two runs leaves out.
        int sets = graph.variables().size() > MANY_VARIABLES ? LEAST_BATCH : BATCH;
        return measure(model, graph, sets, TRIES, BATCH_TRIES);
    }

    /**
     * @param mostSets of a batch
     * @param tries of single runs
     * @param batchTries of batches
     */
    static EngineTimes measure(String model, FactorGraph graph, int mostSets, int tries, int batchTries) {
        EngineSubject subject = EngineSubject.of(graph);
        try (Workers one = new Workers(1);
                Workers two = new Workers(2)) {
            RoundTimer propagation = RoundTimer.of(graph, RoundTimes.PROBABILITY, RoundTimes.rounds(graph));
            EngineRuns alone = EngineRuns.of(subject);
            RoundTimer single = alone.timer(one::seconds);
            RoundTimer singleOnTwo = single.by(two::seconds);
            // By turns, so that both see the same load.
            for (int i = 0; i < tries; i++) {
                propagation.time();
                single.time();
                singleOnTwo.time();
            }
            int sets = sets(mostSets, single.nanosecondsPerEdge() * graph.edgeCount());
            RoundTimer batch = alone.withSets(sets).timer(one::seconds);
            RoundTimer onTwo = batch.by(two::seconds);
            for (int i = 0; i < batchTries; i++) {
                batch.time();
                onTwo.time();
            }
            return of(model, alone, propagation, single, singleOnTwo, sets, batch, onTwo);
        }
    }

    private static int sets(int most, double nanosecondsPerRound) {
        int sets = most;
        while (sets > LEAST_BATCH && 1e-9 * nanosecondsPerRound * EngineRuns.LEAST_ROUNDS * sets > LONG_SECONDS) {
            sets /= 2;
        }
        return sets;
    }

    private static EngineTimes of(
            String model,
            EngineRuns runs,
            RoundTimer propagation,
            RoundTimer single,
            RoundTimer singleOnTwo,
            int sets,
            RoundTimer batch,
            RoundTimer onTwo) {
        FactorGraph graph = runs.subject().graph();
        FoldReport fold = runs.shortest().report();
        double plain = propagation.nanosecondsPerEdge();
        double one = single.nanosecondsPerEdge();
        double oneOnTwo = singleOnTwo.nanosecondsPerEdge();
        double each = batch.nanosecondsPerEdge();
        double two = onTwo.nanosecondsPerEdge();
        return new EngineTimes(
                model,
                graph.variables().size(),
                graph.edgeCount(),
                runs.subject().model().tokens().rows(),
                plain,
                one,
                one / plain,
                oneOnTwo,
                oneOnTwo / one,
                sets,
                each,
                each / plain,
                one / each,
                two,
                two / each,
                (double) fold.bytes() / graph.edgeCount(),
                fold);
    }
}
