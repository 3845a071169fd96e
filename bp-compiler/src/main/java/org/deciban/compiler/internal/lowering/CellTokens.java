package org.deciban.compiler.internal.lowering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deciban.compiler.ModelBounds;
import org.deciban.compiler.TokenOrigin;
import org.deciban.compiler.internal.ir.RowFactor;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.transformer.Activation;
import org.deciban.transformer.Cell;
import org.deciban.transformer.Input;
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
    /** The current token: its entries, and the dimensions that were set, in no order. */
    private final double[] token;

    private int[] touched = new int[16];
    private int touches;
    private final Matrix.Builder rows;

    /**
     * Writes the sink.
     *
     * @param entries how many entries that are not zero to expect
     */
    public CellTokens(RowFactorGraph graph, CellLayout layout, long tokenCount, long entries) {
        this.graph = graph;
        this.layout = layout;
        this.token = new double[layout.residual().modelDim()];
        this.rows = Matrix.builder(Math.toIntExact(tokenCount), token.length, entries);
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

    /** The entries of all sink, B and M tokens together, a construction's own apart: no more than these are not zero. */
    static long entries(RowFactorGraph graph, ModelBounds bounds) {
        long addresses = bounds.variableBits() + bounds.cellBits();
        long perCell = 2 + addresses + 2L * bounds.slots();
        long bound = graph.factors().stream()
                .mapToLong(factor -> (long) factor.slots() * (factor.slots() - 1) * addresses)
                .sum();
        return 2 + (count(graph) - 1) * perCell + (long) graph.variables().size() * bounds.variableBits() + bound;
    }

    /** The index of {@code B(v)}. */
    public static int variableToken(int variable) {
        return 1 + variable;
    }

    /** The numbers of states of the variables. */
    public int[] cardinalities() {
        return graph.variables().stream().mapToInt(v -> v.cardinality()).toArray();
    }

    /** Inputs on the B tokens, of each variable first the log-likelihoods of its states, then the marks of impossible ones. */
    List<Input> evidenceInputs(Subspace logLikelihood, Subspace impossible) {
        List<Input> inputs = new ArrayList<>();
        for (int v = 0; v < graph.variables().size(); v++) {
            int token = variableToken(v);
            int states = graph.variables().get(v).cardinality();
            for (int s = 0; s < states; s++) {
                inputs.add(new Input(new Cell(token, logLikelihood.at(s)), -ModelBounds.LOG_RANGE_OF_DOUBLE, 0));
            }
            for (int s = 0; s < states; s++) {
                inputs.add(new Input(new Cell(token, impossible.at(s)), Activation.LOG_FLOOR, 0));
            }
        }
        return inputs;
    }

    /** Writes {@code B(v)} for all variables. */
    public void addVariables() {
        for (int v = 0; v < graph.variables().size(); v++) {
            startVariable(v);
            end();
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

    /** Starts {@code M(f,j)}: slot i is bound to the i-th variable of f other than j. */
    public void startMessage(int factor, int target) {
        RowFactor rowFactor = graph.factors().get(factor);
        startUnboundMessage(factor, target);
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

    /** Starts {@code M(f,j)} with its own addresses alone, bound to no slot. */
    void startUnboundMessage(int factor, int target) {
        set(layout.isMessage, 1);
        address(layout.ownVariable, graph.factors().get(factor).variable(target));
        addressOwnCell(factor, target);
    }

    /** Gives the current token the cell address of {@code B(v)}. */
    void addressVariable(Subspace block, int variable) {
        address(block, variable);
    }

    /** Gives the current token the cell address of an edge's message. */
    void addressMessage(Subspace block, int edge) {
        address(block, graph.variables().size() + edge);
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
        if (token[dimension] == 0 && value != 0) {
            if (touches == touched.length) {
                touched = Arrays.copyOf(touched, 2 * touches);
            }
            touched[touches++] = dimension;
        }
        token[dimension] = value;
    }

    /** Ends the current token. */
    public void end() {
        set(layout.one, 1);
        Arrays.sort(touched, 0, touches);
        for (int i = 0; i < touches; i++) {
            if (i == 0 || touched[i] != touched[i - 1]) {
                rows.append(touched[i], token[touched[i]]);
                token[touched[i]] = 0;
            }
        }
        touches = 0;
        rows.endRow();
    }

    /** The tokens written. */
    public Matrix build() {
        return rows.build();
    }

    /**
     * What a sink, B or M token stands for.
     *
     * @throws IndexOutOfBoundsException if it is none of them
     */
    public TokenOrigin origin(int index) {
        int variables = graph.variables().size();
        if (index == 0) {
            return TokenOrigin.sink();
        }
        if (index <= variables) {
            return TokenOrigin.variable(
                    index - 1, graph.variables().get(index - 1).name());
        }
        int factor = graph.factorOfEdge(index - 1 - variables);
        int slot = index - 1 - variables - graph.edge(factor, 0);
        return TokenOrigin.message(factor, graph.factors().get(factor).variable(slot), edgeName(factor, slot));
    }
}
