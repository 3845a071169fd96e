package org.deciban.compiler.internal.lowering;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.deciban.compiler.TokenOrigin;
import org.deciban.compiler.internal.ir.RowFactor;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.transformer.Activation;
import org.deciban.transformer.Input;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Subspace;

/** The graph as tokens, in the order: the sink, {@code B} per variable, {@code M} per edge, {@code R} per edge and row. */
final class RowTokens {
    private final RowFactorGraph graph;
    private final RowLayout layout;
    private final CellTokens tokens;
    private final Matrix matrix;
    /** The first row token of each edge, ascending. */
    private final int[] firstRow;

    private RowTokens(RowFactorGraph graph, RowLayout layout) {
        this.graph = graph;
        this.layout = layout;
        this.firstRow = new int[graph.edges()];
        this.tokens = new CellTokens(
                graph, layout, RowAttention.tokenCount(graph), RowAttention.mostEntries(graph, layout.bounds));
        for (int v = 0; v < graph.variables().size(); v++) {
            tokens.startVariable(v);
            markStatesThatDoNotExist(graph.variables().get(v).cardinality());
            tokens.end();
        }
        for (int f = 0; f < graph.factors().size(); f++) {
            for (int slot = 0; slot < graph.factors().get(f).slots(); slot++) {
                tokens.startMessage(f, slot);
                tokens.end();
            }
        }
        int first = Math.toIntExact(CellTokens.count(graph));
        for (int f = 0; f < graph.factors().size(); f++) {
            for (int slot = 0; slot < graph.factors().get(f).slots(); slot++) {
                firstRow[graph.edge(f, slot)] = first;
                addRows(f, slot);
                first += graph.factors().get(f).rows();
            }
        }
        this.matrix = tokens.build();
    }

    static RowTokens of(RowFactorGraph graph, RowLayout layout) {
        return new RowTokens(graph, layout);
    }

    Matrix matrix() {
        return matrix;
    }

    TokenOrigin origin(int index) {
        if (index < CellTokens.count(graph)) {
            return tokens.origin(index);
        }
        Objects.checkIndex(index, matrix.rows());
        int at = Arrays.binarySearch(firstRow, index);
        int edge = at >= 0 ? at : -at - 2;
        int factor = graph.factorOfEdge(edge);
        int slot = edge - graph.edge(factor, 0);
        int target = graph.factors().get(factor).variable(slot);
        return TokenOrigin.row(index - firstRow[edge], factor, target, tokens.edgeName(factor, slot));
    }

    int[] cardinalities() {
        return tokens.cardinalities();
    }

    /** Evidence stands in {@code message} and {@code impossible} of the B tokens, of each variable first the former. */
    List<Input> inputs() {
        return tokens.evidenceInputs(layout.message, layout.impossible);
    }

    static double[] inputs(double[][] logEvidence) {
        double[] inputs = new double
                [2 * Arrays.stream(logEvidence).mapToInt(e -> e.length).sum()];
        int i = 0;
        for (double[] ofVariable : logEvidence) {
            for (double logLikelihood : ofVariable) {
                inputs[i++] = isPossible(logLikelihood) ? logLikelihood : Activation.LOG_FLOOR;
            }
            for (double logLikelihood : ofVariable) {
                inputs[i++] = isPossible(logLikelihood) ? 0 : Activation.LOG_FLOOR;
            }
        }
        return inputs;
    }

    private static boolean isPossible(double logLikelihood) {
        return logLikelihood > Double.NEGATIVE_INFINITY;
    }

    /**
     * On a B token: states from here on are impossible. Evidence against a state that exists sets its message to the floor as
     * well, so the tokens tell the two apart and say how many states a variable has.
     */
    private void markStatesThatDoNotExist(int cardinality) {
        for (int s = cardinality; s < layout.bounds.states(); s++) {
            tokens.set(layout.impossible.at(s), Activation.LOG_FLOOR);
        }
    }

    private void addRows(int factor, int target) {
        RowFactor rowFactor = graph.factors().get(factor);
        double max = rowFactor.maxLogPotential();
        for (int row = 0; row < rowFactor.rows(); row++) {
            tokens.set(layout.isRow, 1);
            tokens.addressOwnCell(factor, target);
            tokens.set(layout.logPotential, rowFactor.logPotential(row) - max);
            int slot = 0;
            for (int other = 0; other < rowFactor.slots(); other++) {
                Subspace states = other == target ? layout.out : layout.row.get(slot++);
                tokens.set(states.at(rowFactor.state(row, other)), 1);
            }
            tokens.end();
        }
    }
}
