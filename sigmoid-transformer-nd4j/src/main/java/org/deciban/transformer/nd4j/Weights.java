package org.deciban.transformer.nd4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deciban.transformer.Activation;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Transformer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Weights as ND4J arrays. ND4J has no empty matrices: where a width is 0, one row or column of zeros takes its place. */
final class Weights {
    /**
     * A layer.
     *
     * @param output the output projections of all heads side by side, shape {@code [d, Σ d_v]}
     */
    record OfLayer(String name, List<OfHead> heads, INDArray output, OfFeedForward feedForward) {}

    /** The projections of a head that read the stream, shapes {@code [d_k, d]}, {@code [d_k, d]} and {@code [d_v, d]}. */
    record OfHead(String name, INDArray queries, INDArray keys, INDArray values) {}

    /** A feed-forward; biases stay in Java, where {@link Arithmetic} takes them. */
    record OfFeedForward(boolean isNone, INDArray w1, double[] b1, INDArray w2, double[] b2, Activation activation) {}

    private final Precision precision;

    private Weights(Precision precision) {
        this.precision = precision;
    }

    /** The layers of a transformer in order; equal ones are the same arrays. */
    static List<OfLayer> of(Transformer transformer, Precision precision) {
        Weights weights = new Weights(precision);
        Map<Layer, OfLayer> distinct = new HashMap<>();
        return transformer.layers().stream()
                .map(layer -> distinct.computeIfAbsent(layer, weights::of))
                .toList();
    }

    private OfLayer of(Layer layer) {
        List<OfHead> heads = new ArrayList<>();
        for (AttentionHead head : layer.heads()) {
            heads.add(new OfHead(head.name(), array(head.wQ()), array(head.wK()), array(head.wV())));
        }
        return new OfLayer(layer.name(), heads, output(layer), of(layer.feedForward()));
    }

    private INDArray output(Layer layer) {
        int d = layer.modelDim();
        int width = layer.heads().stream().mapToInt(Weights::valueWidth).sum();
        double[] columns = new double[Math.multiplyExact(d, Math.max(1, width))];
        int column = 0;
        for (AttentionHead head : layer.heads()) {
            for (int row = 0; row < d; row++) {
                int at = row;
                int first = column;
                head.wO().forEachInRow(row, (c, value) -> columns[(first + c) * d + at] = value);
            }
            column += valueWidth(head);
        }
        return array(d, columns);
    }

    private static int valueWidth(AttentionHead head) {
        return Math.max(1, head.valueDim());
    }

    private OfFeedForward of(FeedForward feedForward) {
        return new OfFeedForward(
                feedForward.isNone(),
                array(feedForward.w1()),
                precision.fit(Arrays.copyOf(feedForward.b1().toRowMajor(), Math.max(1, feedForward.hiddenDim()))),
                array(feedForward.w2()),
                precision.fit(feedForward.b2().toRowMajor()),
                feedForward.activation());
    }

    private INDArray array(Matrix matrix) {
        int height = Math.max(1, matrix.rows());
        double[] columns = new double[Math.multiplyExact(height, Math.max(1, matrix.columns()))];
        for (int row = 0; row < matrix.rows(); row++) {
            int at = row;
            matrix.forEachInRow(row, (column, value) -> columns[column * height + at] = value);
        }
        return array(height, columns);
    }

    private INDArray array(int height, double[] columns) {
        return array(precision.fit(columns), height, precision);
    }

    /** A matrix of given height from its entries, column by column. */
    static INDArray array(double[] columns, int height, Precision precision) {
        return Nd4j.createFromArray(columns).castTo(precision.dataType()).reshape('f', height, columns.length / height);
    }
}
