package org.deciban.heads.construct;

import java.util.ArrayList;
import java.util.List;
import org.deciban.heads.tasks.Induction;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Subspace;

/**
 * Two heads, one in each layer: the first lets every token know the symbol before it, the second looks for tokens whose symbol before
 * is of the class of the query's own.
 *
 * <pre>
 *   layer 0   previous:   as in {@link PreviousTokenHead}, price 2048, writes the symbol before, b_k = x_(k−1)
 *   layer 1   induction:  score(q, k) = −β [class(b_k) ≠ class(x_q)] − β [k > q] + β/2 [k = 0]
 * </pre>
 *
 * <p>The start belongs to no class, neither as the query's symbol nor as the symbol before, so that it matches nothing and scores
 * −β/2. A token may find itself: after [A][A] the second is what followed the first. With m keys meant each weighs
 * {@code 1 / (m + e^(−β/2) + …)}; without any, all but the start weigh {@code n e^(−β/2)} at most, and the start has value zero, so that
 * all outcomes are alike. Without the thermometer the head would look at the token after its own.
 */
public record InductionHeads(String name, Induction task, ConstructedModel model) implements HeadConstruction {
    /** The layer of the head that looks for what followed. */
    public static final int LAYER = 1;

    /**
     * For a task, up to a number of tokens.
     *
     * @param price β
     */
    public static InductionHeads of(Induction task, int maximumLength, double price) {
        HeadConstruction.requirePrice(price);
        int vocabulary = task.symbols().size();
        TokenCode.Builder blocks = TokenCode.bounded(vocabulary, maximumLength);
        Subspace before = blocks.block("before", vocabulary);
        Subspace copied = blocks.block("copied", vocabulary);
        Subspace logits = blocks.block("logits", vocabulary);
        TokenCode code = blocks.build();
        HeadWeights previous = new HeadWeights("previous", code)
                .forAll(-HARD)
                .beforeOrStart(1, HARD)
                .move(code.symbol, 0, before);
        HeadWeights induction = new HeadWeights("induction", code).forAll(-price);
        for (int c = 0; c < task.classCount(); c++) {
            List<Integer> members = members(task, c);
            induction.score(Weights.anyOf(code.symbol, members, price), Weights.anyOf(before, members));
        }
        induction.notAfter(price).start(price / 2).move(code.symbol, 1, copied);
        String name = task.classCount() == vocabulary - 1 ? "induction" : "fuzzy induction";
        List<Layer> layers = List.of(
                new Layer("previous", List.of(previous.build()), FeedForward.none(code.modelDim())),
                new Layer("induction", List.of(induction.build()), Units.logarithm(code, copied, logits)));
        return new InductionHeads(name, task, new ConstructedModel(name, code, layers, ReadOuts.of(code, logits)));
    }

    private static List<Integer> members(Induction task, int classOfMembers) {
        List<Integer> members = new ArrayList<>();
        for (int symbol = 0; symbol < task.symbols().size(); symbol++) {
            if (task.classOf(symbol) == classOfMembers) {
                members.add(symbol);
            }
        }
        return members;
    }
}
