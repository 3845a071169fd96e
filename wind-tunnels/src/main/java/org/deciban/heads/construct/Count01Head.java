package org.deciban.heads.construct;

import java.util.List;
import java.util.Map;
import org.deciban.heads.tasks.Count01;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Subspace;

/**
 * One head that decides whether 1s outnumber 0s, in strings of any length and without a position.
 *
 * <pre>
 *   score(q, k) = 0 for 0, 1 and the start;  −gap for 2 and all else
 *   values        −1 for 0, +1 for 1, 0 for all else; and 1 for the start, to a dimension of its own
 *   writes        balance = (n1 − n0) / D,  share = 1 / D,  D = n0 + n1 + 1 + r e^(−gap)
 *   read-out      at =       Y: +K (balance − share / 2)    N: −K (balance − share / 2)    all else: −C
 *                 at Y, N    $: 0                                                           all else: −C
 * </pre>
 *
 * <p>r is the number of the other tokens: the 2s, the separator and what follows it. At a gap of 2048 they weigh 0 and D = N + 1, with N
 * the number of 0s and 1s: the balance of a string that is no tie is at least {@code 1/(N + 1)} from 0, and just that at a majority of
 * one. A lower gap makes that smaller and changes no answer, since 2s have the value 0.
 *
 * <p>At a tie the balance is 0, and half the share of the start decides for N: what is read is {@code (n1 − n0 − ½) / D}. So
 * {@code P(Y) = σ(K (2 (n1 − n0) − 1) / D)}: the answer, which is the likelier one, is right at every length; how sure it is of it falls
 * with the length. K = 2^22, and C = 2^24, which is beyond K. Rounding reaches the margin at 2^26 tokens; 2^21 can be embedded.
 */
public record Count01Head(Count01 task, ConstructedModel model, double gap) implements HeadConstruction {
    /** K, what the balance is multiplied by. */
    public static final double SHARPNESS = HARD * HARD;

    /** What the logit of a symbol that cannot come is lowered by. */
    private static final double CANNOT_COME = 4 * SHARPNESS;

    /**
     * For strings of any length.
     *
     * @param gap by how much 2 scores less than 0 and 1
     * @throws IllegalArgumentException unless it is above 0 and at most 2048
     */
    public static Count01Head of(double gap) {
        HeadConstruction.requirePrice(gap);
        Count01 task = new Count01();
        TokenCode.Builder blocks = TokenCode.unbounded(task.symbols().size());
        Subspace balance = blocks.block("balance", 1);
        Subspace share = blocks.block("share", 1);
        TokenCode code = blocks.build();
        int zero = code.symbol.at(Count01.ZERO);
        int one = code.symbol.at(Count01.ONE);
        int start = code.start.dimension();
        HeadWeights count = new HeadWeights("count", code)
                .forAll(-gap)
                .forKeys(Map.of(zero, 1.0, one, 1.0, start, 1.0), gap)
                .move(Map.of(zero, -1.0, one, 1.0), balance.dimension(), 1)
                .move(Map.of(start, 1.0), share.dimension(), 1);
        Layer layer = new Layer("count", List.of(count.build()), FeedForward.none(code.modelDim()));
        return new Count01Head(
                task,
                new ConstructedModel("count01", code, List.of(layer), ReadOuts.of(code, logits(code, balance, share))),
                gap);
    }

    private static List<Map<Integer, Double>> logits(TokenCode code, Subspace balance, Subspace share) {
        int answerYes = code.symbol.at(Count01.MORE);
        int answerNo = code.symbol.at(Count01.NOT_MORE);
        Map<Integer, Double> impossible = Map.of(code.one.dimension(), -CANNOT_COME);
        // At an answer it cannot be answered again; before it, the end cannot come.
        Map<Integer, Double> yes = Map.of(
                balance.dimension(),
                SHARPNESS,
                share.dimension(),
                -SHARPNESS / 2,
                answerYes,
                -CANNOT_COME,
                answerNo,
                -CANNOT_COME);
        Map<Integer, Double> no = Map.of(
                balance.dimension(),
                -SHARPNESS,
                share.dimension(),
                SHARPNESS / 2,
                answerYes,
                -CANNOT_COME,
                answerNo,
                -CANNOT_COME);
        Map<Integer, Double> end =
                Map.of(code.one.dimension(), -CANNOT_COME, answerYes, CANNOT_COME, answerNo, CANNOT_COME);
        return List.of(impossible, impossible, impossible, impossible, impossible, yes, no, end);
    }

    /**
     * What the head writes to its block "balance" at the separator: {@code (n1 − n0) / D}.
     *
     * @param zeros n0
     * @param ones n1
     * @param others r, the tokens that are neither start, 0 nor 1
     */
    public static double balance(int zeros, int ones, int others, double gap) {
        return (ones - zeros) / (zeros + ones + 1 + others * Math.exp(-gap));
    }

    @Override
    public String name() {
        return "count01";
    }
}
