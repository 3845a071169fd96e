package org.deciban.heads.detect;

import java.util.List;
import org.deciban.heads.construct.ConstructedModel;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.trace.Edit;
import org.deciban.transformer.trace.ForwardObserver;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;
import org.deciban.transformer.trace.Interventions;
import org.deciban.tunnels.TokenSequence;

/**
 * The causal indirect effect of a head (Todd and others, 2024): what putting its mean output on prompts of a task in the place of its
 * output on a prompt that says nothing of it adds to the probability of the answer.
 */
public final class CausalIndirectEffect {
    private CausalIndirectEffect() {}

    /**
     * The mean output of a head at the last token, shape {@code [d]}.
     *
     * @param prompts at least one
     */
    public static double[] meanOutput(ConstructedModel model, List<TokenSequence> prompts, int layer, int head) {
        double[] mean = new double[model.transformer().layout().modelDim()];
        for (TokenSequence prompt : prompts) {
            double[] output = model.headOutput(prompt, layer, head, prompt.length() - 1);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += output[i] / prompts.size();
            }
        }
        return mean;
    }

    /**
     * The effect on one prompt.
     *
     * @param output what the head is made to say at the last token, shape {@code [d]}
     * @param answer the outcome whose probability is compared
     */
    public static double of(
            ConstructedModel model, TokenSequence prompt, int layer, int head, double[] output, int answer) {
        int last = prompt.length() - 1;
        Edit edit = (point, value) -> {
            Matrix.Builder rows = Matrix.builder(value.rows(), value.columns());
            for (int row = 0; row < value.rows(); row++) {
                for (int column = 0; column < output.length; column++) {
                    rows.append(column, output[column]);
                }
                rows.endRow();
            }
            return rows.build();
        };
        Interventions patch = Interventions.at(new HookPoint(layer, head, Site.RESULT), edit.onTokens(last));
        double patched = model.predict(prompt, new int[] {last}, patch)[0][answer];
        return patched - model.predict(prompt, new int[] {last}, ForwardObserver.NONE)[0][answer];
    }
}
