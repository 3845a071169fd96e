package org.deciban.compiler.internal.lowering;

import java.util.List;
import org.deciban.compiler.ModelBounds;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Subspace;

/**
 * The residual stream of the row-attention construction.
 *
 * <p>Beside the tokens of {@link CellLayout}, {@code R(f,j,r)} stands for a row of f as seen from the edge (f, j).
 * {@code B(v)} holds its log-evidence, {@code M(f,j)} its log-message in {@code message}.
 */
final class RowLayout extends CellLayout {
    final ResidualLayout residual;

    /** 1 on R tokens, 0 on the others. */
    final int isRow;
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
        this(bounds, ResidualLayout.builder());
    }

    private RowLayout(ModelBounds bounds, ResidualLayout.Builder builder) {
        super(bounds, builder);
        int slots = bounds.slots();
        int states = bounds.states();
        this.isRow = builder.add("is_row", 1).dimension();
        this.logPotential = builder.add("log_potential", 1).dimension();
        this.row = builder.addEach("row", slots, states);
        this.out = builder.add("out", states);
        this.state = builder.addEach("state", slots, states);
        this.rowPosterior = builder.add("row_posterior", states);
        this.message = builder.add("message", states);
        this.impossible = builder.add("impossible", states);
        this.residual = builder.build();
    }

    @Override
    public ResidualLayout residual() {
        return residual;
    }
}
