package org.deciban.transformer.folded;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.engine.PreparedProgram;
import org.deciban.transformer.trace.ForwardObserver;

/** A program that has been folded. Reusable, and safe for use by several threads. */
public final class FoldedProgram implements PreparedProgram {
    private final Program program;
    private final FoldedRun run;
    private final FoldReport report;

    private FoldedProgram(Program program, FoldedRun run, FoldReport report) {
        this.program = program;
        this.run = run;
        this.report = report;
    }

    static FoldedProgram of(Program program) {
        Fold fold = Fold.of(program);
        Optional<ProductForm> products = ProductFormFinder.find(fold);
        FoldedRun run = products.isPresent()
                ? new ProductProgram(products.get(), program.readOut().layers())
                : new SparseRun(fold);
        return new FoldedProgram(program, run, FoldReport.of(fold, run));
    }

    @Override
    public Program program() {
        return program;
    }

    /** What folding found. */
    public FoldReport report() {
        return report;
    }

    @Override
    public double[][][] run(double[][] inputs) {
        for (double[] ofRun : inputs) {
            program.requireValid(ofRun);
        }
        double[][][] outputs =
                new double[inputs.length][program.readOut().layers().size()][];
        if (inputs.length == 0) {
            return outputs;
        }
        int size = run.groupSize(inputs.length);
        int groups = (inputs.length + size - 1) / size;
        int threads = Team.threadsAtHand();
        if (groups == 1) {
            run.run(inputs, outputs, 0, inputs.length, threads);
            return outputs;
        }
        // Whoever is free takes the next group. Where no other thread comes, the caller takes them all.
        AtomicInteger next = new AtomicInteger();
        IntStream.range(0, Math.min(threads, groups)).parallel().forEach(worker -> {
            for (int g = next.getAndIncrement(); g < groups; g = next.getAndIncrement()) {
                run.run(inputs, outputs, g * size, Math.min(inputs.length, (g + 1) * size), 1);
            }
        });
        return outputs;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A folded run has no activations but those that outputs depend on: this is a run of the dense engine.
     */
    @Override
    public Matrix forward(double[] inputs, ForwardObserver observer) {
        return new DenseEngine().prepare(program.transformer()).forward(program.embed(inputs), observer);
    }
}
