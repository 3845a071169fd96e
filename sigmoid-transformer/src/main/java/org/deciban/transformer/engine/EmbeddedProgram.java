package org.deciban.transformer.engine;

import java.util.List;
import org.deciban.transformer.Cell;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.trace.ForwardObserver;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;

/** A program on an engine that knows nothing of programs: tokens are embedded for each run, and outputs read by an observer. */
record EmbeddedProgram(Program program, PreparedTransformer prepared) implements PreparedProgram {
    @Override
    public double[][][] run(double[][] inputs) {
        double[][][] outputs = new double[inputs.length][][];
        for (int i = 0; i < inputs.length; i++) {
            Reader reader = new Reader(program);
            forward(inputs[i], reader);
            outputs[i] = reader.outputs;
        }
        return outputs;
    }

    @Override
    public Matrix forward(double[] inputs, ForwardObserver observer) {
        return prepared.forward(program.embed(inputs), observer);
    }

    private static final class Reader implements ForwardObserver {
        private final Program program;
        private final double[][] outputs;

        Reader(Program program) {
            this.program = program;
            this.outputs = new double[program.readOut().layers().size()][];
        }

        @Override
        public boolean wants(HookPoint point) {
            return point.site() == Site.RESID_POST && program.readOut().layers().contains(point.layer());
        }

        @Override
        public void observe(HookPoint point, Matrix residual) {
            List<Cell> cells = program.readOut().cells();
            outputs[program.readOut().layers().indexOf(point.layer())] = cells.stream()
                    .mapToDouble(cell -> residual.get(cell.token(), cell.dimension()))
                    .toArray();
        }
    }
}
