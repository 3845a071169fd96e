package org.deciban.benchmarks;

import java.util.Arrays;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;

/** Multiplies and adds every table entry of a model once per variable of its factor, and nothing else. */
final class BaselineLoop {
    private final double[] tables;
    private final double[] weights;
    private final int[] tableAt;
    private final int[] arity;
    private final int edges;
    private double sink;
    private double fastest = Double.POSITIVE_INFINITY;

    BaselineLoop(FactorGraph graph) {
        this.tables = graph.factors().stream()
                .flatMapToDouble(f -> Arrays.stream(f.table()))
                .toArray();
        this.weights = new double[tables.length];
        Arrays.fill(weights, 0.5);
        this.tableAt = new int[graph.factors().size() + 1];
        this.arity = graph.factors().stream().mapToInt(Factor::arity).toArray();
        for (int f = 0; f < arity.length; f++) {
            tableAt[f + 1] = tableAt[f] + graph.factors().get(f).size();
        }
        this.edges = graph.edgeCount();
    }

    /** Runs the rounds once more. */
    void time(int rounds) {
        double seconds = Clock.THREAD.seconds(() -> {
            for (int r = 0; r < rounds; r++) {
                sink += round();
            }
        });
        fastest = Math.min(fastest, 1e9 * seconds / rounds);
        if (Double.isNaN(sink)) {
            throw new IllegalStateException(
                    "the tables hold NaN"); // reads the sums, so that they are not optimised away
        }
    }

    double nanosecondsPerEdge() {
        return fastest / edges;
    }

    private double round() {
        double total = 0;
        for (int f = 0; f < arity.length; f++) {
            for (int j = 0; j < arity[f]; j++) {
                double sum = 0;
                for (int i = tableAt[f]; i < tableAt[f + 1]; i++) {
                    sum += tables[i] * weights[i];
                }
                total += sum;
            }
        }
        return total;
    }
}
