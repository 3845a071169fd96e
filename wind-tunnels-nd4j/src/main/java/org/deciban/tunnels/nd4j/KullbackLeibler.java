package org.deciban.tunnels.nd4j;

import java.util.List;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.SequenceModel;

/** The divergence of a model from the exact posterior. */
final class KullbackLeibler {
    private KullbackLeibler() {}

    /** Σ p log2(p / q), mean over all positions where the model is asked; infinite where q is 0 and p is not. */
    static double meanBits(AnalyticTask task, SequenceModel model, List<LabelledSequence> sequences) {
        List<double[][]> predictions = model.predictAll(sequences);
        double sum = 0;
        long questions = 0;
        for (int s = 0; s < sequences.size(); s++) {
            LabelledSequence sequence = sequences.get(s);
            double[][] exact = task.posterior(sequence.tokens(), sequence.positions());
            for (int q = 0; q < exact.length; q++, questions++) {
                for (int outcome = 0; outcome < exact[q].length; outcome++) {
                    double p = exact[q][outcome];
                    sum += p > 0 ? p * Math.log(p / predictions.get(s)[q][outcome]) : 0;
                }
            }
        }
        return sum / questions / Math.log(2);
    }
}
