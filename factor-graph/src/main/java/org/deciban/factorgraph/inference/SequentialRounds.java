package org.deciban.factorgraph.inference;

import java.util.Random;
import java.util.stream.IntStream;

/** Factor after factor: each takes the newest messages to it and sends all of its own at once. */
final class SequentialRounds implements Rounds {
    private final EdgeLayout layout;
    private final Messages messages;
    private final Scratch scratch;
    private final int[] order;
    private final Shuffle shuffle;

    /** Rearranges the order of the factors before a round. */
    private interface Shuffle {
        void rearrange(int[] order);
    }

    private SequentialRounds(Messages messages, Shuffle shuffle) {
        this.layout = messages.layout;
        this.messages = messages;
        this.scratch = new Scratch(layout);
        this.order = IntStream.range(0, layout.factors).toArray();
        this.shuffle = shuffle;
    }

    /** In every round the order of the graph. */
    static SequentialRounds inOrder(Messages messages) {
        return new SequentialRounds(messages, order -> {});
    }

    /** In every round a new order, drawn from the seed. */
    static SequentialRounds shuffled(Messages messages, long seed) {
        Random random = new Random(seed);
        return new SequentialRounds(messages, order -> shuffle(order, random));
    }

    private static void shuffle(int[] order, Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }

    @Override
    public double next() {
        shuffle.rearrange(order);
        double largest = 0;
        for (int f : order) {
            for (int e = layout.firstEdge[f]; e < layout.firstEdge[f + 1]; e++) {
                messages.sendToFactor(e, scratch);
            }
            largest = Math.max(largest, messages.sendFromFactor(f, scratch));
        }
        return largest;
    }
}
