package org.deciban.cli;

import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.engine.PreparedProgram;
import org.deciban.transformer.engine.PreparedTransformer;
import org.deciban.transformer.io.OnnxDescription;
import org.deciban.transformer.io.OnnxFormatException;
import org.deciban.transformer.onnx.OnnxModelFile;
import org.deciban.transformer.trace.ForwardObserver;

/** Runs a file in place of a program with the same inputs and outputs. */
record OnnxFileEngine(OnnxModelFile file) implements Engine {
    @Override
    public String name() {
        return "onnx";
    }

    @Override
    public PreparedTransformer prepare(Transformer transformer) {
        throw new UnsupportedOperationException("an ONNX file shows no activations");
    }

    /**
     * {@inheritDoc}
     *
     * @throws OnnxFormatException if the file has other inputs and outputs
     */
    @Override
    public PreparedProgram prepare(Program program) {
        OnnxDescription found = file.description();
        boolean fits = found.inputs() == program.inputs().size()
                && found.reads() == program.readOut().layers().size()
                && found.cells() == program.readOut().cells().size()
                && found.states().equals(program.readOut().states());
        if (!fits) {
            throw new OnnxFormatException(
                    found.file(),
                    "expected " + program.inputs().size() + " inputs, "
                            + program.readOut().layers().size() + " reads and "
                            + program.readOut().cells().size() + " cells, found " + found.inputs() + ", "
                            + found.reads() + " and " + found.cells()
                            + ". Maybe the file was made from a model with other tables?");
        }
        return new Running(program, file);
    }

    private record Running(Program program, OnnxModelFile file) implements PreparedProgram {
        @Override
        public double[][][] run(double[][] inputs) {
            return file.reads(inputs);
        }

        @Override
        public Matrix forward(double[] inputs, ForwardObserver observer) {
            throw new UnsupportedOperationException("an ONNX file shows no activations");
        }
    }
}
