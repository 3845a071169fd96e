package org.deciban.compiler.internal.lowering.logodds;

import java.util.ArrayList;
import java.util.List;
import org.deciban.compiler.ModelBounds;
import org.deciban.compiler.TokenOrigin;
import org.deciban.compiler.internal.ir.RowFactor;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.compiler.internal.lowering.CellTokens;
import org.deciban.transformer.Cell;
import org.deciban.transformer.Input;
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
        this.tokens = new CellTokens(graph, layout, CellTokens.count(graph), LogOdds.mostEntries(graph, layout.bounds));
        tokens.addVariables();
        for (int f = 0; f < graph.factors().size(); f++) {
            for (int slot = 0; slot < graph.factors().get(f).slots(); slot++) {
                tokens.startMessage(f, slot);
                setTable(graph.factors().get(f), slot);
                tokens.end();
            }
        }
        this.matrix = tokens.build();
    }

    Matrix matrix() {
        return matrix;
    }

    TokenOrigin origin(int index) {
        return tokens.origin(index);
    }

    int variables() {
        return graph.variables().size();
    }

    /** The index of the first M token; they are the last tokens. */
    int firstMessageToken() {
        return CellTokens.variableToken(variables());
    }

    /** Evidence stands in {@code message} and {@code impossible} of the B tokens, three entries for each variable. */
    List<Input> inputs() {
        List<Input> inputs = new ArrayList<>();
        for (int v = 0; v < variables(); v++) {
            int token = CellTokens.variableToken(v);
            double range = ModelBounds.LOG_RANGE_OF_DOUBLE;
            inputs.add(new Input(new Cell(token, layout.message.dimension()), -range, range));
            inputs.add(new Input(new Cell(token, layout.impossible.at(0)), 0, 1));
            inputs.add(new Input(new Cell(token, layout.impossible.at(1)), 0, 1));
        }
        return inputs;
    }

    static double[] inputs(double[][] logEvidence) {
        double[] inputs = new double[3 * logEvidence.length];
        int i = 0;
        for (double[] ofVariable : logEvidence) {
            double logOdds = ofVariable[1] - ofVariable[0];
            inputs[i++] = Double.isInfinite(logOdds) ? 0 : logOdds;
            for (int s = 0; s < 2; s++) {
                inputs[i++] = ofVariable[s] == Double.NEGATIVE_INFINITY ? 1 : 0;
            }
        }
        return inputs;
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
