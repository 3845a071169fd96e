package org.deciban.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deciban.proofs.generators.DenseCase;
import org.deciban.proofs.generators.DenseTransformers;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.engine.PreparedTransformer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The claims about the implicit graph notice an engine that runs with one weight moved by 1e-9. */
class ImplicitGraphBitesTest {
    private static final int CASES = 60;

    /** An engine that changes every layer before it runs it. */
    private record Tampered(String name, UnaryOperator<Layer> change) implements Engine {
        @Override
        public PreparedTransformer prepare(Transformer transformer) {
            List<Layer> layers = transformer.layers().stream().map(change).toList();
            return new DenseEngine().prepare(new Transformer(transformer.layout(), layers));
        }
    }

    static Stream<Arguments> weights() {
        return Stream.of(
                Arguments.of(
                        "W_Q", onFirstHead(h -> new AttentionHead(h.name(), moved(h.wQ()), h.wK(), h.wV(), h.wO()))),
                Arguments.of(
                        "W_K", onFirstHead(h -> new AttentionHead(h.name(), h.wQ(), moved(h.wK()), h.wV(), h.wO()))),
                Arguments.of(
                        "W_V", onFirstHead(h -> new AttentionHead(h.name(), h.wQ(), h.wK(), moved(h.wV()), h.wO()))),
                Arguments.of(
                        "W_O", onFirstHead(h -> new AttentionHead(h.name(), h.wQ(), h.wK(), h.wV(), moved(h.wO())))),
                Arguments.of(
                        "W_1", onUnits(f -> new FeedForward(moved(f.w1()), f.b1(), f.w2(), f.b2(), f.activation()))),
                Arguments.of(
                        "b_1", onUnits(f -> new FeedForward(f.w1(), moved(f.b1()), f.w2(), f.b2(), f.activation()))),
                Arguments.of(
                        "W_2", onUnits(f -> new FeedForward(f.w1(), f.b1(), moved(f.w2()), f.b2(), f.activation()))),
                Arguments.of(
                        "b_2", onUnits(f -> new FeedForward(f.w1(), f.b1(), f.w2(), moved(f.b2()), f.activation()))));
    }

    private static UnaryOperator<Layer> onFirstHead(UnaryOperator<AttentionHead> change) {
        return layer -> {
            List<AttentionHead> heads = new ArrayList<>(layer.heads());
            if (!heads.isEmpty()) {
                heads.set(0, change.apply(heads.get(0)));
            }
            return new Layer(layer.name(), heads, layer.feedForward());
        };
    }

    private static UnaryOperator<Layer> onUnits(UnaryOperator<FeedForward> change) {
        return layer -> layer.feedForward().hiddenDim() == 0
                ? layer
                : new Layer(layer.name(), layer.heads(), change.apply(layer.feedForward()));
    }

    private static Matrix moved(Matrix weights) {
        double[] entries = weights.toRowMajor();
        entries[0] += 1e-9;
        return Matrix.ofRowMajor(weights.rows(), weights.columns(), entries);
    }

    @ParameterizedTest(name = "everyLayerIsARound notices {0}")
    @MethodSource("weights")
    void noticesOneWeight(String weight, UnaryOperator<Layer> change) {
        ImplicitGraphClaims claims = new ImplicitGraphClaims(new Tampered(weight, change));
        assertThat(IntStream.range(0, CASES).filter(seed -> fails(claims, seed)).count())
                .as("cases in which the engine is caught")
                .isGreaterThan(CASES / 6);
    }

    private static boolean fails(ImplicitGraphClaims claims, long seed) {
        DenseCase given = DenseTransformers.draw(new Random(seed), 1);
        try {
            claims.everyLayerIsARound(given.transformer(), given.tokens());
            return false;
        } catch (AssertionError e) {
            return true;
        }
    }
}
