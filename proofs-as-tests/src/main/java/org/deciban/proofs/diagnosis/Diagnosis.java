package org.deciban.proofs.diagnosis;

import java.util.Locale;

/**
 * One thing that is wrong with a model of a graph.
 *
 * @param place where it was seen
 * @param detail what was seen there
 */
public record Diagnosis(Kind kind, Place place, String detail) {
    /** What can be wrong. */
    public enum Kind {
        /** Something of the graph has no token, or a token nothing of the graph. */
        MISSING_GROUNDING,
        /** A token has an address that is not its own, or asks where the graph has no edge. */
        WRONG_ROUTING,
        /** All is in its place, and a number is not what the graph asks for. */
        WRONG_WEIGHTS;

        /** In words: {@code missing grounding}. */
        public String inWords() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** {@code wrong routing at variable x: 0 tokens have its address}. */
    @Override
    public String toString() {
        return kind.inWords() + " at " + place + ": " + detail;
    }
}
