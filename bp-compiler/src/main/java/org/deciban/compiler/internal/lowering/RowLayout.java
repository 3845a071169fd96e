package org.deciban.compiler.internal.lowering;

import java.util.List;
import org.deciban.compiler.ModelBounds;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Subspace;

/**
 * The residual stream of the row-attention construction.
 *
 * <p>Four kinds of token share it. {@code B(v)} stands for a variable and holds its log-evidence in {@code message}.
 * {@code M(f,j)} stands for an edge and holds the log-message from factor f to its j-th variable. {@code R(f,j,r)} stands
 * for a row of f as seen from that edge. One sink holds nothing and is looked at by whoever should read nothing.
 *
 * <p>Addresses are numbers written as pairs of one-hot bits. Variables have one numbering; {@code B} and {@code M} tokens,
 * the cells that hold state, share another.
 */
final class RowLayout {
    final ModelBounds bounds;
    final ResidualLayout residual;

    /** 1 on every token. */
    final int one;
    /** 1 on the tokens of one kind, 0 on the others. */
    final int isSink;

    final int isVariable;
    final int isMessage;
    final int isRow;
    /** The variable that a B token is, or that an M token's message goes to. */
    final Subspace ownVariable;
    /** The cell that a B or M token is, or that an R token belongs to. */
    final Subspace ownCell;
    /** Per slot, where the sum head looks: on M tokens another variable of the factor, on B slot 0 the variable itself. */
    final List<Subspace> slotVariable;
    /** Per slot, where the minus head looks: the message from this factor to that other variable. */
    final List<Subspace> slotCell;
    /** Per slot of B and M tokens, the sink's score for the sum head: ln(D − matches), or β to switch the slot off. */
    final List<Subspace> slotFill;
    /** Per slot of B and M tokens, the sink's score for the minus head: −β, or β to switch the slot off. */
    final List<Subspace> slotGate;
    /** ln f of a row, shifted so that the largest of its factor is 0. */
    final int logPotential;
    /** Per slot, on R tokens: the state that the row gives to that slot, one-hot. */
    final List<Subspace> row;
    /** On R tokens: the state that the row gives to the receiving variable, one-hot. */
    final Subspace out;
    /** Per slot, gathered log-messages: n on M tokens; on B tokens slot 0 is the log-belief. */
    final List<Subspace> state;
    /** The distribution that the rows imply for the receiving variable, between attention and feed-forward. */
    final Subspace rowPosterior;
    /** The log-message of an M token, the log-evidence of a B token. */
    final Subspace message;
    /** LOG_FLOOR where the message or evidence is exactly zero, 0 elsewhere. */
    final Subspace impossible;

    RowLayout(ModelBounds bounds) {
        this.bounds = bounds;
        int slots = bounds.slots();
        int states = bounds.states();
        ResidualLayout.Builder builder = ResidualLayout.builder();
        this.one = builder.add("one", 1).dimension();
        this.isSink = builder.add("is_sink", 1).dimension();
        this.isVariable = builder.add("is_variable", 1).dimension();
        this.isMessage = builder.add("is_message", 1).dimension();
        this.isRow = builder.add("is_row", 1).dimension();
        this.ownVariable = builder.add("own_variable", 2 * bounds.variableBits());
        this.ownCell = builder.add("own_cell", 2 * bounds.cellBits());
        this.slotVariable = builder.addEach("slot_variable", slots, 2 * bounds.variableBits());
        this.slotCell = builder.addEach("slot_cell", slots, 2 * bounds.cellBits());
        this.slotFill = builder.addEach("slot_fill", slots, 1);
        this.slotGate = builder.addEach("slot_gate", slots, 1);
        this.logPotential = builder.add("log_potential", 1).dimension();
        this.row = builder.addEach("row", slots, states);
        this.out = builder.add("out", states);
        this.state = builder.addEach("state", slots, states);
        this.rowPosterior = builder.add("row_posterior", states);
        this.message = builder.add("message", states);
        this.impossible = builder.add("impossible", states);
        this.residual = builder.build();
    }
}
