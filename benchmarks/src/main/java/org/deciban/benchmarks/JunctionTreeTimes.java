package org.deciban.benchmarks;

import java.math.BigInteger;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.inference.JunctionTree;

/**
 * What exact inference costs on one network: all posteriors, without evidence.
 *
 * @param cells table cells of all cliques together
 * @param width variables of the largest clique, less one
 * @param seconds of processor time, the fastest of at least three runs and one second, triangulation included; NaN if the cells are beyond the default
 *     budget
 */
record JunctionTreeTimes(String model, int variables, BigInteger cells, int width, double seconds) {
    private static final int LEAST_REPETITIONS = 3;

    /** Small networks are repeated for so long, since the first runs of a virtual machine are interpreted. */
    private static final double LEAST_SECONDS = 1;

    static JunctionTreeTimes measure(String model, FactorGraph graph) {
        JunctionTree tree = JunctionTree.of(graph, Evidence.none());
        double seconds = Double.NaN;
        if (tree.cells().compareTo(BigInteger.valueOf(JunctionTree.DEFAULT_BUDGET)) <= 0) {
            seconds = Double.POSITIVE_INFINITY;
            double total = 0;
            for (int i = 0; i < LEAST_REPETITIONS || total < LEAST_SECONDS; i++) {
                double once = Clock.THREAD.seconds(() -> JunctionTree.run(graph, Evidence.none()));
                total += once;
                seconds = Math.min(seconds, once);
            }
        }
        return new JunctionTreeTimes(model, graph.variables().size(), tree.cells(), tree.width(), seconds);
    }
}
