package org.deciban.proofs;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.deciban.compiler.decompile.ImplicitHead;
import org.deciban.compiler.decompile.ImplicitRound;
import org.deciban.compiler.decompile.WeightedEdge;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;

/**
 * Every layer of every transformer is one round of weighted belief propagation on G(W): the claims, with the engine as a
 * parameter.
 */
final class ImplicitGraphClaims {
    /** Per unit of {@link Yardstick}: 18 ulps of 1. Below a yardstick of 250 this is 1e-12. */
    private static final double ROUNDING = 4e-15;

    private final Engine engine;

    ImplicitGraphClaims(Engine engine) {
        this.engine = engine;
    }

    /** From the same states, a layer of the engine and a round on the implicit graph arrive at the same states. */
    void everyLayerIsARound(Transformer transformer, Matrix tokens) {
        ForwardTrace trace = ForwardTrace.ofResiduals();
        engine.prepare(transformer).forward(tokens, trace);
        for (int l = 0; l < transformer.layers().size(); l++) {
            Matrix before = trace.get(HookPoint.residual(l, Site.RESID_PRE));
            Matrix expected = trace.get(HookPoint.residual(l, Site.RESID_POST));
            ImplicitRound round = ImplicitRound.of(transformer.layers().get(l), before);
            double[][] size = Yardstick.of(round, before, trace.get(HookPoint.residual(l, Site.RESID_MID)));
            Matrix actual = round.pass(before);
            for (int i = 0; i < size.length; i++) {
                for (int d = 0; d < size[i].length; d++) {
                    String where = "layer " + l + ", token " + i + ", dimension " + d;
                    assertClose(actual.get(i, d), expected.get(i, d), ROUNDING * size[i][d], where);
                }
            }
        }
    }

    /** The edges are the attention patterns of the engine, and the edges into a node sum to 1. */
    void edgesAreTheAttention(Transformer transformer, Matrix tokens) {
        ForwardTrace trace = ForwardTrace.of(point -> true);
        engine.prepare(transformer).forward(tokens, trace);
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
                    assertClose(Arrays.stream(edges[i]).sum(), 1, 1e-14, "edges into " + i);
                    for (int j = 0; j < edges.length; j++) {
                        String where = "layer " + l + ", head " + h + ", edge " + j + " → " + i;
                        assertClose(edges[i][j], pattern.get(i, j), 1e-14 * size, where);
                    }
                }
            }
        }
    }

    private static void assertClose(double actual, double expected, double tolerance, String where) {
        if (!(Math.abs(actual - expected) <= tolerance)) {
            throw new AssertionError(where + ": " + actual + ", by the engine " + expected + ", off by "
                    + (actual - expected) + " where " + tolerance + " is allowed");
        }
    }

    private static double[][] weights(ImplicitHead head, int nodes) {
        double[][] weights = new double[nodes][nodes];
        for (WeightedEdge edge : head.edges()) {
            weights[edge.to()][edge.from()] = edge.weight();
        }
        return weights;
    }

    /** The patterns of some heads in every layer that holds them, in the order of the forward pass. */
    Map<HookPoint, Matrix> patterns(Transformer transformer, Predicate<AttentionHead> heads, Matrix tokens) {
        ForwardTrace trace = ForwardTrace.of(point -> point.site() == Site.PATTERN
                && heads.test(transformer.layers().get(point.layer()).heads().get(point.head())));
        engine.prepare(transformer).forward(tokens, trace);
        return trace.points().stream().collect(Collectors.toMap(point -> point, trace::get));
    }
}
