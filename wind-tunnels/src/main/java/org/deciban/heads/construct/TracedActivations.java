package org.deciban.heads.construct;

import org.deciban.transformer.Matrix;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;
import org.deciban.tunnels.Activations;

/** A trace by the names of wind tunnels. */
record TracedActivations(ForwardTrace trace) implements Activations {
    static double[][] rows(Matrix matrix) {
        double[][] rows = new double[matrix.rows()][matrix.columns()];
        for (int row = 0; row < rows.length; row++) {
            matrix.addRowTo(row, rows[row], 0);
        }
        return rows;
    }

    @Override
    public double[][] attention(int layer, int head) {
        return rows(trace.get(new HookPoint(layer, head, Site.PATTERN)));
    }

    @Override
    public double[][] keys(int layer, int head) {
        return rows(trace.get(new HookPoint(layer, head, Site.K)));
    }

    @Override
    public double[][] residual(int layer) {
        return rows(trace.get(
                layer < 0 ? HookPoint.ofLayer(0, Site.RESID_PRE) : HookPoint.ofLayer(layer, Site.RESID_POST)));
    }
}
