package org.deciban.heads.recorded;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.deciban.tunnels.Activations;
import org.deciban.tunnels.ObservableModel;
import org.deciban.tunnels.TokenSequence;

/** A model that shows its inside, run on sequences of symbols. */
public final class ModelAttention implements AttentionSource {
    private final ObservableModel model;
    private final List<TokenSequence> sequences;

    /**
     * A model on some sequences.
     *
     * @throws IllegalArgumentException if one of them holds features
     */
    public ModelAttention(ObservableModel model, List<TokenSequence> sequences) {
        for (TokenSequence tokens : sequences) {
            if (!tokens.isSymbolic()) {
                throw new IllegalArgumentException("heads are scored on symbols, and these tokens hold features");
            }
        }
        this.model = model;
        this.sequences = List.copyOf(sequences);
    }

    /**
     * The sequences on which induction is measured: different symbols at random, then the same again.
     *
     * @param vocabulary the number of symbols, at least 2
     * @param longest the most tokens, at least 4
     */
    public static List<TokenSequence> repeated(long seed, int vocabulary, int longest, int count) {
        RandomGenerator random = new SplittableRandom(seed);
        int period = Math.min(vocabulary, longest / 2);
        List<TokenSequence> sequences = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int[] order = IntStream.range(0, vocabulary).toArray();
            for (int k = 0; k < period; k++) {
                int other = k + random.nextInt(vocabulary - k);
                int drawn = order[other];
                order[other] = order[k];
                order[k] = drawn;
            }
            sequences.add(TokenSequence.ofSymbols(
                    IntStream.range(0, 2 * period).map(p -> order[p % period]).toArray(), vocabulary));
        }
        return sequences;
    }

    @Override
    public String description() {
        return model.name() + " on " + sequences.size() + " sequences";
    }

    @Override
    public void visit(Visitor visitor) {
        for (TokenSequence tokens : sequences) {
            Activations activations = model.record(tokens);
            for (int layer = 0; layer < model.layers(); layer++) {
                for (int head = 0; head < model.heads(layer); head++) {
                    visitor.head(layer, head, "", activations.attention(layer, head), tokens.symbols());
                }
            }
        }
    }
}
