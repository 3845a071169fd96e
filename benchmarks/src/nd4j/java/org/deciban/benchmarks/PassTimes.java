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
 * @param wall by wall time, which other load on the machine spoils
 * @param processor by processor time of all threads, which hides waiting
 */
record PassTimes(
        int tokens,
        int modelDim,
        int layers,
        int heads,
        double flops,
        Rates wall,
        Rates processor) {
    /**
     * Rates by one clock.
     *
     * @param seconds of one pass, the fastest of several
     * @param gigaflops {@code flops / seconds}
     * @param productGigaflops ND4J's rate of products of these shapes alone, each the fastest of several, weighed by their flops
     * @param squareGigaflops ND4J's rate of a product of two square matrices of 2048 rows
     * @param ofProducts {@code gigaflops / productGigaflops}
     * @param ofSquare {@code gigaflops / squareGigaflops}
     */
    record Rates(
            double seconds,
            double gigaflops,
            double productGigaflops,
            double squareGigaflops,
            double ofProducts,
            double ofSquare) {
        static Rates of(double flops, double seconds, double productSeconds, double squareSecondsPerFlop) {
            double rate = flops / seconds;
            return new Rates(
                    seconds,
                    1e-9 * rate,
                    1e-9 * flops / productSeconds,
                    1e-9 / squareSecondsPerFlop,
                    productSeconds / seconds,
                    rate * squareSecondsPerFlop);
        }
    }

    private static final int REPETITIONS = 12;
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
        Shape square = new Shape(2048, 2048, 2048);
        Map<Shape, Span> perFlop = new LinkedHashMap<>();
        Span pass = Span.ENDLESS;
        PreparedTransformer prepared = new Nd4jEngine().prepare(model.transformer());
        for (int i = 0; i < REPETITIONS; i++) {
            pass = pass.orShorter(Span.of(() -> prepared.forward(model.tokens())));
            times.keySet().forEach(shape -> perFlop.merge(shape, perFlop(shape), Span::orShorter));
            perFlop.merge(square, perFlop(square), Span::orShorter);
        }
        double flops = 0;
        double productWall = 0;
        double productProcessor = 0;
        for (Map.Entry<Shape, Double> entry : times.entrySet()) {
            double ofShape = entry.getValue() * entry.getKey().flops();
            flops += ofShape;
            productWall += ofShape * perFlop.get(entry.getKey()).wall();
            productProcessor += ofShape * perFlop.get(entry.getKey()).processor();
        }
        Span ofSquare = perFlop.get(square);
        return new PassTimes(
                tokens,
                d,
                model.transformer().layers().size(),
                model.transformer().spec().heads(),
                flops,
                Rates.of(flops, pass.wall(), productWall, ofSquare.wall()),
                Rates.of(flops, pass.processor(), productProcessor, ofSquare.processor()));
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

    /** Seconds a flop by as many threads as there are processors, or by those of ND4J if it has several. */
    private static Span perFlop(Shape shape) {
        int threads =
                Nd4j.getEnvironment().maxMasterThreads() > 1 ? 1 : Runtime.getRuntime().availableProcessors();
        int each = (int) Math.max(1, 5e9 / shape.flops());
        INDArray left = Nd4j.rand(DataType.DOUBLE, shape.k, shape.m).transpose();
        INDArray right = Nd4j.rand(DataType.DOUBLE, shape.n, shape.k).transpose();
        INDArray[] products = IntStream.range(0, threads)
                .mapToObj(t -> Nd4j.create(DataType.DOUBLE, new long[] {shape.m, shape.n}, 'f'))
                .toArray(INDArray[]::new);
        Runnable multiply = () -> IntStream.range(0, threads).parallel().forEach(t -> {
            for (int j = 0; j < each; j++) {
                left.mmuli(right, products[t]);
            }
        });
        Span span = Span.of(multiply).orShorter(Span.of(multiply));
        for (INDArray product : products) {
            product.close();
        }
        return span.over(threads * each * shape.flops());
    }
}
