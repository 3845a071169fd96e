package org.deciban.transformer.onnx;

import ai.onnxruntime.OrtException;
import java.util.List;
import org.deciban.transformer.io.OnnxExporter;
import org.deciban.transformer.io.OnnxType;

/** The outputs of a session, as results or as exceptions. */
final class OnnxRuns {
    private final OnnxSession session;
    private final OnnxType type;
    private final OnnxSession.Output reads;
    private final OnnxSession.Output posteriors;

    OnnxRuns(OnnxSession session, OnnxType type, int readCount, int cells, List<Integer> states) {
        int most = states.stream().mapToInt(Integer::intValue).max().orElseThrow();
        this.session = session;
        this.type = type;
        this.reads = new OnnxSession.Output(OnnxExporter.READS, readCount, cells);
        this.posteriors = new OnnxSession.Output(OnnxExporter.POSTERIORS, states.size(), most);
    }

    OnnxDevice device() {
        return session.device();
    }

    double[][][] reads(double[][] inputs) throws OrtException {
        return finite(session.run(inputs, reads));
    }

    double[][][] posteriors(double[][] inputs) throws OrtException {
        return finite(session.run(inputs, posteriors));
    }

    private double[][][] finite(double[][][] results) {
        for (int run = 0; run < results.length; run++) {
            for (double[] row : results[run]) {
                for (double value : row) {
                    if (!Double.isFinite(value)) {
                        throw new ArithmeticException("run " + run + " left the range of " + type
                                + ": the residual stream is infinite or NaN. Maybe the dense engine says where?");
                    }
                }
            }
        }
        return results;
    }
}
