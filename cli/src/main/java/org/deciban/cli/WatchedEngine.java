package org.deciban.cli;

import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.engine.PreparedProgram;
import org.deciban.transformer.engine.PreparedTransformer;
import org.deciban.transformer.trace.ForwardObserver;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;

/**
 * An engine that tells how far it is.
 *
 * @param engine does the work
 * @param choice which one it is
 * @param step is run once for every layer of every run of a program
 */
record WatchedEngine(Engine engine, EngineChoice choice, Runnable step) implements Engine {
    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public PreparedTransformer prepare(Transformer transformer) {
        return engine.prepare(transformer);
    }

    @Override
    public PreparedProgram prepare(Program program) {
        try {
            return new Watched(engine.prepare(program), choice == EngineChoice.DENSE, step);
        } catch (IllegalStateException e) {
            throw choice.isUnavailable(e) ? new BadInputException(String.valueOf(e.getMessage())) : e;
        }
    }

    /** Shows layers as they are done, or tells all layers of a run at its end. */
    private record Watched(PreparedProgram prepared, boolean showsLayers, Runnable step) implements PreparedProgram {
        @Override
        public Program program() {
            return prepared.program();
        }

        @Override
        public double[][][] run(double[][] inputs) {
            if (showsLayers) {
                double[][][] outputs = new double[inputs.length][][];
                for (int run = 0; run < inputs.length; run++) {
                    outputs[run] = prepared.run(inputs[run], new LayerWatch(step));
                }
                return outputs;
            }
            double[][][] outputs = prepared.run(inputs);
            long layers =
                    (long) inputs.length * program().transformer().layers().size();
            for (long layer = 0; layer < layers; layer++) {
                step.run();
            }
            return outputs;
        }

        @Override
        public Matrix forward(double[] inputs, ForwardObserver observer) {
            return prepared.forward(inputs, observer);
        }
    }

    private record LayerWatch(Runnable step) implements ForwardObserver {
        @Override
        public boolean wants(HookPoint point) {
            // Being asked is enough: the value itself would have to be copied.
            if (point.site() == Site.RESID_POST) {
                step.run();
            }
            return false;
        }

        @Override
        public void observe(HookPoint point, Matrix value) {
            throw new IllegalStateException("nothing was wanted, got " + point);
        }
    }
}
