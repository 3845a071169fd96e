package org.deciban.heads.construct;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deciban.transformer.Activation;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Subspace;

/** Writes a feed-forward unit by unit. */
final class Units {
    private final Activation activation;
    private final TokenCode code;
    private final List<Map<Integer, Double>> reads = new ArrayList<>();
    private final List<Map<Integer, Double>> biases = new ArrayList<>();
    private final List<Map<Integer, Double>> writes = new ArrayList<>();

    Units(Activation activation, TokenCode code) {
        this.activation = activation;
        this.code = code;
    }

    /** Logarithms of a block that holds shares: the softmax of what is written is the shares again, or all alike if none is there. */
    static FeedForward logarithm(TokenCode code, Subspace shares, Subspace logits) {
        Units units = new Units(Activation.LOG, code);
        for (int i = 0; i < shares.size(); i++) {
            units.add(Map.of(shares.at(i), 1.0), 0, Map.of(logits.at(i), 1.0));
        }
        return units.build();
    }

    /** A unit φ(form + bias), which is added, scaled, to some dimensions. */
    Units add(Map<Integer, Double> form, double bias, Map<Integer, Double> to) {
        reads.add(form);
        biases.add(Map.of(0, bias));
        writes.add(to);
        return this;
    }

    FeedForward build() {
        int d = code.modelDim();
        return new FeedForward(
                Weights.ofRows(reads, d),
                Weights.ofRows(biases, 1),
                Weights.ofColumns(writes, d),
                Matrix.zeros(d, 1),
                activation);
    }
}
