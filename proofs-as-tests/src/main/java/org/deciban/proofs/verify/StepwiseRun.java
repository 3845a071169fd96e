package org.deciban.proofs.verify;

import java.util.ArrayList;
import java.util.List;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;

/** A program on the dense engine, layer by layer and no further than it is asked for: a fault mostly shows in the first round. */
final class StepwiseRun implements Part.Stream {
    private final Program program;
    private final double mostWeights;
    private final List<Matrix> beforeHeads = new ArrayList<>();
    private final List<Matrix> beforeFeedForward = new ArrayList<>();
    private double weights;

    /**
     * @param mostWeights the attention weights that may be computed
     */
    StepwiseRun(Program program, double[] inputs, double mostWeights) {
        this.program = program;
        this.mostWeights = mostWeights;
        this.beforeHeads.add(program.embed(inputs));
    }

    /** Whether the run gets to a part: the numbers stay in range, and the weights within what is allowed. */
    boolean reaches(Part part) {
        return part.place().layer().isEmpty()
                || reaches(part.place().layer().get().index());
    }

    private boolean reaches(int layer) {
        while (beforeFeedForward.size() <= layer) {
            Layer next = program.transformer().layers().get(beforeFeedForward.size());
            double tokens = program.tokens().rows();
            weights += tokens * tokens * next.heads().size();
            if (weights > mostWeights || !step(next)) {
                return false;
            }
        }
        return true;
    }

    private boolean step(Layer layer) {
        HookPoint mid = HookPoint.residual(0, Site.RESID_MID);
        ForwardTrace trace = ForwardTrace.of(mid::equals);
        Transformer alone = new Transformer(program.transformer().layout(), List.of(layer));
        try {
            beforeHeads.add(new DenseEngine().prepare(alone).forward(beforeHeads.get(beforeHeads.size() - 1), trace));
            beforeFeedForward.add(trace.get(mid));
            return true;
        } catch (ArithmeticException e) {
            return false;
        }
    }

    @Override
    public Matrix beforeHeads(int layer) {
        return beforeHeads.get(layer);
    }

    @Override
    public Matrix beforeFeedForward(int layer) {
        return beforeFeedForward.get(layer);
    }
}
