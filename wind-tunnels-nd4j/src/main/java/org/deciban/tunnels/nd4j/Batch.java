package org.deciban.tunnels.nd4j;

import java.util.List;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.TokenSequence;
import org.deciban.tunnels.learned.LearnedSpec;
import org.deciban.tunnels.learned.ModelKind;
import org.deciban.tunnels.learned.TrainingTarget;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Sequences as arrays. Rows are tokens, ordered by sequence, then by position; for an LSTM by position, then by sequence.
 *
 * @param tokens shape {@code [rows, inputs]}
 * @param positions one-hot, shape {@code [rows, maximum length]}
 * @param targets what is to come out, 0 where the model is not asked, shape {@code [rows, outcomes]}. For cross-entropies they are
 *     divided by the number of questions
 * @param weights what the squares of a row count for, shape {@code [rows, 1]}
 * @param ones shape {@code [rows, 1]}
 */
record Batch(INDArray tokens, INDArray positions, INDArray targets, INDArray weights, INDArray ones)
        implements AutoCloseable {
    /** Frees the arrays: what waits for the garbage collector may outgrow the machine. */
    @Override
    public void close() {
        for (INDArray array : new INDArray[] {tokens, positions, targets, weights, ones}) {
            if (array.closeable()) {
                array.close();
            }
        }
    }

    /** The rows of a batch. */
    private record Order(int sequences, int length, boolean byPosition) {
        int row(int sequence, int position) {
            return byPosition ? position * sequences + sequence : sequence * length + position;
        }
    }

    static Batch of(
            AnalyticTask task,
            List<LabelledSequence> sequences,
            LearnedSpec spec,
            int length,
            TrainingTarget target,
            DataType type) {
        Order order = new Order(sequences.size(), length, spec.kind() == ModelKind.LSTM);
        int rows = sequences.size() * length;
        double[] positions = new double[rows * (order.byPosition() ? 0 : spec.maximumLength())];
        double[] tokens = new double[rows * spec.inputs()];
        double[] targets = new double[rows * spec.outcomes()];
        double[] weights = new double[rows];
        int questions = sequences.stream()
                .mapToInt(sequence -> sequence.positions().length)
                .sum();
        double share = 1.0 / questions;
        for (int s = 0; s < sequences.size(); s++) {
            LabelledSequence sequence = sequences.get(s);
            putTokens(sequence.tokens(), s, order, spec.inputs(), tokens);
            for (int position = 0; position < length && positions.length > 0; position++) {
                positions[order.row(s, position) * spec.maximumLength() + position] = 1;
            }
            double[][] wanted = wanted(task, sequence, target);
            int[] asked = sequence.positions();
            for (int q = 0; q < asked.length; q++) {
                int row = order.row(s, asked[q]);
                weights[row] = share / spec.outcomes();
                for (int outcome = 0; outcome < spec.outcomes(); outcome++) {
                    targets[row * spec.outcomes() + outcome] =
                            wanted[q][outcome] * (target == TrainingTarget.SQUARED_ERROR ? 1 : share);
                }
            }
        }
        return new Batch(
                array(tokens, rows, type),
                positions.length == 0 ? Nd4j.empty(type) : array(positions, rows, type),
                array(targets, rows, type),
                array(weights, rows, type),
                Nd4j.ones(type, rows, 1));
    }

    private static void putTokens(TokenSequence tokens, int sequence, Order order, int width, double[] to) {
        if (tokens.length() != order.length()) {
            throw new IllegalArgumentException("sequences of a task that is trained must all have " + order.length()
                    + " tokens, got " + tokens.length());
        }
        for (int position = 0; position < order.length(); position++) {
            int at = order.row(sequence, position) * width;
            if (tokens.isSymbolic()) {
                to[at + tokens.symbol(position)] = 1;
            } else {
                System.arraycopy(tokens.row(position), 0, to, at, width);
            }
        }
    }

    private static double[][] wanted(AnalyticTask task, LabelledSequence sequence, TrainingTarget target) {
        if (target != TrainingTarget.LABELS) {
            return task.posterior(sequence.tokens(), sequence.positions());
        }
        int[] labels = sequence.labels();
        double[][] wanted = new double[labels.length][task.outcomes().size()];
        for (int q = 0; q < labels.length; q++) {
            wanted[q][labels[q]] = 1;
        }
        return wanted;
    }

    private static INDArray array(double[] values, int rows, DataType type) {
        if (type == DataType.DOUBLE) {
            return Nd4j.createFromArray(values).reshape(rows, values.length / rows);
        }
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return Nd4j.createFromArray(floats).reshape(rows, values.length / rows);
    }
}
