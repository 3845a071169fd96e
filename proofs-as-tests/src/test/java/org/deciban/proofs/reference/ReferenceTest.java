package org.deciban.proofs.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Marginals;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {
    private static final int MOST_ROUNDS = 20;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "asia", "asia.evidence",
                "cancer", "cancer.evidence",
                "earthquake", "earthquake.evidence",
                "survey", "survey.evidence",
                "sachs", "sachs.evidence",
                "alarm.evidence"
            })
    void theTransformerHoldsThePublishedIteratesOfLoopyBp(String name) {
        Reference reference = Reference.load("reference-bp", name);
        CompiledModel model = BpCompiler.compile(reference.graph(), CompilerOptions.loopy(MOST_ROUNDS));
        reference.requireIterates(model.beliefsAfterEachRound(reference.evidence()), 1e-12);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alarm",
                "insurance",
                "insurance.evidence",
                "hailfinder",
                "hailfinder.evidence",
                "mildew",
                "mildew.evidence",
                "barley",
                "barley.evidence"
            })
    void theIntermediateFormHoldsThePublishedIteratesOfLoopyBp(String name) {
        Reference reference = Reference.load("reference-bp", name);
        reference.requireIterates(
                BpCompiler.intermediate(reference.graph(), CompilerOptions.loopy(MOST_ROUNDS))
                        .beliefsAfterEachRound(reference.evidence()),
                1e-12);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "asia", "asia.evidence",
                "cancer", "cancer.evidence",
                "earthquake", "earthquake.evidence",
                "survey", "survey.evidence",
                "sachs", "sachs.evidence",
                "alarm.evidence"
            })
    void inExactModeTheTransformerHoldsThePublishedPosteriors(String name) {
        Reference reference = Reference.load("reference", name);
        CompiledModel model = BpCompiler.compile(reference.graph(), CompilerOptions.exact());
        requirePosteriors(reference, model.infer(reference.evidence()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alarm",
                "insurance",
                "insurance.evidence",
                "hailfinder",
                "hailfinder.evidence",
                "pathfinder",
                "pathfinder.evidence",
                "pigs",
                "pigs.evidence",
                "mildew",
                "mildew.evidence",
                "munin3",
                "munin3.evidence"
            })
    void inExactModeTheIntermediateFormHoldsThePublishedPosteriors(String name) {
        Reference reference = Reference.load("reference", name);
        requirePosteriors(
                reference,
                BpCompiler.intermediate(reference.graph(), CompilerOptions.exact())
                        .infer(reference.evidence()));
    }

    private static void requirePosteriors(Reference reference, Marginals posteriors) {
        assertThat(Reference.distance(posteriors, reference.answer().get("marginals")))
                .isLessThanOrEqualTo(1e-10);
    }
}
