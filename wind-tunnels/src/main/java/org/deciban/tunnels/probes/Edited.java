package org.deciban.tunnels.probes;

import java.util.List;
import java.util.Map;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.ObservableModel;
import org.deciban.tunnels.meters.Sample;

/** Predictions while the residual stream is edited. */
final class Edited {
    private Edited() {}

    /** Of every sequence, in parallel: shape {@code [positions, outcomes]} each. */
    static List<double[][]> predict(ObservableModel model, Sample sample, Map<Integer, AxisEdit> edits) {
        return sample.sequences().parallelStream()
                .map(sequence -> predict(model, sequence, edits))
                .toList();
    }

    private static double[][] predict(ObservableModel model, LabelledSequence sequence, Map<Integer, AxisEdit> edits) {
        int[] positions = sequence.positions();
        return model.predict(sequence.tokens(), positions, AxisEdit.at(edits, positions));
    }
}
