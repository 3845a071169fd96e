package org.deciban.proofs.claims.published;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.ModelBounds;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.Cases;
import org.deciban.proofs.generators.Pasteable;
import org.deciban.proofs.generators.Reductions;
import org.deciban.transformer.engine.Engine;

/** Two graphs that are to be served by the same weights. */
record TwoGraphs(Case first, Case second) {
    static TwoGraphs draw(Random random) {
        return new TwoGraphs(Cases.draw(random, random.nextInt(3) == 0), Cases.draw(random, random.nextInt(3) == 0));
    }

    Stream<TwoGraphs> smaller() {
        return Stream.concat(
                Reductions.of(first).map(less -> new TwoGraphs(less, second)),
                Reductions.of(second).map(less -> new TwoGraphs(first, less)));
    }

    /** The largest error of both models, run by an engine; ∞ if their weights differ. */
    double error(Engine engine) {
        CompilerOptions options = CompilerOptions.loopy(Math.max(first.rounds(), second.rounds()));
        ModelBounds common = BpCompiler.compile(first.graph(), options)
                .bounds()
                .and(BpCompiler.compile(second.graph(), options).bounds());
        CompiledModel one = BpCompiler.compile(first.graph(), options.withBounds(common));
        CompiledModel other = BpCompiler.compile(second.graph(), options.withBounds(common));
        if (!one.transformer().equals(other.transformer())) {
            return Double.POSITIVE_INFINITY;
        }
        return Math.max(ForwardPassError.of(one.on(engine), first), ForwardPassError.of(other.on(engine), second));
    }

    @Override
    public String toString() {
        return Stream.of(first, second)
                .map(given -> Pasteable.of(given).toString())
                .collect(Collectors.joining("\nwith the same weights as\n"));
    }
}
