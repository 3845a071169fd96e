package org.deciban.proofs;

import java.util.List;
import org.deciban.compiler.decompile.ImplicitFactorGraph;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.engine.PreparedTransformer;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;

/** Runs weighted belief propagation on the implicit factor graph in the place of a forward pass. */
record ImplicitGraphEngine() implements Engine {
    @Override
    public String name() {
        return "implicit factor graph";
    }

    @Override
    public PreparedTransformer prepare(Transformer transformer) {
        return (tokens, observer) -> {
            List<Matrix> states = ImplicitFactorGraph.of(transformer, tokens).propagate(tokens);
            for (int layer = 0; layer < transformer.layers().size(); layer++) {
                HookPoint after = HookPoint.residual(layer, Site.RESID_POST);
                if (observer.wants(after)) {
                    observer.observe(after, states.get(layer + 1));
                }
            }
            return states.get(states.size() - 1);
        };
    }
}
