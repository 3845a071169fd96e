package org.deciban.cli;

import java.io.IOException;
import org.deciban.compiler.BeliefModel;
import org.deciban.compiler.CostReport;
import org.deciban.compiler.IntermediateModel;
import org.deciban.compiler.Mode;
import org.deciban.transformer.TransformerSpec;

/**
 * What running a transformer depends on.
 *
 * @param description the rounds in words
 */
record Sizes(
        Mode mode,
        int rounds,
        long tokens,
        int modelDim,
        int layers,
        long heads,
        long distinctParameters,
        String description) {

    /** Of a model that need not be built. */
    static Sizes of(CostReport cost) {
        return new Sizes(
                cost.mode(),
                cost.rounds(),
                cost.tokens(),
                cost.modelDim(),
                cost.layers(),
                cost.heads(),
                cost.distinctParameters(),
                Facts.rounds(cost));
    }

    /** Of a model that was compiled or imported. */
    static Sizes of(BeliefModel model) {
        return model.findIntermediate()
                .map(IntermediateModel::cost)
                .map(Sizes::of)
                .orElseGet(() -> {
                    TransformerSpec spec = model.program().transformer().spec();
                    return new Sizes(
                            model.mode(),
                            model.rounds(),
                            model.program().tokens().rows(),
                            spec.modelDim(),
                            spec.layers(),
                            spec.heads(),
                            spec.distinctParameters(),
                            Facts.rounds(model));
                });
    }

    /** Attention weights of a dense forward pass. */
    double attentionWeights() {
        return (double) tokens * tokens * heads;
    }

    void write(Json json) throws IOException {
        json.text("mode", Words.of(mode));
        json.count("rounds", rounds);
        json.count("tokens", tokens);
        json.count("modelDim", modelDim);
        json.count("layers", layers);
        json.count("heads", heads);
        json.count("distinctParameters", distinctParameters);
    }
}
