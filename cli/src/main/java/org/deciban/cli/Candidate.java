package org.deciban.cli;

import java.util.Optional;
import java.util.function.Supplier;
import org.deciban.compiler.BeliefModel;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.ImportedModel;
import org.deciban.compiler.IntermediateModel;
import org.deciban.proofs.verify.Tolerance;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.io.TensorType;

/**
 * A transformer that can be had: its sizes are known before anything of its size is built.
 *
 * @param build makes it
 * @param tolerance within what its answers should stay of the references
 * @param ownEngine what alone can run it, if it is a file that runs by itself
 */
record Candidate(Sizes sizes, Supplier<BeliefModel> build, Tolerance tolerance, Optional<Engine> ownEngine) {
    /** Of weights in float32, whose beliefs were measured to differ by some 1e-6. */
    static final Tolerance SINGLE = new Tolerance(1e-5);

    /** What a plan compiles into. */
    static Candidate of(IntermediateModel plan) {
        return new Candidate(
                Sizes.of(plan.cost()), () -> BpCompiler.compile(plan), Tolerance.ROUNDING, Optional.empty());
    }

    /** What was read from a file of weights. */
    static Candidate of(ImportedModel model) {
        boolean single = model.contents().weights() == TensorType.F32;
        return new Candidate(Sizes.of(model), () -> model, single ? SINGLE : Tolerance.ROUNDING, Optional.empty());
    }

    /** What runs it. */
    EngineChoice engine(EngineOption option) {
        return ownEngine.isPresent() ? EngineChoice.ONNX : option.choice();
    }

    /** Builds it; the step is run after every layer of every forward pass. */
    BeliefModel build(EngineOption option, Runnable step) {
        EngineChoice choice = engine(option);
        Engine runs = ownEngine.orElseGet(choice::engine);
        return build.get().on(new WatchedEngine(runs, choice, step));
    }
}
