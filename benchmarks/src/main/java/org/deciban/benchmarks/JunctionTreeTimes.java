package org.deciban.benchmarks;

import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.inference.BudgetExceededException;
import org.deciban.factorgraph.inference.JunctionTree;

/**
 * What exact inference costs on one network: all posteriors, without evidence.
 *
 * @param seconds of processor time, the fastest of a few runs, building included; NaN if the cliques are beyond the default budget
 */
record JunctionTreeTimes(String model, int variables, double seconds) {
    private static final int REPETITIONS = 3;

    static JunctionTreeTimes measure(String model, FactorGraph graph) {
        double best = Double.NaN;
        try {
            for (int i = 0; i < REPETITIONS; i++) {
                double seconds = Clock.THREAD.seconds(() -> JunctionTree.run(graph, Evidence.none()));
                best = Double.isNaN(best) ? seconds : Math.min(best, seconds);
            }
        } catch (BudgetExceededException e) {
            System.err.println(model + ": " + e.getMessage());
        }
        return new JunctionTreeTimes(model, graph.variables().size(), best);
    }
}
