package org.deciban.heads.construct;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.deciban.heads.tasks.Needle;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Subspace;

/**
 * A retrieval head, which looks for the needle however far away, beside a streaming head, which looks at the start and at recent tokens
 * alone.
 *
 * <pre>
 *   layer 0   mark:       score(q, k) = −2048 [x_k ≠ !] − 2048 [k > q] + 1024 [k = 0]       writes its place M
 *             question:   the same for ?                                              writes its place Q, and that it was asked
 *   layer 1   retrieval:  score(q, k) = β (2 t k − k²) + 2^40 [not asked] [k = 0],  t = M + (q − Q) + 1
 *             streaming:  score(q, k) = −β [k ≠ max(q − w, 0)],  w = period − 1
 *   read-out  2048 · symbol read by streaming + 4096 · symbol read by retrieval
 * </pre>
 *
 * <p>Retrieval reads the symbols of needles alone, streaming all but the start. Before the question the retrieval head rests on the start, whose value is zero: 2^40 is above β N² for lengths below 2^14.
 * Streaming says how hay goes on, which is what is said where retrieval says nothing: without the retrieval head the question is
 * answered by hay.
 */
public record NeedleHeads(Needle task, ConstructedModel model) implements HeadConstruction {
    /** The layer of both heads. */
    public static final int LAYER = 1;
    /** The retrieval head in its layer. */
    public static final int RETRIEVAL = 0;
    /** The streaming head in its layer. */
    public static final int STREAMING = 1;

    private static final double REST = 1L << 40;
    private static final int LONGEST = 1 << 14;

    /**
     * For a task, up to a number of tokens.
     *
     * @param price β
     * @throws IllegalArgumentException if there would be more than 2^14 tokens
     */
    public static NeedleHeads of(Needle task, int maximumLength, double price) {
        HeadConstruction.requirePrice(price);
        if (maximumLength > LONGEST) {
            throw new IllegalArgumentException("haystacks have at most " + LONGEST + " tokens, got " + maximumLength);
        }
        int vocabulary = task.symbols().size();
        TokenCode.Builder blocks = TokenCode.bounded(vocabulary, maximumLength);
        Subspace mark = blocks.block("mark place", 1);
        Subspace question = blocks.block("question place", 1);
        Subspace asked = blocks.block("asked", 1);
        Subspace needle = blocks.block("needle", vocabulary);
        Subspace hay = blocks.block("hay", vocabulary);
        TokenCode code = blocks.build();
        Map<Integer, Double> place = Map.of(code.place.dimension(), 1.0);
        HeadWeights findMark = find("mark", code, task.mark()).move(place, mark.dimension(), 1);
        HeadWeights findQuestion = find("question", code, task.question())
                .move(place, question.dimension(), 1)
                .move(Map.of(code.symbol.at(task.question()), 1.0), asked.dimension(), 1);
        Map<Integer, Double> target = new TreeMap<>(Map.of(
                mark.dimension(), 2 * price,
                code.place.dimension(), 2 * price,
                question.dimension(), -2 * price,
                code.one.dimension(), 2 * price));
        HeadWeights retrieval = new HeadWeights("retrieval", code)
                .score(target, place)
                .forKeys(Map.of(code.square.dimension(), 1.0), -price)
                .startUnless(Map.of(asked.dimension(), 1.0), REST);
        for (int symbol = 1 + task.hay(); symbol < task.mark(); symbol++) {
            retrieval.move(Map.of(code.symbol.at(symbol), 1.0), needle.at(symbol), 1);
        }
        AttentionHead streaming = new HeadWeights("streaming", code)
                .forAll(-price)
                .beforeOrStart(task.period() - 1, price)
                .move(code.symbol, 1, hay)
                .build();
        FeedForward none = FeedForward.none(code.modelDim());
        List<Layer> layers = List.of(
                new Layer("find", List.of(findMark.build(), findQuestion.build()), none),
                new Layer("read", List.of(retrieval.build(), streaming), none));
        List<Map<Integer, Double>> logits = IntStream.range(0, vocabulary)
                .mapToObj(symbol -> Map.of(hay.at(symbol), HARD, needle.at(symbol), 2 * HARD))
                .toList();
        return new NeedleHeads(task, new ConstructedModel("needle", code, layers, ReadOuts.of(code, logits)));
    }

    private static HeadWeights find(String name, TokenCode code, int symbol) {
        return new HeadWeights(name, code)
                .forAll(-HARD)
                .forKeys(Map.of(code.symbol.at(symbol), 1.0), HARD)
                .notAfter(HARD)
                .start(HARD / 2);
    }

    @Override
    public String name() {
        return "retrieval and streaming";
    }
}
