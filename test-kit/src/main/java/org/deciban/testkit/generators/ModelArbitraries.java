package org.deciban.testkit.generators;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.ModelBounds;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.DenseCase;
import org.deciban.proofs.generators.DenseTransformers;

/** Weights: constructed ones, for bounds that are larger than they need be, and such as nobody constructed. */
public final class ModelArbitraries {
    private ModelArbitraries() {}

    /**
     * Transformers of loopy belief propagation by row attention, each with the case it was compiled from. Every bound has room
     * for 0 to 2 more than the graph has; they shrink to smaller graphs and to no room.
     */
    public static Arbitrary<CompiledCase> compiled(Arbitrary<Case> cases) {
        Arbitrary<Integer> room = Arbitraries.integers().between(0, 2);
        return Combinators.combine(cases, room, room, room, room, room).as(ModelArbitraries::compile);
    }

    private static CompiledCase compile(Case given, int slots, int states, int variableBits, int cellBits, int degree) {
        CompilerOptions options = CompilerOptions.loopy(given.rounds());
        ModelBounds least = BpCompiler.compile(given.graph(), options).bounds();
        ModelBounds bounds = new ModelBounds(
                least.slots() + slots,
                least.states() + states,
                least.variableBits() + variableBits,
                least.cellBits() + cellBits,
                least.maxDegree() + degree);
        return new CompiledCase(given, BpCompiler.compile(given.graph(), options.withBounds(bounds)));
    }

    /**
     * Transformers with normal weights on normal tokens, see {@link DenseTransformers#draw}. They do not shrink.
     *
     * @param gain 1 for attention as trained weights have it, 4 for attention that is almost hard
     */
    public static Arbitrary<DenseCase> transformers(double gain) {
        return Arbitraries.randomValue(random -> DenseTransformers.draw(random, gain));
    }
}
