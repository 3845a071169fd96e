package org.deciban.compiler.internal.lowering.logodds;

import org.deciban.compiler.internal.ir.RowFactor;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.compiler.internal.lowering.CellTokens;
import org.deciban.transformer.Matrix;

/** The graph as tokens: the sink, {@code B} per variable, and {@code M} per edge, which holds its factor's table. */
final class LogOddsTokens {
    private final RowFactorGraph graph;
    private final LogOddsLayout layout;
    private final CellTokens tokens;
    private final Matrix matrix;

    LogOddsTokens(RowFactorGraph graph, LogOddsLayout layout) {
        this.graph = graph;
        this.layout = layout;
        this.tokens = new CellTokens(graph, layout, CellTokens.count(graph));
        tokens.addVariables();
        for (int f = 0; f < graph.factors().size(); f++) {
            for (int slot = 0; slot < graph.factors().get(f).slots(); slot++) {
                tokens.startMessage(f, slot);
                setTable(graph.factors().get(f), slot);
                tokens.endMessage(f, slot);
            }
        }
        this.matrix = tokens.build();
    }

    Matrix matrix() {
        return matrix;
    }

    String describe(int index) {
        return tokens.describe(index);
    }

    int variables() {
        return graph.variables().size();
    }

    /** The index of the first M token; they are the last tokens. */
    int firstMessageToken() {
        return CellTokens.variableToken(variables());
    }

    /** Evidence stands in {@code message} and {@code impossible} of the B tokens. */
    Matrix embed(double[][] logEvidence) {
        Matrix.Builder evidence = Matrix.builder(matrix.rows(), matrix.columns());
        evidence.endRow();
        for (double[] ofVariable : logEvidence) {
            double logOdds = ofVariable[1] - ofVariable[0];
            evidence.append(layout.message.dimension(), Double.isInfinite(logOdds) ? 0 : logOdds);
            for (int s = 0; s < 2; s++) {
                evidence.append(layout.impossible.at(s), ofVariable[s] == Double.NEGATIVE_INFINITY ? 1 : 0);
            }
            evidence.endRow();
        }
        return matrix.plus(evidence.build());
    }

    /** A slot that the factor lacks is as good as one whose variable is always in state 0: entries with state 1 are zero. */
    private void setTable(RowFactor factor, int target) {
        for (int i = 0; i < layout.table.zero().size(); i++) {
            tokens.set(layout.table.zero().at(i), 1);
        }
        double max = factor.maxLogPotential();
        for (int row = 0; row < factor.rows(); row++) {
            int index = 0;
            int slot = layout.bounds.slots();
            for (int other = 0; other < factor.slots(); other++) {
                if (other != target) {
                    index |= factor.state(row, other) << slot--;
                }
            }
            index |= factor.state(row, target);
            tokens.set(layout.table.value().at(index), factor.logPotential(row) - max);
            tokens.set(layout.table.zero().at(index), 0);
        }
    }
}
