package org.deciban.transformer.nd4j;

import java.util.List;
import org.deciban.transformer.Cell;
import org.deciban.transformer.Input;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.engine.PreparedProgram;
import org.deciban.transformer.trace.ForwardObserver;

/** A program on ND4J arrays, whose runs go through the layers together. */
final class Nd4jProgram implements PreparedProgram {
    /** Entries of the residual streams that are held at once, unless one run has more: 64 MB of float64. */
    private static final int MOST_ENTRIES = 1 << 23;

    private final Program program;
    private final Nd4jEngine.Prepared prepared;
    private final int tokens;
    private final int modelDim;

    Nd4jProgram(Program program, Nd4jEngine.Prepared prepared) {
        this.program = program;
        this.prepared = prepared;
        this.tokens = program.tokens().rows();
        this.modelDim = program.tokens().columns();
    }

    @Override
    public Program program() {
        return program;
    }

    @Override
    public double[][][] run(double[][] inputs) {
        for (double[] run : inputs) {
            program.requireValid(run);
        }
        double[][][] outputs =
                new double[inputs.length][program.readOut().layers().size()][];
        int together = Math.max(1, MOST_ENTRIES / Math.multiplyExact(tokens, modelDim));
        Columns.forEachBlock(inputs.length, together, false, runs -> run(inputs, runs, outputs));
        return outputs;
    }

    private void run(double[][] inputs, Columns runs, double[][][] outputs) {
        List<Integer> layers = program.readOut().layers();
        try (Stream stream = embed(inputs, runs)) {
            prepared.pass.run(stream, ForwardObserver.NONE, (layer, after) -> {
                int read = layers.indexOf(layer);
                for (int run = 0; read >= 0 && run < runs.count(); run++) {
                    outputs[runs.from() + run][read] = read(after, run);
                }
            });
        }
    }

    private Stream embed(double[][] inputs, Columns runs) {
        int size = tokens * modelDim;
        double[] base = program.tokens().toRowMajor();
        double[] entries = new double[runs.count() * size];
        for (int run = 0; run < runs.count(); run++) {
            System.arraycopy(base, 0, entries, run * size, size);
            double[] values = inputs[runs.from() + run];
            for (int i = 0; i < values.length; i++) {
                Input input = program.inputs().get(i);
                entries[run * size + position(input.cell())] = values[i];
            }
        }
        return new Stream(
                Weights.array(prepared.precision.fit(entries), modelDim, prepared.precision), runs.count(), tokens);
    }

    private double[] read(Stream stream, int run) {
        int size = tokens * modelDim;
        double[] entries = prepared.arithmetic.read(stream.array(), (long) run * size, size);
        return program.readOut().cells().stream()
                .mapToDouble(cell -> entries[position(cell)])
                .toArray();
    }

    private int position(Cell cell) {
        return cell.token() * modelDim + cell.dimension();
    }

    @Override
    public Matrix forward(double[] inputs, ForwardObserver observer) {
        return prepared.forward(program.embed(inputs), observer);
    }
}
