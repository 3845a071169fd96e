package org.deciban.compiler.internal.lowering.logodds;

import java.util.List;
import org.deciban.compiler.ModelBounds;
import org.deciban.compiler.internal.lowering.CellLayout;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Subspace;

/**
 * The residual stream of the log-odds construction.
 *
 * <p>Its only tokens are those of {@link CellLayout}. A table or a folded table over the states of some slots and of the
 * receiving variable is a {@link Block}; its index counts in binary, slot 0 first, the receiving variable last.
 */
final class LogOddsLayout extends CellLayout {
    /**
     * A table in logarithms.
     *
     * @param value ln of an entry, 0 where the entry is zero
     * @param zero 1 where the entry is zero, 0 elsewhere
     */
    record Block(Subspace value, Subspace zero) {}

    final ResidualLayout residual;

    /** On M tokens, the factor's table over the slots and the receiving variable, shifted so that its largest entry is 0. */
    final Block table;
    /** The table after its last slot was summed out; empty with a single slot. */
    final List<Block> folded;
    /** Per slot, the gathered log-odds n: finite messages alone, 0 if there are none. */
    final List<Subspace> state;
    /** Per slot and state, how many messages rule the state out, evidence included; 0 or at least 1. */
    final List<Subspace> ruledOut;
    /** The log-odds of the message of an M token or of the evidence of a B token, nats, state 1 over state 0. */
    final Subspace message;
    /** Per state, 1 where the message or evidence is exactly zero, 0 elsewhere; where it is 1 the log-odds mean nothing. */
    final Subspace impossible;

    LogOddsLayout(ModelBounds bounds) {
        this(bounds, ResidualLayout.builder());
    }

    private LogOddsLayout(ModelBounds bounds, ResidualLayout.Builder builder) {
        super(bounds, builder);
        int slots = bounds.slots();
        this.table = block("log_potential", slots, builder);
        this.folded = slots == 1 ? List.of() : List.of(block("folded", slots - 1, builder));
        this.state = builder.addEach("state", slots, 1);
        this.ruledOut = builder.addEach("ruled_out", slots, 2);
        this.message = builder.add("message", 1);
        this.impossible = builder.add("impossible", 2);
        this.residual = builder.build();
    }

    private static Block block(String name, int slots, ResidualLayout.Builder builder) {
        return new Block(builder.add(name, 2 << slots), builder.add(name + "_zero", 2 << slots));
    }

    @Override
    public ResidualLayout residual() {
        return residual;
    }
}
