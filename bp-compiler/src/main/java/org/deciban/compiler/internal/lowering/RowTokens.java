package org.deciban.compiler.internal.lowering;

import java.util.ArrayList;
import java.util.List;
import org.deciban.compiler.internal.ir.RowFactor;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.transformer.Activation;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Subspace;

/**
 * The graph as tokens, in the order: the sink, {@code B} per variable, {@code M} per edge, {@code R} per edge and row.
 *
 * <p>Addresses: variable v has its index; the cell of {@code B(v)} is v, that of {@code M(e)} is V + e.
 */
final class RowTokens {
    private final RowFactorGraph graph;
    private final RowLayout layout;
    private final double[] token;
    private final List<String> descriptions = new ArrayList<>();
    private final Matrix.Builder rows;
    private final Matrix matrix;

    private RowTokens(RowFactorGraph graph, RowLayout layout) {
        this.graph = graph;
        this.layout = layout;
        this.token = new double[layout.residual.modelDim()];
        this.rows = Matrix.builder(Math.toIntExact(RowAttention.tokenCount(graph)), token.length);
        addSink();
        for (int v = 0; v < graph.variables().size(); v++) {
            addVariable(v);
        }
        for (int f = 0; f < graph.factors().size(); f++) {
            for (int slot = 0; slot < graph.factors().get(f).slots(); slot++) {
                addMessage(f, slot);
            }
        }
        for (int f = 0; f < graph.factors().size(); f++) {
            for (int slot = 0; slot < graph.factors().get(f).slots(); slot++) {
                addRows(f, slot);
            }
        }
        this.matrix = rows.build();
    }

    static RowTokens of(RowFactorGraph graph, RowLayout layout) {
        return new RowTokens(graph, layout);
    }

    Matrix matrix() {
        return matrix;
    }

    static int variableToken(int variable) {
        return 1 + variable;
    }

    String describe(int index) {
        return descriptions.get(index);
    }

    int[] cardinalities() {
        return graph.variables().stream().mapToInt(v -> v.cardinality()).toArray();
    }

    /** Evidence stands in {@code message} and {@code impossible} of the B tokens. */
    Matrix embed(double[][] logEvidence) {
        Matrix.Builder evidence = Matrix.builder(matrix.rows(), matrix.columns());
        evidence.endRow();
        for (double[] ofVariable : logEvidence) {
            for (int s = 0; s < ofVariable.length; s++) {
                evidence.append(layout.message.at(s), isPossible(ofVariable[s]) ? ofVariable[s] : Activation.LOG_FLOOR);
            }
            for (int s = 0; s < ofVariable.length; s++) {
                evidence.append(layout.impossible.at(s), isPossible(ofVariable[s]) ? 0 : Activation.LOG_FLOOR);
            }
            evidence.endRow();
        }
        return matrix.plus(evidence.build());
    }

    private static boolean isPossible(double logLikelihood) {
        return logLikelihood > Double.NEGATIVE_INFINITY;
    }

    private void addSink() {
        set(layout.isSink, 1);
        end("sink");
    }

    private void addVariable(int variable) {
        set(layout.isVariable, 1);
        address(layout.ownVariable, variable);
        address(layout.ownCell, variable);
        // The read-out: slot 0 sums what comes into the variable itself, with nothing to take away.
        address(layout.slotVariable.get(0), variable);
        set(layout.slotFill.get(0).dimension(), fill(variable));
        set(layout.slotGate.get(0).dimension(), layout.bounds.addressPrice());
        switchOffSlots(1);
        // States that do not exist are impossible. Evidence against a state that exists sets its message to the floor
        // as well,
        // so that the tokens tell the two apart and say how many states a variable has.
        for (int s = graph.variables().get(variable).cardinality(); s < layout.bounds.states(); s++) {
            set(layout.impossible.at(s), Activation.LOG_FLOOR);
        }
        end("variable " + graph.variables().get(variable).name());
    }

    private void addMessage(int factor, int target) {
        RowFactor rowFactor = graph.factors().get(factor);
        set(layout.isMessage, 1);
        address(layout.ownVariable, rowFactor.variable(target));
        address(layout.ownCell, cell(factor, target));
        int slot = 0;
        for (int other = 0; other < rowFactor.slots(); other++) {
            if (other != target) {
                address(layout.slotVariable.get(slot), rowFactor.variable(other));
                address(layout.slotCell.get(slot), cell(factor, other));
                set(layout.slotFill.get(slot).dimension(), fill(rowFactor.variable(other)));
                set(layout.slotGate.get(slot).dimension(), -layout.bounds.addressPrice());
                slot++;
            }
        }
        switchOffSlots(slot);
        end("message " + rowFactor.name() + " → " + name(rowFactor, target));
    }

    private void addRows(int factor, int target) {
        RowFactor rowFactor = graph.factors().get(factor);
        double max = rowFactor.maxLogPotential();
        for (int row = 0; row < rowFactor.rows(); row++) {
            set(layout.isRow, 1);
            address(layout.ownCell, cell(factor, target));
            set(layout.logPotential, rowFactor.logPotential(row) - max);
            int slot = 0;
            for (int other = 0; other < rowFactor.slots(); other++) {
                Subspace states = other == target ? layout.out : layout.row.get(slot++);
                set(states.at(rowFactor.state(row, other)), 1);
            }
            end("row " + row + " of " + rowFactor.name() + " → " + name(rowFactor, target));
        }
    }

    private String name(RowFactor factor, int slot) {
        return graph.variables().get(factor.variable(slot)).name();
    }

    private int cell(int factor, int slot) {
        return graph.variables().size() + graph.edge(factor, slot);
    }

    /** ln(D − c), with c the messages into the variable and its evidence: the sink then fills the softmax up to D. */
    private double fill(int variable) {
        return Math.log(layout.bounds.sumDenominator() - (graph.degree(variable) + 1));
    }

    private void switchOffSlots(int from) {
        for (int slot = from; slot < layout.bounds.slots(); slot++) {
            set(layout.slotFill.get(slot).dimension(), layout.bounds.addressPrice());
            set(layout.slotGate.get(slot).dimension(), layout.bounds.addressPrice());
        }
    }

    private void address(Subspace block, int id) {
        for (int bit = 0; 2 * bit < block.size(); bit++) {
            set(block.at(2 * bit + (id >> bit & 1)), 1);
        }
    }

    private void set(int dimension, double value) {
        token[dimension] = value;
    }

    private void end(String description) {
        token[layout.one] = 1;
        for (int dimension = 0; dimension < token.length; dimension++) {
            rows.append(dimension, token[dimension]);
            token[dimension] = 0;
        }
        rows.endRow();
        descriptions.add(description);
    }
}
