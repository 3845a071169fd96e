package org.deciban.tunnels.constructed;

import java.util.Arrays;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.trace.ForwardObserver;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;
import org.deciban.tunnels.Intervention;

/** An intervention as the engine takes it. */
record InterventionHooks(Intervention intervention, Pass.Positions positions) implements ForwardObserver {
    @Override
    public boolean wants(HookPoint point) {
        return false;
    }

    @Override
    public void observe(HookPoint point, Matrix value) {
        throw new IllegalStateException("nothing was asked for at " + point);
    }

    @Override
    public boolean replaces(HookPoint point) {
        return switch (point.site()) {
            case RESULT -> !intervention.keepsHead(point.layer(), point.head());
            case MLP_OUT -> !intervention.keepsFeedForward(point.layer());
            case RESID_POST -> true;
            case RESID_PRE -> point.layer() == 0;
            default -> false;
        };
    }

    @Override
    public Matrix replace(HookPoint point, Matrix value) {
        if (point.site() == Site.RESULT || point.site() == Site.MLP_OUT) {
            return Matrix.zeros(value.rows(), value.columns());
        }
        int layer = point.site() == Site.RESID_PRE ? -1 : point.layer();
        int d = value.columns();
        double[] stream = value.toRowMajor();
        for (int position = 0; position < positions.count(); position++) {
            if (!positions.isRepeated(position)) {
                int start = positions.token(position) * d;
                double[] row = Arrays.copyOfRange(stream, start, start + d);
                System.arraycopy(intervention.residual(layer, position, row), 0, stream, start, d);
            }
        }
        return Matrix.ofRowMajor(value.rows(), d, stream);
    }
}
