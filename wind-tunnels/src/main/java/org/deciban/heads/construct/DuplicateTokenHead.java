package org.deciban.heads.construct;

import java.util.List;
import java.util.Map;
import org.deciban.heads.tasks.DuplicateToken;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Subspace;

/**
 * A head that looks at earlier tokens of the same symbol, each alike, and at the start if there is none.
 *
 * <pre>
 *   score(q, k) = −β [x_k ≠ x_q] − β [k ≥ q] + β/2 [k = 0]
 * </pre>
 *
 * <p>The start matches nothing, itself included, and scores −β/2: above all that is not meant, and below what is. With k tokens meant, each
 * weighs {@code 1 / (k + e^(−β/2) + …)}, the rest being at most {@code n e^(−β)}. The value is 1 on all tokens but the start, so that
 * the head writes whether the symbol was seen; as a logit it is {@code 4096 · seen − 2048}.
 */
public record DuplicateTokenHead(DuplicateToken task, ConstructedModel model) implements HeadConstruction {
    /**
     * For a task, up to a number of tokens.
     *
     * @param price β
     */
    public static DuplicateTokenHead of(DuplicateToken task, int maximumLength, double price) {
        HeadConstruction.requirePrice(price);
        TokenCode.Builder blocks = TokenCode.bounded(task.symbols().size(), maximumLength);
        Subspace seen = blocks.block("seen", 1);
        TokenCode code = blocks.build();
        HeadWeights duplicate = new HeadWeights("duplicate", code)
                .forAll(-price)
                .match(code.symbol, code.symbol, 1, price)
                .notAfter(price)
                .notSelf(price)
                .start(price / 2)
                .move(Map.of(code.one.dimension(), 1.0, code.start.dimension(), -1.0), seen.dimension(), 1);
        Layer layer = new Layer("duplicate", List.of(duplicate.build()), FeedForward.none(code.modelDim()));
        List<Map<Integer, Double>> logits =
                List.of(Map.of(), Map.of(seen.dimension(), 2 * HARD, code.one.dimension(), -HARD));
        return new DuplicateTokenHead(
                task, new ConstructedModel("duplicate token", code, List.of(layer), ReadOuts.of(code, logits)));
    }

    @Override
    public String name() {
        return "duplicate token";
    }
}
