package org.deciban.proofs.verify;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The part of a model that is at fault for a wrong answer: its output differs from that of the same part of a reference on the
 * same input, which is what the model itself hands it. So a fault upstream does not make the parts downstream look wrong.
 *
 * <p>The reference of an imported model is what the compiler makes of the graph now, in the same number format. Of the parts that
 * differ, the first in the order of the forward pass is named that makes the answer right when it alone is put right; if none
 * does, the first that is off by more than rounding. Where the weights are those of the reference, and of compiled models, the
 * engine is held against the dense engine instead, part by part.
 *
 * @param place which part
 * @param weights the matrices of the part that are not those of the reference, as {@code W_Q}, {@code b_1}, {@code tokens};
 *     empty if all are, so that the engine is at fault
 * @param deviation where the outputs lie farthest apart; of tokens and of the read-out, the entries themselves
 * @param alone whether the claim was seen to hold once this part alone is put right: then it is the whole fault
 */
public record Fault(Place place, List<String> weights, Deviation deviation, boolean alone) {

    /** The parts of a model. */
    public enum Kind {
        /** The embedded tokens. */
        TOKENS,
        /** An attention head. */
        HEAD,
        /** The feed-forward of a layer. */
        FEED_FORWARD,
        /** The logits of the read-out. */
        READ_OUT
    }

    /**
     * A layer, a head or a token.
     *
     * @param index from 0
     * @param name what the model calls it; of a token, what it stands for
     */
    public record Named(int index, String name) {
        @Override
        public String toString() {
            return index + " (" + name + ")";
        }
    }

    /**
     * A part of a model.
     *
     * @param layer empty for tokens and read-out
     * @param head empty unless it is a head
     * @param token of tokens the one that is farthest off, with what it stands for in the reference, where that is known
     */
    public record Place(Kind kind, Optional<Named> layer, Optional<Named> head, Optional<Named> token) {
        static Place head(Named layer, Named head) {
            return new Place(Kind.HEAD, Optional.of(layer), Optional.of(head), Optional.empty());
        }

        static Place feedForward(Named layer) {
            return new Place(Kind.FEED_FORWARD, Optional.of(layer), Optional.empty(), Optional.empty());
        }

        static Place tokens(Optional<Named> token) {
            return new Place(Kind.TOKENS, Optional.empty(), Optional.empty(), token);
        }

        static Place readOut() {
            return new Place(Kind.READ_OUT, Optional.empty(), Optional.empty(), Optional.empty());
        }

        @Override
        public String toString() {
            String words = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
            return layer.map(l -> "layer " + l + ", ").orElse("")
                    + head.map(h -> "head " + h).orElse(words)
                    + token.map(t -> ", most in " + t).orElse("");
        }
    }

    /** Copies the list. */
    public Fault {
        weights = List.copyOf(weights);
    }

    /** The layer, unless the fault is in the tokens or the read-out. */
    public Optional<Named> layer() {
        return place.layer();
    }

    /** The head, if the fault is in one. */
    public Optional<Named> head() {
        return place.head();
    }

    /** {@code first off in layer 1 (update), head 0 (rows): W_V}. */
    public String where() {
        String by = weights.isEmpty() ? ": the engine" : layer().isEmpty() ? "" : ": " + String.join(", ", weights);
        return "first off in " + place + by;
    }

    /** The place, the entry that is farthest off, and whether putting that right is enough. */
    @Override
    public String toString() {
        return where() + ", at " + deviation + (alone ? "; put right there alone, the claim holds" : "");
    }
}
