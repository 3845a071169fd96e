package org.deciban.proofs.claims.published;

import java.util.Arrays;
import java.util.function.BiFunction;
import org.deciban.compiler.decompile.ImplicitHead;
import org.deciban.compiler.decompile.ImplicitRound;
import org.deciban.compiler.decompile.WeightedEdge;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;

/** How far the layers of a forward pass are from rounds on the implicit graph. */
public final class LayerRounds {
    /** Per unit of {@link Yardstick}: 18 ulps of 1. Below a yardstick of 250 this is 1e-12. */
    public static final double ROUNDING = 4e-15;

    /** An attention weight is as exact as its score; per unit of the largest score of its head. */
    public static final double EDGE_ROUNDING = 1e-14;

    private final Engine engine;

    /**
     * The largest disagreement found.
     *
     * @param error per unit of what is added up there, see {@link Yardstick}
     * @param where the place and the two numbers
     */
    public record Worst(double error, String where) {
        static final Worst NONE = new Worst(0, "nowhere");

        /** The larger of the two; one that is NaN is larger. */
        Worst or(Worst other) {
            return other.error <= error ? this : other;
        }

        /** Of two numbers that are the same but for rounding. */
        static Worst of(double actual, double expected, double size, String where) {
            return new Worst(Math.abs(actual - expected) / size, where + ": " + actual + ", by the engine " + expected);
        }
    }

    /** Rounds against this engine. */
    public LayerRounds(Engine engine) {
        this.engine = engine;
    }

    /** From the same states, a layer of the engine and a round on the implicit graph of these states. */
    public Worst layers(Transformer transformer, Matrix tokens) {
        return layers(transformer, tokens, ImplicitRound::of);
    }

    /** The same with another way from a layer and its states to a graph. */
    Worst layers(Transformer transformer, Matrix tokens, BiFunction<Layer, Matrix, ImplicitRound> graph) {
        ForwardTrace trace = ForwardTrace.ofResiduals();
        engine.prepare(transformer).forward(tokens, trace);
        Worst worst = Worst.NONE;
        for (int l = 0; l < transformer.layers().size(); l++) {
            Matrix before = trace.get(HookPoint.residual(l, Site.RESID_PRE));
            Matrix expected = trace.get(HookPoint.residual(l, Site.RESID_POST));
            ImplicitRound round = graph.apply(transformer.layers().get(l), before);
            double[][] size = Yardstick.of(round, before, trace.get(HookPoint.residual(l, Site.RESID_MID)));
            Matrix actual = WeightedPropagation.round(round, before);
            for (int i = 0; i < size.length; i++) {
                for (int d = 0; d < size[i].length; d++) {
                    String where = "layer " + l + ", token " + i + ", dimension " + d;
                    worst = worst.or(Worst.of(actual.get(i, d), expected.get(i, d), size[i][d], where));
                }
            }
        }
        return worst;
    }

    /** The edges against the attention patterns of the engine, and the sum of the edges into a node against 1. */
    public Worst edges(Transformer transformer, Matrix tokens) {
        ForwardTrace trace = ForwardTrace.of(point -> true);
        engine.prepare(transformer).forward(tokens, trace);
        Worst worst = Worst.NONE;
        for (int l = 0; l < transformer.layers().size(); l++) {
            Layer layer = transformer.layers().get(l);
            ImplicitRound round = ImplicitRound.of(layer, trace.get(HookPoint.residual(l, Site.RESID_PRE)));
            for (int h = 0; h < layer.heads().size(); h++) {
                double[] scores = trace.get(new HookPoint(l, h, Site.SCORES)).toRowMajor();
                double size =
                        Math.max(1, Arrays.stream(scores).map(Math::abs).max().orElse(0));
                Matrix pattern = trace.get(new HookPoint(l, h, Site.PATTERN));
                double[][] edges = weights(round.heads().get(h), tokens.rows());
                for (int i = 0; i < edges.length; i++) {
                    worst = worst.or(Worst.of(Arrays.stream(edges[i]).sum(), 1, 1, "edges into " + i));
                    for (int j = 0; j < edges.length; j++) {
                        String where = "layer " + l + ", head " + h + ", edge " + j + " → " + i;
                        worst = worst.or(Worst.of(edges[i][j], pattern.get(i, j), size, where));
                    }
                }
            }
        }
        return worst;
    }

    private static double[][] weights(ImplicitHead head, int nodes) {
        double[][] weights = new double[nodes][nodes];
        for (WeightedEdge edge : head.edges()) {
            weights[edge.to()][edge.from()] = edge.weight();
        }
        return weights;
    }
}
