package org.deciban.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Layer;
import org.deciban.transformer.engine.PreparedTransformer;
import org.deciban.transformer.nd4j.Nd4jEngine;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A forward pass against the products of matrices in it.
 *
 * @param flops of the products: projections, scores, mixing, output and feed-forward; exponentials and the like count nothing
 * @param seconds of one pass, the fastest of several
 * @param gigaflops {@code flops / seconds}
 * @param productGigaflops ND4J's rate of products of these shapes alone, each the fastest of several, weighed by their flops
 * @param squareGigaflops ND4J's rate of a product of two square matrices of 2048 rows
 * @param ofProducts {@code gigaflops / productGigaflops}
 * @param ofSquare {@code gigaflops / squareGigaflops}
 */
record PassTimes(
        int tokens,
        int modelDim,
        int layers,
        int heads,
        double flops,
        double seconds,
        double gigaflops,
        double productGigaflops,
        double squareGigaflops,
        double ofProducts,
        double ofSquare) {
    private static final int REPETITIONS = 15;
    /** Tokens or queries that one product takes, as in the engine. */
    private static final int BLOCK = 256;

    /** {@code [m, k] · [k, n]}. */
    private record Shape(int m, int k, int n) {
        double flops() {
            return 2.0 * m * k * n;
        }
    }

    static PassTimes measure(DenseModel model) {
        int tokens = model.tokens().rows();
        int d = model.tokens().columns();
        Map<Shape, Double> times = new LinkedHashMap<>();
        model.transformer().layers().forEach(layer -> count(layer, tokens, times));
        Map<Shape, Double> rates = new LinkedHashMap<>();
        Shape square = new Shape(2048, 2048, 2048);
        double squareRate = 0;
        double seconds = Double.POSITIVE_INFINITY;
        PreparedTransformer prepared = new Nd4jEngine().prepare(model.transformer());
        for (int i = 0; i < REPETITIONS; i++) {
            long start = System.nanoTime();
            prepared.forward(model.tokens());
            seconds = Math.min(seconds, 1e-9 * (System.nanoTime() - start));
            times.keySet().forEach(shape -> rates.merge(shape, rate(shape), Math::max));
            squareRate = Math.max(squareRate, rate(square));
        }
        double flops = 0;
        double productSeconds = 0;
        for (Map.Entry<Shape, Double> entry : times.entrySet()) {
            double ofShape = entry.getValue() * entry.getKey().flops();
            flops += ofShape;
            productSeconds += ofShape / rates.get(entry.getKey());
        }
        double rate = flops / seconds;
        return new PassTimes(
                tokens,
                d,
                model.transformer().layers().size(),
                model.transformer().spec().heads(),
                flops,
                seconds,
                1e-9 * rate,
                1e-9 * flops / productSeconds,
                1e-9 * squareRate,
                rate * productSeconds / flops,
                rate / squareRate);
    }

    /** Adds how often a layer does which product. */
    private static void count(Layer layer, int tokens, Map<Shape, Double> times) {
        int d = layer.modelDim();
        double blocks = (double) tokens / BLOCK;
        int width = 0;
        for (AttentionHead head : layer.heads()) {
            times.merge(new Shape(head.keyDim(), d, BLOCK), 2 * blocks, Double::sum);
            times.merge(new Shape(head.valueDim(), d, BLOCK), blocks, Double::sum);
            times.merge(new Shape(tokens, head.keyDim(), BLOCK), blocks, Double::sum);
            times.merge(new Shape(head.valueDim(), tokens, BLOCK), blocks, Double::sum);
            width += head.valueDim();
        }
        times.merge(new Shape(d, width, BLOCK), blocks, Double::sum);
        if (layer.feedForward().hiddenDim() > 0) {
            times.merge(new Shape(layer.feedForward().hiddenDim(), d, BLOCK), blocks, Double::sum);
            times.merge(new Shape(d, layer.feedForward().hiddenDim(), BLOCK), blocks, Double::sum);
        }
    }

    /** Flops in a second by as many threads as there are processors, or by those of ND4J if it has several. */
    private static double rate(Shape shape) {
        int threads =
                Nd4j.getEnvironment().maxMasterThreads() > 1 ? 1 : Runtime.getRuntime().availableProcessors();
        int each = (int) Math.max(1, 2e8 / shape.flops());
        INDArray left = Nd4j.rand(DataType.DOUBLE, shape.k, shape.m).transpose();
        INDArray right = Nd4j.rand(DataType.DOUBLE, shape.n, shape.k).transpose();
        INDArray[] products = IntStream.range(0, threads)
                .mapToObj(t -> Nd4j.create(DataType.DOUBLE, new long[] {shape.m, shape.n}, 'f'))
                .toArray(INDArray[]::new);
        double fastest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 2; i++) {
            long start = System.nanoTime();
            IntStream.range(0, threads).parallel().forEach(t -> {
                for (int j = 0; j < each; j++) {
                    left.mmuli(right, products[t]);
                }
            });
            fastest = Math.min(fastest, 1e-9 * (System.nanoTime() - start));
        }
        for (INDArray product : products) {
            product.close();
        }
        return threads * each * shape.flops() / fastest;
    }
}
