package org.deciban.transformer.engine;

import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.trace.ForwardObserver;
import org.deciban.transformer.trace.HookPoint.Site;

/**
 * The forward pass as written down in {@link org.deciban.transformer}, in float64: the definition that other engines are
 * compared with.
 *
 * <p>Every head scores every pair of tokens: a forward pass takes time proportional to {@code tokens² · heads}, and memory
 * proportional to {@code tokens · d} (scores or patterns that are looked at or replaced add {@code tokens²} each). exp and log are
 * {@link StrictMath}'s and every sum has a fixed order, so results are the same to the bit on every machine and for every
 * number of threads.
 */
public final class DenseEngine implements Engine {
    @Override
    public String name() {
        return "dense";
    }

    @Override
    public PreparedTransformer prepare(Transformer transformer) {
        return (tokens, observer) -> forward(transformer, tokens, observer);
    }

    private static Matrix forward(Transformer transformer, Matrix tokens, ForwardObserver observer) {
        int d = transformer.layout().modelDim();
        if (tokens.rows() == 0 || tokens.columns() != d) {
            throw new IllegalArgumentException("tokens must have shape [tokens ≥ 1, " + d + "], got " + tokens.shape());
        }
        observer.requireFits(transformer);
        Residual residual = new Residual(tokens);
        for (int l = 0; l < transformer.layers().size(); l++) {
            Layer layer = transformer.layers().get(l);
            Hooks hooks = new Hooks(observer, layer, l);
            residual.pass(hooks, Site.RESID_PRE);
            // All heads read the stream as it was before the layer; their outputs are summed into it afterwards.
            double[] heads = new double[tokens.rows() * d];
            for (int h = 0; h < layer.heads().size(); h++) {
                new DenseAttention(layer.heads().get(h), h, residual, hooks).addTo(heads);
            }
            residual.add(hooks.pass(hooks.point(Site.ATTN_OUT), d, tokens.rows(), heads));
            residual.requireFinite(l, layer.name());
            residual.pass(hooks, Site.RESID_MID);
            new DenseFeedForward(layer.feedForward(), residual, hooks).apply();
            residual.requireFinite(l, layer.name());
            residual.pass(hooks, Site.RESID_POST);
        }
        return residual.toMatrix();
    }
}
