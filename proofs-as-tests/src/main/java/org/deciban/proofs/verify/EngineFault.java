package org.deciban.proofs.verify;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.deciban.compiler.BeliefModel;
import org.deciban.factorgraph.Evidence;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;

/**
 * Finds the part that an engine computes otherwise than the dense engine, from what it shows an observer. An engine that shows
 * the dense engine's activations, as the folded one does, shows no fault.
 */
final class EngineFault {
    private static final Set<Site> WATCHED = EnumSet.of(Site.RESID_PRE, Site.RESULT, Site.RESID_MID, Site.MLP_OUT);

    private EngineFault() {}

    /**
     * The first part whose output is off by more than rounding, each on what the engine hands it.
     *
     * @param rounding in parts of the largest entry
     * @return empty if there is none, or the run would compute over {@link FaultFinder#MOST_WEIGHTS}
     */
    static Optional<Fault> find(BeliefModel model, Evidence given, double rounding) {
        double tokenCount = model.program().tokens().rows();
        if (tokenCount * tokenCount * model.program().transformer().spec().heads() > FaultFinder.MOST_WEIGHTS) {
            return Optional.empty();
        }
        ForwardTrace trace = model.trace(given, point -> WATCHED.contains(point.site()));
        Transformer transformer = model.program().transformer();
        Matrix tokens = model.program().embed(model.inputs(given));
        FaultFinder.Recorded stream = new FaultFinder.Recorded(trace);
        Optional<Deviation> ofTokens = Deviation.find(tokens, stream.beforeHeads(0), rounding);
        if (ofTokens.isPresent()) {
            return Optional.of(new Fault(Fault.Place.tokens(Optional.empty()), List.of(), ofTokens.get(), false));
        }
        for (int l = 0; l < transformer.layers().size(); l++) {
            Layer layer = transformer.layers().get(l);
            for (LayerPart part : LayerPart.of(transformer.layout(), l, layer, layer)) {
                HookPoint point =
                        part.isHead() ? new HookPoint(l, part.head(), Site.RESULT) : HookPoint.ofLayer(l, Site.MLP_OUT);
                Optional<Deviation> deviation = Deviation.find(part.expectedOutput(stream), trace.get(point), rounding);
                if (deviation.isPresent()) {
                    return Optional.of(new Fault(part.place(), List.of(), deviation.get(), false));
                }
            }
        }
        return Optional.empty();
    }
}
