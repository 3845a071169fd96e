package org.deciban.heads.construct;

import java.util.List;
import java.util.Map;
import org.deciban.heads.tasks.Parity;
import org.deciban.transformer.Activation;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Subspace;

/**
 * Parity by chain of thought, of any number of bits: every token from the separator on holds the state so far, computes which bit comes
 * next, reads it, and says the next state.
 *
 * <pre>
 *   layer 0   separator:  score(q, k) = −2048 [x_k ≠ =]              writes S, the place of the separator
 *   layer 1   iteration:  score(q, k) = β (2 t k − k²),  t = q − S + 1      = −β (k − t)² + β t²
 *             feed-forward:  and = relu(bit read + own bit − 1)
 *   read-out  1: 2048 (bit + own − 2 and)     0: 2048 less that     end: 6144 [the separator was read]
 * </pre>
 *
 * <p>t is linear in what the token carries, so that the head needs no feed-forward to subtract; the t-th bit stands at place t. The
 * separator holds the state 0. At the last state t = S: the head reads the separator, and the end is said. The bit meant weighs
 * {@code 1 / Σ_k e^(−β (k − t)²)}, which is {@code 1 / (1 + 2 e^(−β) + 2 e^(−4β) + …)} away from the ends. No token looks at a later
 * one, so that what is said does not change as more is generated. Places are exact up to 2^21 tokens.
 */
public record IterationHead(Parity task, ConstructedModel model) implements HeadConstruction {
    /** The layer of the head that reads bit after bit. */
    public static final int LAYER = 1;

    /**
     * For any number of bits.
     *
     * @param price β
     */
    public static IterationHead of(double price) {
        HeadConstruction.requirePrice(price);
        Parity task = new Parity();
        TokenCode.Builder blocks = TokenCode.unbounded(task.symbols().size());
        Subspace separatorPlace = blocks.block("separator place", 1);
        Subspace bit = blocks.block("bit", 1);
        Subspace end = blocks.block("end", 1);
        Subspace and = blocks.block("and", 1);
        TokenCode code = blocks.build();
        Map<Integer, Double> isSeparator = Map.of(code.symbol.at(Parity.SEPARATOR), 1.0);
        Map<Integer, Double> isOne = Map.of(code.symbol.at(Parity.ONE), 1.0);
        HeadWeights separator = new HeadWeights("separator", code)
                .forAll(-HARD)
                .forKeys(isSeparator, HARD)
                .move(Map.of(code.place.dimension(), 1.0), separatorPlace.dimension(), 1);
        Map<Integer, Double> target = Map.of(
                code.place.dimension(), 2 * price,
                separatorPlace.dimension(), -2 * price,
                code.one.dimension(), 2 * price);
        HeadWeights iteration = new HeadWeights("iteration", code)
                .score(target, Map.of(code.place.dimension(), 1.0))
                .forKeys(Map.of(code.square.dimension(), 1.0), -price)
                .move(isOne, bit.dimension(), 1)
                .move(isSeparator, end.dimension(), 1);
        FeedForward conjunction = new Units(Activation.RELU, code)
                .add(Map.of(bit.dimension(), 1.0, code.symbol.at(Parity.ONE), 1.0), -1, Map.of(and.dimension(), 1.0))
                .build();
        List<Layer> layers = List.of(
                new Layer("separator", List.of(separator.build()), FeedForward.none(code.modelDim())),
                new Layer("iteration", List.of(iteration.build()), conjunction));
        Map<Integer, Double> one =
                Map.of(bit.dimension(), HARD, code.symbol.at(Parity.ONE), HARD, and.dimension(), -2 * HARD);
        Map<Integer, Double> zero = Map.of(
                code.one.dimension(),
                HARD,
                bit.dimension(),
                -HARD,
                code.symbol.at(Parity.ONE),
                -HARD,
                and.dimension(),
                2 * HARD);
        List<Map<Integer, Double>> logits = List.of(Map.of(), zero, one, Map.of(), Map.of(end.dimension(), 3 * HARD));
        return new IterationHead(task, new ConstructedModel("iteration", code, layers, ReadOuts.of(code, logits)));
    }

    @Override
    public String name() {
        return "iteration";
    }
}
