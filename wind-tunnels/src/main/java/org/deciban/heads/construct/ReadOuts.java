package org.deciban.heads.construct;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Subspace;

/** Unembeddings. */
final class ReadOuts {
    private ReadOuts() {}

    /** The numbers of a block are the logits. */
    static Matrix of(TokenCode code, Subspace logits) {
        List<Map<Integer, Double>> rows = new ArrayList<>();
        for (int i = 0; i < logits.size(); i++) {
            rows.add(Map.of(logits.at(i), 1.0));
        }
        return of(code, rows);
    }

    /** A linear form of the residual stream for each outcome. */
    static Matrix of(TokenCode code, List<Map<Integer, Double>> logits) {
        return Weights.ofRows(logits, code.modelDim());
    }
}
