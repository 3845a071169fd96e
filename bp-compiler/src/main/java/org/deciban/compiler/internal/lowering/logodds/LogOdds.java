package org.deciban.compiler.internal.lowering.logodds;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.deciban.compiler.ModelBounds;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.compiler.internal.lowering.CellTokens;
import org.deciban.compiler.internal.lowering.HeadBuilder;
import org.deciban.compiler.internal.lowering.LoweredModel;
import org.deciban.compiler.internal.lowering.SlotHeads;
import org.deciban.transformer.Activation;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.LoopedTransformer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Subspace;

/**
 * The log-odds construction: belief propagation over Boolean variables, one scalar per message.
 *
 * <p>With {@code m = ln m(1)/m(0)} the AND of messages is a sum of scalars, which the {@link SlotHeads} gather, and the OR
 * over a factor's rows is a {@link Fold} of its table, one slot a feed-forward. So a round is one layer if no factor has more
 * than two variables, and two layers if some have three:
 *
 * <pre>
 *   one slot     round:   gather slot 0            message ← fold of the table
 *   two slots    gather:  gather slots 0 and 1     folded  ← fold of the table over slot 1
 *                update:  forget the message       message ← fold of folded over slot 0
 * </pre>
 *
 * and one more layer of gather heads reads out: slot 0 of {@code B(v)} gathers the belief of v. A factor with fewer
 * variables leaves slots unbound; one without another variable sends the same message in every round.
 *
 * <p><b>Zeros.</b> A log-odds cannot say that both states are impossible, and ±∞ cannot be added. So a message is a scalar
 * and two marks, one for each state that it rules out, and the scalar counts only where no mark stands. A variable gathers
 * the marks of <em>all</em> its messages, that of the asking factor included. This asks for more than belief propagation
 * does, and gives the same beliefs in every round:
 *
 * <p><em>Claim.</em> After each round a state of a variable is marked iff its belief is zero, and messages between unmarked
 * states are those of belief propagation. <em>Proof</em> by induction over rounds; supports only shrink. Let f send to
 * state c of j, c of positive belief, and let r be a row with r_j = c that is left out because the state r_i of another
 * variable i is marked, though belief propagation has n_{i→f}(r_i) > 0. The belief of r_i is zero, so f said
 * m_{f→i}(r_i) = 0 in the round before: row r had potential zero, or some k ≠ i in f had n_{k→f}(r_k) = 0. That k is not j,
 * or the belief of c would be zero. So belief propagation, too, gives row r nothing, and the sums over rows agree. To a state
 * of belief zero f may send a zero where belief propagation sends none, but there the belief is zero already. ∎
 *
 * <p>So contradictory evidence shows as a variable with both states marked, as it shows in belief propagation.
 *
 * <p><b>Error.</b> Marks are exact. With L the largest of the log-odds and log-potentials involved, a message is within a few
 * units in the last place of L; L is not inflated by zeros or hard evidence.
 */
public final class LogOdds implements LoweredModel {
    /** The most other variables of a factor. */
    public static final int MOST_SLOTS = 2;

    /** Log-odds beyond this are refused, far below what the gates of {@link GatedUnits} withstand. */
    private static final double LARGEST_LOG_ODDS = 0x1p64;

    private final LogOddsLayout layout;
    private final LogOddsTokens tokens;
    private final LoopedTransformer loop;

    private LogOdds(LogOddsLayout layout, LogOddsTokens tokens, LoopedTransformer loop) {
        this.layout = layout;
        this.tokens = tokens;
        this.loop = loop;
    }

    /**
     * The weights and tokens for a Boolean graph that fits in the bounds.
     *
     * @param damping the share of the old message in the new one: {@code (1−λ) · computed + λ · old} in log-odds
     * @param activation {@code SOFTPLUS} for sum-product, {@code RELU} for max-product
     */
    public static LogOdds lower(RowFactorGraph graph, ModelBounds bounds, double damping, Activation activation) {
        LogOddsLayout layout = new LogOddsLayout(bounds);
        return new LogOdds(layout, new LogOddsTokens(graph, layout), loop(layout, damping, activation));
    }

    /** The weights for these bounds without tokens: what {@link #lower} gives to every graph within them. */
    public static LoopedTransformer loop(ModelBounds bounds, double damping, Activation activation) {
        return loop(new LogOddsLayout(bounds), damping, activation);
    }

    /** The number of tokens that a graph takes: the sink, its variables and its edges. */
    public static long tokenCount(RowFactorGraph graph) {
        return CellTokens.count(graph);
    }

