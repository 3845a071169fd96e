package org.deciban.heads.construct;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.deciban.heads.tasks.ClassShares;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Subspace;

/**
 * Tokens without a place in the sequence that hold what is true of all of it: register c gathers the symbols of class c, and every token
 * reads the register of its class.
 *
 * <pre>
 *   layer 0   gather:  score(q, k) = −β [class(x_k) ≠ c] + β/2 [k = 0] at register c;  others look at the start, as in {@link SinkHead}
 *   layer 1   read:    score(q, k) = −β [k is not the register of class(x_q)] + β/2 [k = 0]
 * </pre>
 *
 * <p>Attention averages, so that a register holds the shares of the symbols of its class, whose logarithms are the logits. A token
 * weighs its register {@code 1 / (1 + e^(−β/2) + (n + R − 2) e^(−β))}, with n tokens and R registers.
 */
public record RegisterTokens(ClassShares task, ConstructedModel model) implements HeadConstruction {
    /** The layer in which tokens read registers. */
    public static final int LAYER = 1;

    /**
     * For a task, up to a number of tokens.
     *
     * @param price β
     */
    public static RegisterTokens of(ClassShares task, int maximumLength, double price) {
        HeadConstruction.requirePrice(price);
        int vocabulary = task.symbols().size();
        TokenCode.Builder blocks = TokenCode.bounded(vocabulary, maximumLength);
        Subspace register = blocks.block("register", task.classes());
        Subspace tally = blocks.block("tally", vocabulary);
        Subspace shares = blocks.block("shares", vocabulary);
        Subspace logits = blocks.block("logits", vocabulary);
        for (int c = 0; c < task.classes(); c++) {
            blocks.extra(Map.of(register.at(c), 1.0));
        }
        TokenCode code = blocks.build();
        Map<Integer, Double> isRegister = new TreeMap<>();
        IntStream.range(0, task.classes()).forEach(c -> isRegister.put(register.at(c), 1.0));
        HeadWeights gather = new HeadWeights("gather", code)
                .forAll(-price)
                .start(price / 2)
                .startUnless(isRegister, 2 * price)
                .move(code.symbol, 1, tally);
        HeadWeights read =
                new HeadWeights("read", code).forAll(-price).start(price / 2).move(tally, 1, shares);
        for (int c = 0; c < task.classes(); c++) {
            int ofClass = c;
            List<Integer> members = IntStream.range(1, vocabulary)
                    .filter(symbol -> task.classOf(symbol) == ofClass)
                    .boxed()
                    .toList();
            gather.score(Map.of(register.at(c), price), Weights.anyOf(code.symbol, members));
            read.score(Weights.anyOf(code.symbol, members, price), Map.of(register.at(c), 1.0));
        }
        List<Layer> layers = List.of(
                new Layer("gather", List.of(gather.build()), FeedForward.none(code.modelDim())),
                new Layer("read", List.of(read.build()), Units.logarithm(code, shares, logits)));
        return new RegisterTokens(task, new ConstructedModel("registers", code, layers, ReadOuts.of(code, logits)));
    }

    @Override
    public String name() {
        return "registers";
    }
}
