package org.deciban.transformer.engine;

import java.util.List;
import org.deciban.transformer.Cell;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ReadOut;
import org.deciban.transformer.trace.ForwardObserver;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;

/** Reads the outputs of a program off the residual stream of one forward pass. */
final class ReadOutReader implements ForwardObserver {
    private final ReadOut readOut;
    private final double[][] outputs;

    ReadOutReader(ReadOut readOut) {
        this.readOut = readOut;
        this.outputs = new double[readOut.layers().size()][];
    }

    /** Shape {@code [reads, cells]}. */
    double[][] outputs() {
        return outputs;
    }

    @Override
    public boolean wants(HookPoint point) {
        return point.site() == Site.RESID_POST && readOut.layers().contains(point.layer());
    }

    @Override
    public void observe(HookPoint point, Matrix residual) {
        List<Cell> cells = readOut.cells();
        outputs[readOut.layers().indexOf(point.layer())] = cells.stream()
                .mapToDouble(cell -> residual.get(cell.token(), cell.dimension()))
                .toArray();
    }
}
