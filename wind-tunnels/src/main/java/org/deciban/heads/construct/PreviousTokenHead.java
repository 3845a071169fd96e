package org.deciban.heads.construct;

import java.util.List;
import org.deciban.heads.tasks.PreviousToken;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Subspace;

/**
 * A head that looks at the token before.
 *
 * <pre>
 *   score(q, k) = −β + β · [k = max(q − 1, 0)]          0 for the token before, −β for every other
 * </pre>
 *
 * <p>W_Q reads the one-hot position, shifted by one; W_K reads it as it is. The token before weighs
 * {@code 1 / (1 + (n − 1) e^(−β))} among n tokens. The value is the symbol; logarithms of the shares read are the logits.
 */
public record PreviousTokenHead(PreviousToken task, ConstructedModel model) implements HeadConstruction {
    /**
     * For a task, up to a number of tokens.
     *
     * @param price β
     */
    public static PreviousTokenHead of(PreviousToken task, int maximumLength, double price) {
        HeadConstruction.requirePrice(price);
        int vocabulary = task.symbols().size();
        TokenCode.Builder blocks = TokenCode.bounded(vocabulary, maximumLength);
        Subspace copied = blocks.block("copied", vocabulary);
        Subspace logits = blocks.block("logits", vocabulary);
        TokenCode code = blocks.build();
        HeadWeights previous = new HeadWeights("previous", code)
                .forAll(-price)
                .beforeOrStart(1, price)
                .move(code.symbol, 0, copied);
        Layer layer = new Layer("previous", List.of(previous.build()), Units.logarithm(code, copied, logits));
        return new PreviousTokenHead(
                task, new ConstructedModel("previous token", code, List.of(layer), ReadOuts.of(code, logits)));
    }

    @Override
    public String name() {
        return "previous token";
    }
}
