package org.deciban.compiler.internal.lowering;

import java.util.Arrays;
import org.deciban.compiler.ModelBounds;
import org.deciban.compiler.TokenOrigin;
import org.deciban.compiler.internal.ir.RowFactor;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Subspace;

/**
 * Writes the tokens of a graph, in the order: the sink, {@code B} per variable, {@code M} per edge, then a construction's own.
 *
 * <p>Addresses: variable v has its index; the cell of {@code B(v)} is v, that of {@code M(e)} is V + e.
 */
public final class CellTokens {
    private final RowFactorGraph graph;
    private final CellLayout layout;
    /** The current token, and which of its dimensions were set, in any order: a token has few of many. */
    private final double[] token;

    private int[] touched = new int[64];
    private int count;
    /** The factor of an edge. */
    private final int[] factorOf;

    private final Matrix.Builder rows;

    /** Writes the sink. */
    public CellTokens(RowFactorGraph graph, CellLayout layout, long tokenCount) {
        this.graph = graph;
        this.layout = layout;
        this.token = new double[layout.residual().modelDim()];
        this.factorOf = new int[graph.edges()];
        for (int f = 0; f < graph.factors().size(); f++) {
            int edge = graph.edge(f, 0);
            Arrays.fill(factorOf, edge, edge + graph.factors().get(f).slots(), f);
        }
        this.rows = Matrix.builder(Math.toIntExact(tokenCount), token.length);
        set(layout.isSink, 1);
        end();
    }

    /** The number of sink, B and M tokens. */
    public static long count(RowFactorGraph graph) {
        return 1L + graph.variables().size() + graph.edges();
    }

    /** The most entries of a sink, B or M token that are not zero: flags, its addresses, and two addresses per slot. */
    public static long mostEntries(ModelBounds bounds) {
        long addresses = bounds.variableBits() + bounds.cellBits();
        return 2 + addresses + bounds.slots() * (addresses + 2);
    }

    /** The index of {@code B(v)}. */
    public static int variableToken(int variable) {
        return 1 + variable;
    }

    /** The numbers of states of the variables. */
    public int[] cardinalities() {
        return graph.variables().stream().mapToInt(v -> v.cardinality()).toArray();
    }

    /** Writes {@code B(v)} for all variables. */
    public void addVariables() {
        for (int v = 0; v < graph.variables().size(); v++) {
            startVariable(v);
            endVariable();
        }
    }

    /** Starts {@code B(v)}: its slot 0 sums what comes into the variable itself, with nothing to take away. */
    public void startVariable(int variable) {
        set(layout.isVariable, 1);
        address(layout.ownVariable, variable);
        address(layout.ownCell, variable);
        address(layout.slotVariable.get(0), variable);
        set(layout.slotFill.get(0).dimension(), fill(variable));
        set(layout.slotGate.get(0).dimension(), layout.bounds.addressPrice());
        switchOffSlots(1);
    }

    /** Ends {@code B(v)}. */
    public void endVariable() {
        end();
    }

    /** Starts {@code M(f,j)}: slot i is bound to the i-th variable of f other than j. */
    public void startMessage(int factor, int target) {
        RowFactor rowFactor = graph.factors().get(factor);
        set(layout.isMessage, 1);
        address(layout.ownVariable, rowFactor.variable(target));
        addressOwnCell(factor, target);
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
    }

    /** Ends {@code M(f,j)}. */
    public void endMessage() {
        end();
    }

    /** What messages call an edge: {@code f(a, b) → b}. */
    public String edgeName(int factor, int slot) {
        RowFactor rowFactor = graph.factors().get(factor);
        return rowFactor.name() + " → "
                + graph.variables().get(rowFactor.variable(slot)).name();
    }

    /** Gives the current token the cell address of {@code M(f,j)}. */
    public void addressOwnCell(int factor, int target) {
        address(layout.ownCell, cell(factor, target));
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

    /** Sets a dimension of the current token. */
    public void set(int dimension, double value) {
        if (count == touched.length) {
            touched = Arrays.copyOf(touched, 2 * count);
        }
        touched[count++] = dimension;
        token[dimension] = value;
    }

    /** Ends the current token. */
    public void end() {
        set(layout.one, 1);
        Arrays.sort(touched, 0, count);
        for (int i = 0; i < count; i++) {
            int dimension = touched[i];
            if (i == 0 || dimension != touched[i - 1]) {
                rows.append(dimension, token[dimension]);
                token[dimension] = 0;
            }
        }
        count = 0;
        rows.endRow();
    }

    /** The tokens written. */
    public Matrix build() {
        return rows.build();
    }

    /** What a sink, B or M token stands for. */
    public TokenOrigin origin(int index) {
        int variables = graph.variables().size();
        if (index == 0) {
            return TokenOrigin.sink();
        }
        if (index <= variables) {
            return TokenOrigin.variable(
                    index - 1, graph.variables().get(index - 1).name());
        }
        int edge = index - 1 - variables;
        return TokenOrigin.message(factorOf(edge), variableOf(edge), edgeName(factorOf(edge), slotOf(edge)));
    }

    /** What a token stands for that is row {@code row} of an edge. */
    TokenOrigin rowOrigin(int edge, int row) {
        return TokenOrigin.row(row, factorOf(edge), variableOf(edge), edgeName(factorOf(edge), slotOf(edge)));
    }

    private int factorOf(int edge) {
        return factorOf[edge];
    }

    private int slotOf(int edge) {
        return edge - graph.edge(factorOf[edge], 0);
    }

    private int variableOf(int edge) {
        return graph.factors().get(factorOf[edge]).variable(slotOf(edge));
    }
}
