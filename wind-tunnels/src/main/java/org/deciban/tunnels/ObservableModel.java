package org.deciban.tunnels;

/** A transformer that shows what happens inside, and lets it be changed. */
public interface ObservableModel extends SequenceModel {
    /** The number of layers. */
    int layers();

    /** The number of heads of a layer. */
    int heads(int layer);

    /** What the forward pass of a sequence does. */
    Activations record(TokenSequence tokens);

    /**
     * What the model believes while something is changed.
     *
     * @return as {@link #predict(TokenSequence, int[])}
     */
    double[][] predict(TokenSequence tokens, int[] positions, Intervention intervention);

    @Override
    default double[][] predict(TokenSequence tokens, int[] positions) {
        return predict(tokens, positions, Intervention.NONE);
    }
}
