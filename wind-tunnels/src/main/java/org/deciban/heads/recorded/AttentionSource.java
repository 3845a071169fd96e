package org.deciban.heads.recorded;

/** Attention of every head of a model on some sequences. */
public interface AttentionSource {
    /** What it was taken from, in words. */
    String description();

    /**
     * Shows the attention of every head on every sequence, in any order.
     *
     * @throws org.deciban.transformer.io.TransformerFormatException if what is read turns out not to be attention
     */
    void visit(Visitor visitor);

    /** Is shown attention. */
    @FunctionalInterface
    interface Visitor {
        /**
         * The attention of a head on a sequence.
         *
         * @param name what the head is called; empty if it has no name
         * @param attention shape {@code [queries, keys]}, rows sum to 1; not to be modified
         * @param symbols the symbols of the sequence, shape {@code [tokens ≤ queries]}; empty if they are not known
         */
        void head(int layer, int head, String name, double[][] attention, int[] symbols);
    }
}
