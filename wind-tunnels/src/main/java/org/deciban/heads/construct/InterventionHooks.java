package org.deciban.heads.construct;

import org.deciban.transformer.Matrix;
import org.deciban.transformer.trace.ForwardObserver;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;
import org.deciban.tunnels.Intervention;

/** An intervention of wind tunnels as hooks of the forward pass. */
record InterventionHooks(Intervention intervention) implements ForwardObserver {
    static ForwardObserver of(Intervention intervention) {
        return intervention == Intervention.NONE ? NONE : new InterventionHooks(intervention);
    }

    @Override
    public boolean wants(HookPoint point) {
        return false;
    }

    @Override
    public void observe(HookPoint point, Matrix value) {
        throw new IllegalStateException("an intervention observes nothing, but was shown " + point);
    }

    @Override
    public boolean replaces(HookPoint point) {
        return isEmbedding(point)
                || point.site() == Site.RESID_POST
                || point.site() == Site.RESULT && !intervention.keepsHead(point.layer(), point.head())
                || point.site() == Site.MLP_OUT && !intervention.keepsFeedForward(point.layer());
    }

    private static boolean isEmbedding(HookPoint point) {
        return point.site() == Site.RESID_PRE && point.layer() == 0;
    }

    @Override
    public Matrix replace(HookPoint point, Matrix value) {
        if (!point.site().isResidual()) {
            return Matrix.zeros(value.rows(), value.columns());
        }
        int layer = isEmbedding(point) ? -1 : point.layer();
        double[][] rows = TracedActivations.rows(value);
        Matrix.Builder changed = Matrix.builder(value.rows(), value.columns());
        for (int position = 0; position < rows.length; position++) {
            double[] row = intervention.residual(layer, position, rows[position]);
            for (int dimension = 0; dimension < row.length; dimension++) {
                changed.append(dimension, row[dimension]);
            }
            changed.endRow();
        }
        return changed.build();
    }
}
