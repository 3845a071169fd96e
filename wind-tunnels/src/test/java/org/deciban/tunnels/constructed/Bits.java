package org.deciban.tunnels.constructed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.ReadOut;
import org.deciban.transformer.Transformer;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.SequenceModel;

/** Distances in bits, and weights that are moved. */
final class Bits {
    /** What counts as exact. */
    static final double EXACT = 1e-12;

    private Bits() {}

    /**
     * The worst KL(posterior ‖ model) of any position in bits, or the worst difference of any probability if that is larger; +∞ where the
     * model rules out what can be. KL is quadratic in small errors: it alone would not see a weight off by a millionth.
     */
    static double worst(AnalyticTask task, SequenceModel model, LabelledSequence sequence) {
        double[][] posterior = task.posterior(sequence.tokens(), sequence.positions());
        return worst(posterior, model.predict(sequence.tokens(), sequence.positions()));
    }

    static double worst(double[][] expected, double[][] actual) {
        double worst = 0;
        for (int p = 0; p < expected.length; p++) {
            // Terms p ln(p/q) − p + q, each of which is ≥ 0: no cancellation hides an error.
            double bits = 0;
            for (int s = 0; s < expected[p].length; s++) {
                double is = expected[p][s];
                double says = actual[p][s];
                bits += (is == 0 ? 0 : is * Math.log(is / says)) - is + says;
            }
            worst = Double.isNaN(bits) ? Double.POSITIVE_INFINITY : Math.max(worst, bits / Math.log(2));
        }
        return Math.max(worst, worstDifference(expected, actual));
    }

    /** The worst difference of any probability. */
    static double worstDifference(double[][] expected, double[][] actual) {
        double worst = 0;
        for (int p = 0; p < expected.length; p++) {
            for (int s = 0; s < expected[p].length; s++) {
                worst = Math.max(worst, Math.abs(expected[p][s] - actual[p][s]));
            }
        }
        return worst;
    }

    /** The program with one entry of W_O of a head moved. */
    static Program withOutputMoved(Program program, String layerName, String headName, int to, int channel, double by) {
        List<Layer> layers = new ArrayList<>();
        for (Layer layer : program.transformer().layers()) {
            List<AttentionHead> heads = new ArrayList<>();
            for (AttentionHead head : layer.heads()) {
                boolean found = layer.name().equals(layerName) && head.name().equals(headName);
                heads.add(
                        found
                                ? new AttentionHead(
                                        head.name(), head.wQ(), head.wK(), head.wV(), moved(head.wO(), to, channel, by))
                                : head);
            }
            layers.add(new Layer(layer.name(), heads, layer.feedForward()));
        }
        return new Program(
                new Transformer(program.transformer().layout(), layers),
                program.tokens(),
                program.inputs(),
                program.readOut());
    }

    /** The program with one entry of the logits moved. */
    static Program withLogitMoved(Program program, int row, int cell, double by) {
        ReadOut readOut = program.readOut();
        return new Program(
                program.transformer(),
                program.tokens(),
                program.inputs(),
                new ReadOut(
                        readOut.layers(), readOut.cells(), moved(readOut.logits(), row, cell, by), readOut.states()));
    }

    private static Matrix moved(Matrix matrix, int row, int column, double by) {
        double[] entries = matrix.toRowMajor();
        entries[row * matrix.columns() + column] += by;
        return Matrix.ofRowMajor(matrix.rows(), matrix.columns(), entries);
    }

    static double entropyInBits(double[] distribution) {
        return Arrays.stream(distribution)
                .map(p -> p == 0 ? 0 : -p * Math.log(p) / Math.log(2))
                .sum();
    }
}
