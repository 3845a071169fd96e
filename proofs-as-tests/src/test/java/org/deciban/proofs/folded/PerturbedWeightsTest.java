package org.deciban.proofs.folded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.Construction;
import org.deciban.factorgraph.Evidence;
import org.deciban.proofs.claims.PerturbedEngine;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.Cases;
import org.deciban.transformer.Program;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.folded.FoldedEngine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Folding runs the weights that are there: with one of them moved it gives what the dense engine gives with it moved. */
class PerturbedWeightsTest {
    private static final int CASES = 25;

    static Stream<Arguments> parts() {
        List<String> rows = List.of(
                "gather.sum.0", "gather.minus.0", "gather.erase", "update.rows", "update.erase", "update.feed_forward");
        List<String> logOdds = List.of(
                "round.sum.0",
                "round.minus.0",
                "round.erase",
                "round.forget",
                "round.feed_forward",
                "gather.sum.1",
                "gather.feed_forward",
                "update.forget",
                "update.feed_forward");
        return Stream.of(1e-6, 0.25)
                .flatMap(moved -> Stream.concat(
                        rows.stream().map(part -> Arguments.of(Construction.ROWS, part, moved)),
                        logOdds.stream().map(part -> Arguments.of(Construction.LOG_ODDS, part, moved))));
    }

    @ParameterizedTest(name = "{0}: {1} moved by {2}")
    @MethodSource("parts")
    void aMovedWeightIsNotRepaired(Construction construction, String where, double moved) {
        int dot = where.indexOf('.');
        PerturbedEngine perturbed = new PerturbedEngine(where.substring(0, dot), where.substring(dot + 1), moved);
        long changed = IntStream.range(0, CASES)
                .filter(seed -> requireEquals(perturbed, construction, seed))
                .count();
        assertThat(changed)
                .as("cases in which the moved weight changes an output")
                .isPositive();
    }

    /** Whether the moved weight changed anything. */
    private static boolean requireEquals(PerturbedEngine perturbed, Construction construction, int seed) {
        Random random = new Random(seed);
        Case given = construction == Construction.ROWS ? Cases.draw(random, false) : Cases.drawBoolean(random, false);
        CompiledModel model = BpCompiler.compile(
                given.graph(),
                CompilerOptions.loopy(Math.min(given.rounds(), 4)).withConstruction(construction));
        Program original = model.program();
        Program wrong = new Program(
                perturbed.perturb(original.transformer()), original.tokens(), original.inputs(), original.readOut());
        boolean changed = false;
        for (Evidence evidence : new Evidence[] {Evidence.none(), given.evidence()}) {
            double[][] inputs = {model.inputs(evidence)};
            double[][] dense = new DenseEngine().prepare(wrong).run(inputs)[0];
            double[][] folded = new FoldedEngine().prepare(wrong).run(inputs)[0];
            double[][] right = new DenseEngine().prepare(original).run(inputs)[0];
            for (int read = 0; read < dense.length; read++) {
                for (int cell = 0; cell < dense[read].length; cell++) {
                    double expected = dense[read][cell];
                    changed |= Math.abs(expected - right[read][cell]) > 1e-7;
                    // Log-messages: relative to their size, as marks are large.
                    assertThat(folded[read][cell])
                            .as("seed %d, read %d, cell %d", seed, read, cell)
                            .isCloseTo(expected, within(1e-11 * Math.max(1, Math.abs(expected))));
                }
            }
        }
        return changed;
    }
}