    /** An upper bound of the token entries that are not zero: beside addresses, a table of values or marks, and evidence. */
    public static long mostEntries(RowFactorGraph graph, ModelBounds bounds) {
        return tokenCount(graph) * (CellTokens.mostEntries(bounds) + (2L << bounds.slots()) + 3);
    }

    private static LoopedTransformer loop(LogOddsLayout layout, double damping, Activation activation) {
        List<AttentionHead> gather = gather(layout);
        FeedForward none = FeedForward.none(layout.residual.modelDim());
        Layer readOut = new Layer("read_out", gather, none);
        AttentionHead forget = forget(layout, damping);
        if (layout.folded.isEmpty()) {
            List<AttentionHead> heads = new ArrayList<>(gather);
            heads.add(forget);
            FeedForward fold = Fold.intoMessage(layout, layout.table, 1 - damping, activation);
            return new LoopedTransformer(layout.residual, List.of(new Layer("round", heads, fold)), List.of(readOut));
        }
        LogOddsLayout.Block folded = layout.folded.get(0);
        FeedForward first = Fold.into(folded, layout, 1, layout.table, activation);
        FeedForward second = Fold.intoMessage(layout, folded, 1 - damping, activation);
        List<Layer> body = List.of(new Layer("gather", gather, first), new Layer("update", List.of(forget), second));
        return new LoopedTransformer(layout.residual, body, List.of(readOut));
    }

    private static List<AttentionHead> gather(LogOddsLayout layout) {
        List<AttentionHead> heads = new ArrayList<>();
        HeadBuilder erase = SlotHeads.self("erase", layout);
        for (int slot = 0; slot < layout.bounds.slots(); slot++) {
            Subspace state = layout.state.get(slot);
            Subspace ruledOut = layout.ruledOut.get(slot);
            double denominator = layout.bounds.sumDenominator();
            heads.add(SlotHeads.sum(layout, slot)
                    .move(layout.message, state, denominator)
                    .move(layout.impossible, ruledOut, denominator)
                    .build());
            heads.add(SlotHeads.minus(layout, slot)
                    .move(layout.message, state, -1)
                    .build());
            erase.move(state, state, -1).move(ruledOut, ruledOut, -1);
        }
        for (LogOddsLayout.Block folded : layout.folded) {
            erase.move(folded.value(), folded.value(), -1).move(folded.zero(), folded.zero(), -1);
        }
        heads.add(erase.build());
        return heads;
    }

    /** Takes the share 1−λ of the old message away, on M tokens alone; marks are not damped, since zeros never go away. */
    private static AttentionHead forget(LogOddsLayout layout, double damping) {
        return SlotHeads.ownMessage("forget", layout)
                .move(layout.message, layout.message, damping - 1)
                .move(layout.impossible, layout.impossible, -1)
                .build();
    }

    @Override
    public LoopedTransformer loop() {
        return loop;
    }

    @Override
    public Matrix tokens() {
        return tokens.matrix();
    }

    @Override
    public Matrix embed(double[][] logEvidence) {
        return tokens.embed(logEvidence);
    }

    @Override
    public OptionalInt roundsShownAfter(int layer) {
        int layersPerRound = loop.body().size();
        return layer % layersPerRound == 0 ? OptionalInt.of(layer / layersPerRound) : OptionalInt.empty();
    }

    /**
     * {@inheritDoc}
     *
     * @throws ArithmeticException if the log-odds of a message exceed 2^64, which takes a loop of deterministic factors that
     *     goes on counting the same evidence
     */
    @Override
    public double[][] logBeliefs(Matrix residual) {
        for (int token = tokens.firstMessageToken(); token < residual.rows(); token++) {
            double logOdds = residual.get(token, layout.message.dimension());
            if (!(Math.abs(logOdds) <= LARGEST_LOG_ODDS)) {
                throw new ArithmeticException("the " + tokens.describe(token) + " has log-odds " + logOdds
                        + ", beyond 2^64. Maybe ask for fewer rounds, or for damping?");
            }
        }
        double[][] beliefs = new double[tokens.variables()][];
        for (int v = 0; v < beliefs.length; v++) {
            int token = CellTokens.variableToken(v);
            double logOdds = residual.get(token, layout.state.get(0).dimension());
            beliefs[v] = new double[] {belief(residual, token, 0, 0), belief(residual, token, 1, logOdds)};
        }
        return beliefs;
    }

    private double belief(Matrix residual, int token, int state, double logBelief) {
        boolean possible = residual.get(token, layout.ruledOut.get(0).at(state)) < 0.5;
        return possible ? logBelief : Double.NEGATIVE_INFINITY;
    }

    @Override
    public String describeToken(int token) {
        return tokens.describe(token);
    }
}
