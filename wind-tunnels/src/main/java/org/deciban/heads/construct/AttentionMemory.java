package org.deciban.heads.construct;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deciban.heads.tasks.Facts;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Subspace;

/**
 * Facts as tokens that every position can look at, with a key and a value each, and a head that looks for the key nearest to the subject.
 *
 * <pre>
 *   score(q, k) = B − β Hamming(subject, key)  for facts       B − β/2  for the start, as a detector       0  for other tokens
 * </pre>
 *
 * <p>The softmax is over what is there: asked for a subject that is not held, the head looks at the nearest that is, and answers its
 * object. With a detector the start, which no fact is, wins wherever no key is at distance 0, and what it weighs is the probability of
 * "unknown": {@code e^(−β/2) / (e^(−β/2) + Σ_i e^(−β Hamming(s, s_i)))}. Shares are probabilities.
 */
public record AttentionMemory(String name, Facts task, ConstructedModel model) implements HeadConstruction {
    /**
     * Stores facts.
     *
     * @param price β
     * @param detectsMisses whether the start takes part
     * @throws IllegalArgumentException if there is no fact
     */
    public static AttentionMemory of(Facts facts, double price, boolean detectsMisses) {
        HeadConstruction.requirePrice(price);
        if (facts.held().isEmpty()) {
            throw new IllegalArgumentException("a memory must have at least one fact");
        }
        int bits = SubjectCode.bits(facts);
        // The farthest fact is 2048 above tokens that are none, so that these weigh exactly 0 whatever the price.
        double fact = price * bits + HARD;
        TokenCode.Builder blocks = TokenCode.unbounded(facts.symbols().size());
        Subspace subject = blocks.block("subject", 2 * bits);
        Subspace key = blocks.block("key", 2 * bits);
        Subspace isFact = blocks.block("fact", 1);
        Subspace value = blocks.block("value", facts.objects());
        Subspace shares = blocks.block("shares", facts.objects() + 1);
        Subspace logits = blocks.block("logits", facts.objects() + 1);
        SubjectCode.address(blocks, facts, subject);
        facts.held().forEach((held, object) -> {
            Map<Integer, Double> token = new TreeMap<>(SubjectCode.of(key, held));
            token.put(isFact.dimension(), 1.0);
            token.put(value.at(object), 1.0);
            blocks.extra(token);
        });
        TokenCode code = blocks.build();
        HeadWeights recall = new HeadWeights("recall", code)
                .forKeys(Map.of(isFact.dimension(), 1.0), fact)
                .move(Map.of(code.start.dimension(), 1.0), shares.at(facts.unknown()), 1);
        for (int bit = 0; bit < bits; bit++) {
            recall.score(Map.of(subject.at(2 * bit), -price), Map.of(key.at(2 * bit + 1), 1.0))
                    .score(Map.of(subject.at(2 * bit + 1), -price), Map.of(key.at(2 * bit), 1.0));
        }
        for (int object = 0; object < facts.objects(); object++) {
            recall.move(Map.of(value.at(object), 1.0), shares.at(object), 1);
        }
        if (detectsMisses) {
            recall.start(fact - price / 2);
        }
        String name = detectsMisses ? "memory with a miss detector" : "memory";
        Layer layer = new Layer("recall", List.of(recall.build()), Units.logarithm(code, shares, logits));
        return new AttentionMemory(
                name, facts, new ConstructedModel(name, code, List.of(layer), ReadOuts.of(code, logits)));
    }
}
