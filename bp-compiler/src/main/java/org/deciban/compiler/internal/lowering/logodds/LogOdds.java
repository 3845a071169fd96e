package org.deciban.compiler.internal.lowering.logodds;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.deciban.compiler.ModelBounds;
import org.deciban.compiler.TokenOrigin;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.compiler.internal.lowering.BeliefCoding;
import org.deciban.compiler.internal.lowering.CellTokens;
import org.deciban.compiler.internal.lowering.Explained;
import org.deciban.compiler.internal.lowering.ExplainedLayer;
import org.deciban.compiler.internal.lowering.ExplainedLoop;
import org.deciban.compiler.internal.lowering.ExplainedUnits;
import org.deciban.compiler.internal.lowering.HeadBuilder;
import org.deciban.compiler.internal.lowering.LoweredModel;
import org.deciban.compiler.internal.lowering.SlotHeads;
import org.deciban.compiler.internal.lowering.Weights;
import org.deciban.transformer.Activation;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Cell;
import org.deciban.transformer.Input;
import org.deciban.transformer.LoopedTransformer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ReadOut;
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

    private final LogOddsLayout layout;
    private final LogOddsTokens tokens;
    private final ExplainedLoop explained;
    private final LoopedTransformer loop;

    private LogOdds(LogOddsLayout layout, LogOddsTokens tokens, ExplainedLoop explained) {
        this.layout = layout;
        this.tokens = tokens;
        this.explained = explained;
        this.loop = explained.loop();
    }

    /**
     * The weights and tokens for a Boolean graph that fits in the bounds.
     *
     * @param damping the share of the old message in the new one: {@code (1−λ) · computed + λ · old} in log-odds
     * @param activation {@code SOFTPLUS} for sum-product, {@code RELU} for max-product
     */
    public static LogOdds lower(RowFactorGraph graph, ModelBounds bounds, double damping, Activation activation) {
        LogOddsLayout layout = new LogOddsLayout(bounds);
        return new LogOdds(layout, new LogOddsTokens(graph, layout), explain(layout, damping, activation));
    }

    /** The weights for these bounds without tokens: what {@link #lower} gives to every graph within them. */
    public static LoopedTransformer loop(ModelBounds bounds, double damping, Activation activation) {
        return explain(new LogOddsLayout(bounds), damping, activation).loop();
    }

    /** The number of tokens that a graph takes: the sink, its variables and its edges. */
    public static long tokenCount(RowFactorGraph graph) {
        return CellTokens.count(graph);
    }

    /** An upper bound of the token entries that are not zero: beside addresses, a table of values or marks, and evidence. */
    public static long mostEntries(RowFactorGraph graph, ModelBounds bounds) {
        return tokenCount(graph) * (CellTokens.mostEntries(bounds) + (2L << bounds.slots()) + 3);
    }

    private static ExplainedLoop explain(LogOddsLayout layout, double damping, Activation activation) {
        List<Explained<AttentionHead>> gather = gather(layout);
        ExplainedUnits none = ExplainedUnits.none(layout.residual.modelDim());
        ExplainedLayer readOut = ExplainedLayer.of("read_out", gather, none);
        Explained<AttentionHead> forget = forget(layout, damping);
        if (layout.folded.isEmpty()) {
            List<Explained<AttentionHead>> heads = new ArrayList<>(gather);
            heads.add(forget);
            ExplainedUnits fold = Fold.intoMessage(layout, layout.table, 1 - damping, activation);
            return new ExplainedLoop(layout, List.of(ExplainedLayer.of("round", heads, fold)), List.of(readOut));
        }
        LogOddsLayout.Block folded = layout.folded.get(0);
        ExplainedUnits first = Fold.into(folded, layout, 1, layout.table, activation);
        ExplainedUnits second = Fold.intoMessage(layout, folded, 1 - damping, activation);
        List<ExplainedLayer> body = List.of(
                ExplainedLayer.of("gather", gather, first), ExplainedLayer.of("update", List.of(forget), second));
        return new ExplainedLoop(layout, body, List.of(readOut));
    }

    private static List<Explained<AttentionHead>> gather(LogOddsLayout layout) {
        List<Explained<AttentionHead>> heads = new ArrayList<>();
        HeadBuilder erase = SlotHeads.self("erase", layout);
        for (int slot = 0; slot < layout.bounds.slots(); slot++) {
            Subspace state = layout.state.get(slot);
            Subspace ruledOut = layout.ruledOut.get(slot);
            double denominator = layout.bounds.sumDenominator();
            heads.add(SlotHeads.sum(layout, slot)
                    .move(layout.message, state, denominator)
                    .move(layout.impossible, ruledOut, denominator)
                    .build(SlotHeads.purposeOfSum(slot)));
            heads.add(SlotHeads.minus(layout, slot)
                    .move(layout.message, state, -1)
                    .build(SlotHeads.purposeOfMinus(slot)));
            erase.move(state, state, -1).move(ruledOut, ruledOut, -1);
        }
        for (LogOddsLayout.Block folded : layout.folded) {
            erase.move(folded.value(), folded.value(), -1).move(folded.zero(), folded.zero(), -1);
        }
        heads.add(erase.build("forgets what was gathered in the round before"));
        return heads;
    }

    /** Takes the share 1−λ of the old message away, on M tokens alone; marks are not damped, since zeros never go away. */
    private static Explained<AttentionHead> forget(LogOddsLayout layout, double damping) {
        return SlotHeads.ownMessage("forget", layout)
                .move(layout.message, layout.message, damping - 1)
                .move(layout.impossible, layout.impossible, -1)
                .build("forgets the message of the round before, or the share that damping leaves");
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
    public List<Input> inputs() {
        return tokens.inputs();
    }

    @Override
    public OptionalInt roundsShownAfter(int layer) {
        int layersPerRound = loop.body().size();
        return layer % layersPerRound == 0 ? OptionalInt.of(layer / layersPerRound) : OptionalInt.empty();
    }

    /**
     * Of each variable the log-odds and the marks that slot 0 of its B token gathered, which count messages; then the messages,
     * whose size says whether the belief can be trusted.
     */
    @Override
    public ReadOut readOut(List<Integer> layers) {
        int variables = tokens.variables();
        List<Cell> cells = new ArrayList<>();
        for (int v = 0; v < variables; v++) {
            int token = CellTokens.variableToken(v);
            cells.add(new Cell(token, layout.state.get(0).dimension()));
            cells.add(new Cell(token, layout.ruledOut.get(0).at(0)));
            cells.add(new Cell(token, layout.ruledOut.get(0).at(1)));
        }
        for (int token = tokens.firstMessageToken(); token < tokens.matrix().rows(); token++) {
            cells.add(new Cell(token, layout.message.dimension()));
        }
        Weights logits = new Weights(cells.size());
        for (int v = 0; v < variables; v++) {
            logits.addRow(Map.of(3 * v + 1, -GatedUnits.GATE));
            logits.addRow(Map.of(3 * v, 1.0, 3 * v + 2, -GatedUnits.GATE));
        }
        return new ReadOut(layers, cells, logits.build(), Collections.nCopies(variables, 2));
    }

    @Override
    public BeliefCoding coding() {
        int first = tokens.firstMessageToken();
        return new LogOddsCoding(
                tokens.variables(), message -> tokens.origin(first + message).description());
    }

    @Override
    public TokenOrigin origin(int token) {
        return tokens.origin(token);
    }

    @Override
    public ExplainedLoop explained() {
        return explained;
    }
}
