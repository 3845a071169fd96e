package org.deciban.proofs.diagnosis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Transformer;

/** Which matrices of two transformers of the same layers and heads are not the same, in the order of the forward pass. */
final class DifferingWeights {
    private DifferingWeights() {}

    static List<Place.Weights> between(Transformer one, Transformer other) {
        List<Place.Weights> places = new ArrayList<>();
        for (int l = 0; l < one.layers().size(); l++) {
            Map<Place.Weights, Matrix> expected = matrices(l, one.layers().get(l));
            Map<Place.Weights, Matrix> found = matrices(l, other.layers().get(l));
            expected.keySet().stream()
                    .filter(place -> !expected.get(place).equals(found.get(place)))
                    .forEach(places::add);
        }
        return places;
    }

    private static Map<Place.Weights, Matrix> matrices(int index, Layer layer) {
        Map<Place.Weights, Matrix> matrices = new LinkedHashMap<>();
        for (AttentionHead head : layer.heads()) {
            String part = "head " + head.name();
            matrices.put(new Place.Weights(index, layer.name(), part, "W_Q"), head.wQ());
            matrices.put(new Place.Weights(index, layer.name(), part, "W_K"), head.wK());
            matrices.put(new Place.Weights(index, layer.name(), part, "W_V"), head.wV());
            matrices.put(new Place.Weights(index, layer.name(), part, "W_O"), head.wO());
        }
        FeedForward feedForward = layer.feedForward();
        String part = "feed-forward";
        matrices.put(new Place.Weights(index, layer.name(), part, "W_1"), feedForward.w1());
        matrices.put(new Place.Weights(index, layer.name(), part, "b_1"), feedForward.b1());
        matrices.put(new Place.Weights(index, layer.name(), part, "W_2"), feedForward.w2());
        matrices.put(new Place.Weights(index, layer.name(), part, "b_2"), feedForward.b2());
        return matrices;
    }
}
