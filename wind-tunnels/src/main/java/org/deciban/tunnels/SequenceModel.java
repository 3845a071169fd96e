package org.deciban.tunnels;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** A model: from tokens to a distribution at each position where it is asked. Safe for use by several threads. */
public interface SequenceModel {
    /** What tables call it. */
    String name();

    /**
     * What the model believes.
     *
     * @param tokens the sequence
     * @param positions where it is asked, ascending
     * @return shape {@code [positions, outcomes]}, probabilities
     * @throws IllegalArgumentException if the model does not take such a sequence
     */
    double[][] predict(TokenSequence tokens, int[] positions);

    /**
     * The same for many sequences.
     *
     * @return in the order of the sequences
     */
    default List<double[][]> predictAll(List<LabelledSequence> sequences) {
        List<double[][]> predictions = new ArrayList<>();
        for (LabelledSequence sequence : sequences) {
            predictions.add(predict(sequence.tokens(), sequence.positions()));
        }
        return predictions;
    }

    /** Any function as a model. */
    static SequenceModel of(String name, BiFunction<TokenSequence, int[], double[][]> function) {
        return new SequenceModel() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public double[][] predict(TokenSequence tokens, int[] positions) {
                return function.apply(tokens, positions);
            }
        };
    }
}
