package org.deciban.compiler.internal.lowering.logodds;

import java.util.List;
import java.util.Map;
import org.deciban.compiler.internal.lowering.logodds.LogOddsLayout.Block;
import org.deciban.transformer.Activation;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Subspace;

/**
 * OR: sums one slot out of a table, in the feed-forward of one layer.
 *
 * <p>For fixed states of all else, the table has two entries left, {@code e^a} for state 0 of the slot's variable and
 * {@code e^b} for state 1, and the variable says n, its log-odds. The fold is
 *
 * <pre>
 *   h  =  ln( e^a + e^(b+n) )  =  a + softplus(b + n − a).
 * </pre>
 *
 * A message is the difference of two folds, {@code m = h(1) − h(0)} over the states of the receiving variable. For a factor
 * of two variables this is {@code θ3 + softplus(n + θ1) − softplus(n + θ2)} with {@code θ1 = ln f11/f01, θ2 = ln f10/f00,
 * θ3 = ln f01/f00}: two units that bend, and linear terms.
 *
 * <p><b>Zeros.</b> Marks say that {@code e^a} is zero (α), that {@code e^b} is (β), and that the variable's state 0 or 1 is
 * ruled out (ρ0, ρ1). So state 0 contributes unless α or ρ0 stands, state 1 unless β or ρ1 does, and n counts only if
 * neither ρ does: a variable of known state has no odds. With [S] for a unit that is on unless a mark in S stands,
 *
 * <pre>
 *   h  =  a [α ρ0]  +  b [β ρ1]  +  n [β ρ0 ρ1]  +  ( softplus(b + n − a) − (b + n) ) [α β ρ0 ρ1]
 * </pre>
 *
 * which is a, b, b + n or the fold above as the case may be, and 0 if nothing contributes. That is the case iff
 *
 * <pre>
 *   1 − [α ρ0] − [β ρ1] + [α β ρ0 ρ1]  =  1,
 * </pre>
 *
 * by inclusion and exclusion, and else this is exactly 0: it is the mark of the result.
 *
 * <p>Replace softplus by relu and {@code h = max(a, b + n)}: the same weights compute max-product.
 */
final class Fold {
    private final LogOddsLayout layout;
    private final GatedUnits units;
    private final int slot;
    private final Block table;

    private Fold(LogOddsLayout layout, int slot, Block table) {
        this.layout = layout;
        this.units = new GatedUnits(layout);
        this.slot = slot;
        this.table = table;
    }

    /** Sums the last slot of a table out and writes what is left into another block. */
    static FeedForward into(Block result, LogOddsLayout layout, int slot, Block table, Activation activation) {
        Fold fold = new Fold(layout, slot, table);
        for (int rest = 0; rest < result.value().size(); rest++) {
            fold.add(rest, result.value().at(rest), 1, result.zero().at(rest));
        }
        return fold.units.build(activation);
    }

    /** Sums the only slot of a table out and writes {@code share · (h(1) − h(0))} into the message, and its marks. */
    static FeedForward intoMessage(LogOddsLayout layout, Block table, double share, Activation activation) {
        Fold fold = new Fold(layout, 0, table);
        int message = layout.message.dimension();
        fold.add(0, message, -share, layout.impossible.at(0));
        fold.add(1, message, share, layout.impossible.at(1));
        return fold.units.build(activation);
    }

    /**
     * One fold.
     *
     * @param rest the states of everything but the slot, as an index of the result
     */
    private void add(int rest, int to, double weight, int zero) {
        // The slot's state is the last but one binary digit of the table's index.
        int row0 = 4 * (rest / 2) + rest % 2;
        int row1 = row0 + 2;
        int a = table.value().at(row0);
        int b = table.value().at(row1);
        int alpha = table.zero().at(row0);
        int beta = table.zero().at(row1);
        int n = layout.state.get(slot).dimension();
        Subspace ruledOut = layout.ruledOut.get(slot);
        int rho0 = ruledOut.at(0);
        int rho1 = ruledOut.at(1);
        List<Integer> any = List.of(alpha, beta, rho0, rho1);

        units.copy(Map.of(a, 1.0), List.of(alpha, rho0), to, weight);
        units.copy(Map.of(b, 1.0), List.of(beta, rho1), to, weight);
        units.copy(Map.of(n, 1.0), List.of(beta, rho0, rho1), to, weight);
        units.copy(Map.of(b, 1.0, n, 1.0), any, to, -weight);
        units.bend(Map.of(b, 1.0, n, 1.0, a, -1.0), any, to, weight);

        units.unless(List.of(), zero, 1);
        units.unless(List.of(alpha, rho0), zero, -1);
        units.unless(List.of(beta, rho1), zero, -1);
        units.unless(any, zero, 1);
    }
}
