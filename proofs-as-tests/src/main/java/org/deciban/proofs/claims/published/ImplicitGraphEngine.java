package org.deciban.proofs.claims.published;

import java.util.ArrayList;
import java.util.List;
import org.deciban.compiler.decompile.ImplicitFactorGraph;
import org.deciban.compiler.decompile.ImplicitRound;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.engine.PreparedTransformer;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;

/** Runs weighted belief propagation on the implicit factor graph in the place of a forward pass. */
public record ImplicitGraphEngine() implements Engine {
    @Override
    public String name() {
        return "implicit factor graph";
    }

    @Override
    public PreparedTransformer prepare(Transformer transformer) {
        return (tokens, observer) -> {
            List<Matrix> states = states(ImplicitFactorGraph.of(transformer, tokens), tokens);
            for (int layer = 0; layer < transformer.layers().size(); layer++) {
                HookPoint after = HookPoint.residual(layer, Site.RESID_POST);
                if (observer.wants(after)) {
                    observer.observe(after, states.get(layer + 1));
                }
            }
            return states.get(states.size() - 1);
        };
    }

    private static List<Matrix> states(ImplicitFactorGraph graph, Matrix tokens) {
        List<Matrix> states = new ArrayList<>(List.of(tokens));
        for (ImplicitRound round : graph.rounds()) {
            states.add(WeightedPropagation.round(round, states.get(states.size() - 1)));
        }
        return states;
    }
}
