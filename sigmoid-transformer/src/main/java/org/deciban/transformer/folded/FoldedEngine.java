package org.deciban.transformer.folded;

import java.util.Optional;
import java.util.stream.IntStream;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.engine.PreparedProgram;
import org.deciban.transformer.engine.PreparedTransformer;
import org.deciban.transformer.trace.ForwardObserver;

/** FOLDED_DOC */
public final class FoldedEngine implements Engine {
    @Override
    public String name() {
        return "folded";
    }

    /** Without a program there are no outputs to fold for: the dense engine. */
    @Override
    public PreparedTransformer prepare(Transformer transformer) {
        return new DenseEngine().prepare(transformer);
    }

    @Override
    public PreparedProgram prepare(Program program) {
        Fold fold = Fold.of(program);
        Optional<ProductForm> products = ProductFormFinder.find(fold);
        FoldedRun run = products.isPresent()
                ? new ProductProgram(products.get(), program.readOut().layers())
                : new SparseRun(fold);
        return new Prepared(program, run);
    }

    private record Prepared(Program program, FoldedRun run) implements PreparedProgram {
        @Override
        public double[][][] run(double[][] inputs) {
            for (double[] ofRun : inputs) {
                program.requireValid(ofRun);
            }
            double[][][] outputs =
                    new double[inputs.length][program.readOut().layers().size()][];
            int lanes = run.lanes();
            int chunks = (inputs.length + lanes - 1) / lanes;
            IntStream.range(0, chunks).parallel().forEach(chunk -> {
                int from = chunk * lanes;
                run.run(inputs, outputs, from, Math.min(inputs.length, from + lanes));
            });
            return outputs;
        }

        @Override
        public Matrix forward(double[] inputs, ForwardObserver observer) {
            return new DenseEngine().prepare(program.transformer()).forward(program.embed(inputs), observer);
        }
    }
}
