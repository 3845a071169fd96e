package org.deciban.transformer;

import java.util.List;

/**
 * What is read off the residual stream, and how it becomes distributions.
 *
 * <p>After each of the {@code layers} the entries at {@code cells} are the outputs {@code y}. Distribution g has {@code
 * states[g]} states; with {@code z = logits · y} and its share of z, {@code P(s) = e^(z_s) / Σ e^(z)}.
 *
 * @param layers the layers after which the cells are read, ascending; the last one is the last layer of the transformer
 * @param cells the entries that are read
 * @param logits shape {@code [Σ states, cells]}, natural logarithms up to a constant for each distribution
 * @param states the number of states of each distribution, at least 1
 */
public record ReadOut(List<Integer> layers, List<Cell> cells, Matrix logits, List<Integer> states) {

    /**
     * @throws IllegalArgumentException if nothing is read, the layers do not ascend, or the shapes do not fit
     */
    public ReadOut {
        layers = List.copyOf(layers);
        cells = List.copyOf(cells);
        states = List.copyOf(states);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a read-out needs at least one layer after which it reads");
        }
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) < 0 || i > 0 && layers.get(i) <= layers.get(i - 1)) {
                throw new IllegalArgumentException("the layers of a read-out must ascend from 0, got " + layers);
            }
        }
        if (states.stream().anyMatch(count -> count < 1)) {
            throw new IllegalArgumentException("a distribution must have at least one state, got " + states);
        }
        logits.requireShape(
                "the logits of the read-out",
                states.stream().mapToInt(Integer::intValue).sum(),
                cells.size());
    }
}
