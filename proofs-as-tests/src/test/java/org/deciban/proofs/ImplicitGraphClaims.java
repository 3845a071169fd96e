package org.deciban.proofs;

import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.deciban.proofs.claims.published.LayerRounds;
import org.deciban.transformer.AttentionHead;
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
    private final Engine engine;
    private final LayerRounds rounds;

    ImplicitGraphClaims(Engine engine) {
        this.engine = engine;
        this.rounds = new LayerRounds(engine);
    }

    /** From the same states, a layer of the engine and a round on the implicit graph arrive at the same states. */
    void everyLayerIsARound(Transformer transformer, Matrix tokens) {
        assertClose(rounds.layers(transformer, tokens), LayerRounds.ROUNDING);
    }

    /** The edges are the attention patterns of the engine, and the edges into a node sum to 1. */
    void edgesAreTheAttention(Transformer transformer, Matrix tokens) {
        assertClose(rounds.edges(transformer, tokens), LayerRounds.EDGE_ROUNDING);
    }

    private static void assertClose(LayerRounds.Worst worst, double tolerance) {
        if (!(worst.error() <= tolerance)) {
            throw new AssertionError(
                    worst.where() + ", off by " + worst.error() + " of its terms where " + tolerance + " is allowed");
        }
    }

    /** The patterns of some heads in every layer that holds them, in the order of the forward pass. */
    Map<HookPoint, Matrix> patterns(Transformer transformer, Predicate<AttentionHead> heads, Matrix tokens) {
        ForwardTrace trace = ForwardTrace.of(point -> point.site() == Site.PATTERN
                && heads.test(transformer.layers().get(point.layer()).heads().get(point.head())));
        engine.prepare(transformer).forward(tokens, trace);
        return trace.points().stream().collect(Collectors.toMap(point -> point, trace::get));
    }
}
