package org.deciban.compiler.decompile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deciban.compiler.internal.ir.RowFactor;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;

/** What the tokens said: row factors, evidence, and which token is which in the order of the compiler. */
final class RowReading {
    private static final double LARGEST_LOG = Math.log(Double.MAX_VALUE) - 1;
    private static final double LEAST_NORMAL_LOG = Math.log(Double.MIN_NORMAL) + 1;

    private final RowFactorGraph graph;
    private final double[][] logEvidence;
    private final List<Integer> order;

    /**
     * @param logEvidence {@code [variable][state]}, −∞ where ruled out
     * @param order the tokens in the order of the compiler: sink, variables, messages, rows
     */
    RowReading(RowFactorGraph graph, double[][] logEvidence, List<Integer> order) {
        this.graph = graph;
        this.logEvidence = logEvidence;
        this.order = List.copyOf(order);
    }

    RowFactorGraph graph() {
        return graph;
    }

    double[][] logEvidence() {
        return logEvidence;
    }

    /** The token that stands where the compiler would put its i-th. */
    int token(int i) {
        return order.get(i);
    }

    Decompilation recovered(RowWeights weights) {
        FactorGraph.Builder builder = FactorGraph.builder();
        List<Variable> variables = new ArrayList<>();
        graph.variables().forEach(v -> {
            String[] states = new String[v.cardinality()];
            Arrays.setAll(states, s -> "s" + s);
            variables.add(Variable.of(v.name(), states));
            builder.variable(variables.get(variables.size() - 1));
        });
        graph.factors().forEach(factor -> builder.factor(table(factor, variables)));
        FactorGraph recovered = builder.build();
        return new Decompilation.Recovered(recovered, evidence(recovered), weights.rounds(), weights.damping());
    }

    private static Factor table(RowFactor factor, List<Variable> variables) {
        List<Variable> scope =
                Arrays.stream(factor.scope()).mapToObj(variables::get).toList();
        double[] logs =
                new double[scope.stream().mapToInt(Variable::cardinality).reduce(1, (a, b) -> a * b)];
        Arrays.fill(logs, Double.NEGATIVE_INFINITY);
        for (int row = 0; row < factor.rows(); row++) {
            int entry = 0;
            for (int slot = 0; slot < scope.size(); slot++) {
                entry = entry * scope.get(slot).cardinality() + factor.state(row, slot);
            }
            logs[entry] = factor.logPotential(row);
        }
        return Factor.of(scope, potentials(logs));
    }

    private Evidence evidence(FactorGraph recovered) {
        Evidence.Builder evidence = recovered.evidence();
        for (int v = 0; v < logEvidence.length; v++) {
            if (Arrays.stream(logEvidence[v]).anyMatch(l -> l != 0)) {
                evidence.likelihood(recovered.variables().get(v), potentials(logEvidence[v]));
            }
        }
        return evidence.build();
    }

    /** exp of logs whose largest is 0, times a constant that keeps small entries from underflow where there is room. */
    private static double[] potentials(double[] logs) {
        double least = Arrays.stream(logs)
                .filter(l -> l > Double.NEGATIVE_INFINITY)
                .min()
                .orElse(0);
        double shift = Math.max(0, Math.min(LARGEST_LOG, LEAST_NORMAL_LOG - least));
        return Arrays.stream(logs).map(l -> Math.exp(l + shift)).toArray();
    }
}
