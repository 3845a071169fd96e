package org.deciban.testkit.generators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.ModelBounds;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.inference.BeliefPropagation;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.DenseCase;

class ModelArbitrariesProperties {
    @Provide
    static Arbitrary<CompiledCase> compiled() {
        return ModelArbitraries.compiled(CaseArbitraries.withCycles());
    }

    @Provide
    static Arbitrary<DenseCase> transformers() {
        return ModelArbitraries.transformers(1);
    }

    @Property(tries = 60)
    void weightsForLargerBoundsHoldTheSameBeliefs(@ForAll("compiled") CompiledCase drawn) {
        Case given = drawn.given();
        ModelBounds least = BpCompiler.compile(given.graph(), CompilerOptions.loopy(given.rounds()))
                .bounds();
        assertThat(drawn.model().bounds().cover(least)).isTrue();
        Statistics.label("with room")
                .collect(!drawn.model().bounds().equals(least))
                .coverage(c -> c.check(true).percentage(p -> p > 50));
        findBeliefs(given).ifPresent(expected -> {
            List<Marginals> actual = drawn.model().beliefsAfterEachRound(given.evidence());
            for (int round = 0; round <= given.rounds(); round++) {
                assertThat(actual.get(round).farthestFrom(expected.get(round)).magnitude())
                        .isLessThanOrEqualTo(1e-12);
            }
        });
    }

    private static Optional<List<Marginals>> findBeliefs(Case given) {
        try {
            return Optional.of(
                    BeliefPropagation.beliefsAfterEachRound(given.graph(), given.evidence(), given.rounds()));
        } catch (ImpossibleEvidenceException e) {
            return Optional.empty();
        }
    }

    @Property(tries = 100)
    void transformersThatNobodyConstructedFitTheirTokens(@ForAll("transformers") DenseCase drawn) {
        assertThat(drawn.tokens().columns())
                .isEqualTo(drawn.transformer().layout().modelDim());
        Statistics.label("layers").collect(drawn.transformer().layers().size()).coverage(c -> {
            for (int layers = 1; layers <= 3; layers++) {
                c.check(layers).percentage(p -> p > 10);
            }
        });
    }
}
