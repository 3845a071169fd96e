package org.deciban.compiler.internal.lowering;

import java.util.List;
import java.util.function.IntFunction;
import org.deciban.compiler.ModelBounds;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Subspace;

/**
 * The residual stream of {@link ChainScan}.
 *
 * <p>With K states, a matrix has K + 1 rows of K entries: rows 0 … K − 1 for the states of the far variable, and row K for their sum.
 * {@code M(f,j)} holds the matrix of a stretch of the chain that ends at j. {@code R(i,k,j)} stands for a path from i over k to j,
 * whatever the chain.
 */
final class ScanLayout extends CellLayout {
    final ResidualLayout residual;
    /** K. */
    final int states;

    /** 1 on R tokens, 0 on the others. */
    final int isRow;
    /** 1 on R tokens with i and k different states: entries of a diagonal matrix that are zero. */
    final int offDiagonal;
    /** 1 where what was gathered is a diagonal matrix of which the last row alone is written down. */
    final int diagonal;
    /** 1 once something was gathered. */
    final int gathered;
    /** Per level, on M tokens: the message that stands where the own stretch begins. */
    final List<Subspace> reach;
    /** Per level, on M tokens: the sink's score, −β, or β if the own stretch has reached the end. */
    final List<Subspace> reachGate;
    /** On R tokens: (i, k), one-hot. */
    final Subspace far;
    /** On R tokens: (k, j), one-hot. */
    final Subspace near;
    /** On R tokens: (i, j), one-hot. */
    final Subspace out;
    /** Logarithms of the matrix of the stretch that is farther away, gathered. */
    final Subspace partner;
    /** The share of each entry in the product, between attention and feed-forward. */
    final Subspace product;
    /** Logarithms of the own matrix, up to a constant. */
    final Subspace message;
    /** LOG_FLOOR where an entry of the own matrix is exactly zero, 0 elsewhere. */
    final Subspace impossible;
    /** On B tokens: log-evidence. */
    final Subspace evidence;
    /** On B tokens: LOG_FLOOR where the evidence is exactly zero, 0 elsewhere. */
    final Subspace evidenceImpossible;
    /** On B tokens: the log-belief. */
    final Subspace belief;
    /** On B tokens: the log-belief from the variable's own evidence and what comes before it. */
    final Subspace filtered;

    ScanLayout(ModelBounds bounds) {
        this(bounds, ResidualLayout.builder());
    }

    private ScanLayout(ModelBounds bounds, ResidualLayout.Builder builder) {
        super(bounds, builder);
        this.states = bounds.states();
        int entries = (states + 1) * states;
        int levels = ChainScan.levels(bounds);
        this.isRow = flag("is_row", "1 on row tokens", builder);
        this.offDiagonal = flag("off_diagonal", "1 on row tokens from one state to another", builder);
        this.reach = builder.addEach("reach", levels, 2 * bounds.cellBits());
        this.reachGate = builder.addEach("reach_gate", levels, 1);
        this.far = builder.add("far", entries);
        this.near = builder.add("near", states * states);
        this.out = builder.add("out", entries);
        this.partner = builder.add("partner", entries);
        this.diagonal = flag(
                "diagonal", "1 if the partner is a diagonal matrix, the last row of which is its diagonal", builder);
        this.gathered = flag("gathered", "1 once a partner was gathered", builder);
        this.product = builder.add("product", entries);
        this.message = builder.add("message", entries);
        this.impossible = builder.add("impossible", entries);
        this.evidence = builder.add("evidence", states);
        this.evidenceImpossible = builder.add("evidence_impossible", states);
        this.belief = builder.add("belief", states);
        this.filtered = builder.add("filtered", states);
        this.residual = builder.build();
        note();
    }

    private void note() {
        IntFunction<String> entry = this::describeEntry;
        IntFunction<String> state = DimensionNotes::state;
        notes.putEach(
                reach,
                "address of the variable or message at the beginning of the own stretch, level",
                DimensionNotes::addressBit);
        notes.putEach(reachGate, "score of the sink for the reach head of level", offset -> "");
        notes.put(far, "the first half of a path, one-hot", entry);
        notes.put(near, "the second half of a path, one-hot", entry);
        notes.put(out, "the ends of a path, one-hot", entry);
        notes.put(partner, "log-matrix of the stretch farther away", entry);
        notes.put(product, "shares of the entries in the product of the partner and the own matrix", entry);
        notes.put(message, "log-matrix of the own stretch", entry);
        notes.put(impossible, "LOG_FLOOR where the own matrix is exactly zero, 0 elsewhere", entry);
        notes.put(evidence, "log-evidence of a variable token", state);
        notes.put(evidenceImpossible, "LOG_FLOOR where the evidence is exactly zero, 0 elsewhere", state);
        notes.put(belief, "log-belief of a variable token", state);
        notes.put(filtered, "log-belief of a variable token from its evidence and what comes before it", state);
    }

    private String describeEntry(int offset) {
        String from = offset / states == states ? "any state" : "state " + offset / states;
        return "from " + from + " to state " + offset % states;
    }

    /** The offset of an entry; row K is the sum. */
    int entry(int from, int to) {
        return from * states + to;
    }

    @Override
    public ResidualLayout residual() {
        return residual;
    }
}
