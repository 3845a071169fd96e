package org.deciban.tunnels;

/** A change to a forward pass. What a method is not overridden for stays as it is. */
public interface Intervention {
    /** Nothing is changed. */
    Intervention NONE = new Intervention() {};

    /** Whether a head writes to the residual stream. */
    default boolean keepsHead(int layer, int head) {
        return true;
    }

    /** Whether the feed-forward of a layer does. */
    default boolean keepsFeedForward(int layer) {
        return true;
    }

    /**
     * The residual stream of a token after a layer; layer −1 is the embedding.
     *
     * @param residual shape {@code [d]}, not to be modified
     * @return what the next layer, or the read-out, is given
     */
    default double[] residual(int layer, int position, double[] residual) {
        return residual;
    }

    /** Without one head. */
    static Intervention withoutHead(int withoutLayer, int withoutHead) {
        return new Intervention() {
            @Override
            public boolean keepsHead(int layer, int head) {
                return layer != withoutLayer || head != withoutHead;
            }
        };
    }

    /** Without the heads and the feed-forward of one layer. */
    static Intervention withoutLayer(int without) {
        return new Intervention() {
            @Override
            public boolean keepsHead(int layer, int head) {
                return layer != without;
            }

            @Override
            public boolean keepsFeedForward(int layer) {
                return layer != without;
            }
        };
    }

    /** Without the heads of a layer and of all that follow. */
    static Intervention withoutAttentionFrom(int first) {
        return new Intervention() {
            @Override
            public boolean keepsHead(int layer, int head) {
                return layer < first;
            }
        };
    }
}
