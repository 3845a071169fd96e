package org.deciban.tunnels.probes;

import org.deciban.tunnels.meters.Estimate;

/** What an axis is to a model. */
public enum AxisVerdict {
    /** The entropy cannot be read from it. */
    NOT_DECODABLE("not decodable"),
    /** The entropy can be read from it, and without it the model answers as before. */
    DECODABLE_AND_INERT("decodable and inert"),
    /** The interval of how far the answers move is on both sides of the bound: more sequences would tell. */
    DECODABLE_AND_UNDECIDED("decodable, undecided"),
    /** Without it the answers change, but no more than by a change of the same size in other directions. */
    DECODABLE_AND_UNSPECIFIC("decodable, no more causal than other directions"),
    /** Without it the answers change, and more than by a change of the same size in any other direction tried. */
    DECODABLE_AND_CAUSAL("decodable and causal");

    private final String words;

    AxisVerdict(String words) {
        this.words = words;
    }

    /**
     * The verdict of {@link CausalAxis}.
     *
     * @param rSquared of the entropy
     * @param moved by the removal
     * @param more moved by the removal less moved by the mean displacement, by sequence
     * @param largest that any control moved
     */
    static AxisVerdict of(Estimate rSquared, Estimate moved, Estimate more, double largest) {
        if (!(rSquared.low() > CausalAxis.DECODABLE)) {
            return NOT_DECODABLE;
        }
        if (moved.high() <= CausalAxis.MOVED_BITS) {
            return DECODABLE_AND_INERT;
        }
        if (!(moved.low() > CausalAxis.MOVED_BITS)) {
            return DECODABLE_AND_UNDECIDED;
        }
        return more.low() > 0 && moved.value() > largest ? DECODABLE_AND_CAUSAL : DECODABLE_AND_UNSPECIFIC;
    }

    @Override
    public String toString() {
        return words;
    }
}
