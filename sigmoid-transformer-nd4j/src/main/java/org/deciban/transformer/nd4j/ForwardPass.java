package org.deciban.transformer.nd4j;

import java.util.List;
import org.deciban.transformer.trace.ForwardObserver;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The layers on the residual streams of one run or several. */
final class ForwardPass {
    /** Tokens that one product of matrices takes. */
    private static final int BLOCK = 512;

    private final List<Weights.OfLayer> layers;
    private final Arithmetic arithmetic;
    private final Precision precision;

    ForwardPass(List<Weights.OfLayer> layers, Arithmetic arithmetic, Precision precision) {
        this.layers = layers;
        this.arithmetic = arithmetic;
        this.precision = precision;
    }

    /**
     * Runs all layers, in place.
     *
     * @param observer sees a stream of one run; for several it must be {@link ForwardObserver#NONE}
     */
    void run(Stream stream, ForwardObserver observer, LayerListener listener) {
        try (Scratch scratch = new Scratch(precision)) {
            for (int l = 0; l < layers.size(); l++) {
                Weights.OfLayer layer = layers.get(l);
                show(stream, observer, HookPoint.residual(l, Site.RESID_PRE));
                attend(stream, layer, l, scratch, observer);
                stream.requireFinite(arithmetic, precision, l, layer.name());
                show(stream, observer, HookPoint.residual(l, Site.RESID_MID));
                feed(stream, layer.feedForward(), scratch);
                stream.requireFinite(arithmetic, precision, l, layer.name());
                show(stream, observer, HookPoint.residual(l, Site.RESID_POST));
                listener.after(l, stream);
            }
        }
    }

    private void show(Stream stream, ForwardObserver observer, HookPoint point) {
        if (observer.wants(point)) {
            observer.observe(point, stream.toMatrix(arithmetic));
        }
    }

    private void attend(Stream stream, Weights.OfLayer layer, int l, Scratch scratch, ForwardObserver observer) {
        if (layer.heads().isEmpty()) {
            return;
        }
        INDArray mixed = scratch.take(layer.output().columns(), stream.columns());
        int row = 0;
        for (int h = 0; h < layer.heads().size(); h++) {
            Weights.OfHead head = layer.heads().get(h);
            INDArray queries = project(head.queries(), stream, scratch);
            INDArray keys = project(head.keys(), stream, scratch);
            INDArray values = project(head.values(), stream, scratch);
            HeadRecording recording = new HeadRecording(observer, l, h, head.name(), stream.tokens());
            new Attention(stream, arithmetic, scratch, queries, keys, values).mixInto(mixed, row, recording);
            recording.show(observer, precision);
            row += values.rows();
            List.of(queries, keys, values).forEach(scratch::release);
        }
        double[] noBias = new double[stream.modelDim()];
        forEachBlock(stream, block -> addProduct(layer.output(), block.of(mixed), stream, block, noBias, scratch));
        scratch.release(mixed);
    }

    private INDArray project(INDArray weights, Stream stream, Scratch scratch) {
        INDArray projected = scratch.take(weights.rows(), stream.columns());
        forEachBlock(stream, block -> weights.mmuli(block.of(stream.array()), block.of(projected)));
        return projected;
    }

    private void feed(Stream stream, Weights.OfFeedForward feedForward, Scratch scratch) {
        if (feedForward.isNone()) {
            return;
        }
        forEachBlock(stream, block -> {
            INDArray hidden = scratch.take(feedForward.w1().rows(), block.count());
            feedForward.w1().mmuli(block.of(stream.array()), hidden);
            arithmetic.activate(hidden, block.count(), feedForward.b1(), feedForward.activation());
            addProduct(feedForward.w2(), hidden, stream, block, feedForward.b2(), scratch);
            scratch.release(hidden);
        });
    }

    private void addProduct(
            INDArray weights, INDArray input, Stream stream, Columns block, double[] bias, Scratch scratch) {
        INDArray update = scratch.take(stream.modelDim(), block.count());
        weights.mmuli(input, update);
        arithmetic.add(stream.array(), block.from(), update, block.count(), bias);
        scratch.release(update);
    }

    private void forEachBlock(Stream stream, java.util.function.Consumer<Columns> task) {
        Columns.forEachBlock(stream.columns(), BLOCK, arithmetic.inParallel(), task);
    }
}
