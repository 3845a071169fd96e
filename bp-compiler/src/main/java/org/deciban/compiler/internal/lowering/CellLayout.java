package org.deciban.compiler.internal.lowering;

import java.util.List;
import org.deciban.compiler.ModelBounds;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Subspace;

/**
 * The part of the residual stream that constructions share: token kinds, addresses, and the slots that gather messages.
 *
 * <p>{@code B(v)} stands for a variable. {@code M(f,j)} stands for an edge and holds the message from factor f to its j-th
 * variable. One sink holds nothing and is looked at by whoever should read nothing.
 *
 * <p>Addresses are numbers written as pairs of one-hot bits. Variables have one numbering; {@code B} and {@code M} tokens,
 * the cells that hold state, share another.
 */
public abstract class CellLayout {
    /** The bounds that give the sizes. */
    public final ModelBounds bounds;

    /** 1 on every token. */
    public final int one;
    /** 1 on the tokens of one kind, 0 on the others. */
    public final int isSink;

    public final int isVariable;
    public final int isMessage;
    /** The variable that a B token is, or that an M token's message goes to. */
    public final Subspace ownVariable;
    /** The cell that a B or M token is, or that a token of another kind belongs to. */
    public final Subspace ownCell;
    /** Per slot, where the sum head looks: on M tokens another variable of the factor, on B slot 0 the variable itself. */
    public final List<Subspace> slotVariable;
    /** Per slot, where the minus head looks: the message from this factor to that other variable. */
    public final List<Subspace> slotCell;
    /** Per slot of B and M tokens, the sink's score for the sum head: ln(D − matches), or β to switch the slot off. */
    public final List<Subspace> slotFill;
    /** Per slot of B and M tokens, the sink's score for the minus head: −β, or β to switch the slot off. */
    public final List<Subspace> slotGate;

    /** Lays the shared blocks first. */
    protected CellLayout(ModelBounds bounds, ResidualLayout.Builder builder) {
        int slots = bounds.slots();
        this.bounds = bounds;
        this.one = builder.add("one", 1).dimension();
        this.isSink = builder.add("is_sink", 1).dimension();
        this.isVariable = builder.add("is_variable", 1).dimension();
        this.isMessage = builder.add("is_message", 1).dimension();
        this.ownVariable = builder.add("own_variable", 2 * bounds.variableBits());
        this.ownCell = builder.add("own_cell", 2 * bounds.cellBits());
        this.slotVariable = builder.addEach("slot_variable", slots, 2 * bounds.variableBits());
        this.slotCell = builder.addEach("slot_cell", slots, 2 * bounds.cellBits());
        this.slotFill = builder.addEach("slot_fill", slots, 1);
        this.slotGate = builder.addEach("slot_gate", slots, 1);
    }

    /** The whole stream. */
    public abstract ResidualLayout residual();
}
