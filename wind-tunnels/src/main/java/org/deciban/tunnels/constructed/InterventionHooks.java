package org.deciban.tunnels.constructed;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.trace.ForwardObserver;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;
import org.deciban.tunnels.Intervention;

/**
 * An intervention as hooks of a transformer's forward pass.
 *
 * @param intervention what is changed
 * @param positions of each token of the pass the position whose residual stream it holds, negative if it holds none and stays as it is
 */
public record InterventionHooks(Intervention intervention, IntUnaryOperator positions) implements ForwardObserver {
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
        if (!point.site().isResidual()) {
            return Matrix.zeros(value.rows(), value.columns());
        }
        int layer = point.site() == Site.RESID_PRE ? -1 : point.layer();
        int d = value.columns();
        double[] stream = value.toRowMajor();
        for (int token = 0; token < value.rows(); token++) {
            int position = positions.applyAsInt(token);
            if (position >= 0) {
                double[] row = Arrays.copyOfRange(stream, token * d, (token + 1) * d);
                System.arraycopy(intervention.residual(layer, position, row), 0, stream, token * d, d);
            }
        }
        return Matrix.ofRowMajor(value.rows(), d, stream);
    }
}
