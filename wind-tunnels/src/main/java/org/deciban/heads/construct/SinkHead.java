package org.deciban.heads.construct;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deciban.heads.tasks.TriggeredCopy;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Subspace;

/**
 * A head that has something to do at triggers alone, where it looks at the token before; everywhere else it looks at the start, whose
 * value is zero, and so does nothing: attention weights sum to 1, and a head that is to write nothing needs a place to put them.
 *
 * <pre>
 *   score(q, k) = −β [k ≠ max(q − 1, 0)] + 2β [x_q is no trigger] [k = 0]
 *   read-out      2048 · own symbol + 4096 · symbol read
 * </pre>
 *
 * <p>At n tokens without a trigger from position 2 on, the start weighs {@code 1 / (1 + e^(−β) + (n − 2) e^(−2β))}: it scores β, the token
 * before 0, and every other −β.
 */
public record SinkHead(TriggeredCopy task, ConstructedModel model) implements HeadConstruction {
    /**
     * For a task, up to a number of tokens.
     *
     * @param price β
     */
    public static SinkHead of(TriggeredCopy task, int maximumLength, double price) {
        HeadConstruction.requirePrice(price);
        int vocabulary = task.symbols().size();
        TokenCode.Builder blocks = TokenCode.bounded(vocabulary, maximumLength);
        Subspace copied = blocks.block("copied", vocabulary);
        TokenCode code = blocks.build();
        HeadWeights sink = new HeadWeights("copy at triggers", code)
                .forAll(-price)
                .before(1, price)
                .startUnless(Map.of(code.symbol.at(TriggeredCopy.TRIGGER), 1.0), 2 * price)
                .move(code.symbol, 1, copied);
        Layer layer = new Layer("sink", List.of(sink.build()), FeedForward.none(code.modelDim()));
        List<Map<Integer, Double>> logits = IntStream.range(0, vocabulary)
                .mapToObj(symbol -> Map.of(code.symbol.at(symbol), HARD, copied.at(symbol), 2 * HARD))
                .toList();
        return new SinkHead(
                task, new ConstructedModel("attention sink", code, List.of(layer), ReadOuts.of(code, logits)));
    }

    @Override
    public String name() {
        return "attention sink";
    }
}
