package org.deciban.tunnels.probes;

/** What an axis is to a model. */
public enum AxisVerdict {
    /** The entropy cannot be read from it. */
    NOT_DECODABLE("not decodable"),
    /** The entropy can be read from it, and without it the model answers as before. */
    DECODABLE_AND_INERT("decodable and inert"),
    /** Without it the answers change, but no more than by a change of the same size in other directions. */
    DECODABLE_AND_UNSPECIFIC("decodable, no more causal than other directions"),
    /** Without it the answers change, and more than by a change of the same size in any other direction tried. */
    DECODABLE_AND_CAUSAL("decodable and causal");

    private final String words;

    AxisVerdict(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
