package org.deciban.compiler.internal.lowering;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.deciban.compiler.TokenOrigin;
import org.deciban.compiler.internal.ir.Chains;
import org.deciban.compiler.internal.ir.RowFactor;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.transformer.Activation;
import org.deciban.transformer.Input;
import org.deciban.transformer.Matrix;

/** Chains as tokens, in the order: the sink, {@code B} per variable, {@code M} per edge, then {@code R} per path of three states. */
final class ScanTokens {
    private final RowFactorGraph graph;
    private final ScanLayout layout;
    private final CellTokens tokens;
    private final Matrix matrix;
    /** The most states of a variable; the bounds may allow more. */
    private final int most;

    ScanTokens(RowFactorGraph graph, ScanLayout layout) {
        this.graph = graph;
        this.layout = layout;
        this.most = graph.maxStates();
        this.tokens =
                new CellTokens(graph, layout, ChainScan.tokenCount(graph), ChainScan.mostEntries(graph, layout.bounds));
        Chains chains = Chains.of(graph);
        for (int v = 0; v < graph.variables().size(); v++) {
            addVariable(v, chains);
        }
        int[][] next = new int[ChainScan.levels(layout.bounds)][];
        Arrays.setAll(next, level -> chains.nextAfterDoublings(Math.max(0, level - 1)));
        for (int f = 0; f < graph.factors().size(); f++) {
            for (int slot = 0; slot < graph.factors().get(f).slots(); slot++) {
                addMessage(f, slot, chains, next);
            }
        }
        for (int row = 0; row < (most + 1) * most * most; row++) {
            int from = row / (most * most);
            addRow(from == most ? layout.states : from, row / most % most, row % most);
        }
        this.matrix = tokens.build();
    }

    Matrix matrix() {
        return matrix;
    }

    int[] cardinalities() {
        return tokens.cardinalities();
    }

    private void addVariable(int variable, Chains chains) {
        tokens.startVariable(variable);
        int messages = graph.degree(variable);
        tokens.set(layout.slotFill.get(0).dimension(), Math.log(layout.bounds.sumDenominator() - messages));
        int earlier = chains.fromEarlier(variable);
        if (earlier != Chains.NONE) {
            tokens.addressMessage(layout.slotCell.get(0), earlier);
            tokens.set(layout.slotGate.get(0).dimension(), -layout.bounds.addressPrice());
        }
        tokens.end();
    }

    /**
     * The own stretch is the factor at first; a factor of one variable is a matrix from a state 0 that nobody else has. States that a
     * variable lacks are impossible in it as all without a row are, and so in whatever it is composed with.
     */
    private void addMessage(int factor, int target, Chains chains, int[][] next) {
        RowFactor rowFactor = graph.factors().get(factor);
        int edge = graph.edge(factor, target);
        boolean single = rowFactor.slots() == 1;
        tokens.startUnboundMessage(factor, target);
        for (int level = 0; level < next.length; level++) {
            boolean ends = level == 0 ? single : next[level][edge] == Chains.NONE;
            double price = layout.bounds.addressPrice();
            tokens.set(layout.reachGate.get(level).dimension(), ends ? price : -price);
            if (!ends && level == 0) {
                tokens.addressVariable(layout.reach.get(level), chains.farVariable(edge));
            } else if (!ends) {
                tokens.addressMessage(layout.reach.get(level), next[level][edge]);
            }
        }
        for (int i = 0; i < layout.states * layout.states; i++) {
            tokens.set(layout.impossible.at(i), Activation.LOG_FLOOR);
        }
        double max = rowFactor.maxLogPotential();
        for (int row = 0; row < rowFactor.rows(); row++) {
            int from = single ? 0 : rowFactor.state(row, 1 - target);
            int entry = layout.entry(from, rowFactor.state(row, target));
            tokens.set(layout.message.at(entry), rowFactor.logPotential(row) - max);
            tokens.set(layout.impossible.at(entry), 0);
        }
        tokens.end();
    }

    private void addRow(int from, int over, int to) {
        tokens.set(layout.isRow, 1);
        tokens.set(layout.offDiagonal, from < layout.states && from != over ? 1 : 0);
        tokens.set(layout.far.at(layout.entry(from, over)), 1);
        tokens.set(layout.near.at(layout.entry(over, to)), 1);
        tokens.set(layout.out.at(layout.entry(from, to)), 1);
        tokens.end();
    }

    /** Evidence stands in {@code evidence} and {@code evidence_impossible} of the B tokens, of each variable first the former. */
    List<Input> inputs() {
        return tokens.evidenceInputs(layout.evidence, layout.evidenceImpossible);
    }

    TokenOrigin origin(int index) {
        int first = Math.toIntExact(CellTokens.count(graph));
        if (index < first) {
            return tokens.origin(index);
        }
        Objects.checkIndex(index, matrix.rows());
        int row = index - first;
        int from = row / (most * most);
        String path = (from == most ? "any state" : "state " + from) + " → state " + row / most % most + " → state "
                + row % most;
        return new TokenOrigin(
                TokenOrigin.Kind.ROW, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(row), "row " + path);
    }
}
