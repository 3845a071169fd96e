package org.deciban.proofs.folded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.Budget;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.proofs.reference.Reference;
import org.deciban.transformer.Program;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.engine.PreparedProgram;
import org.deciban.transformer.engine.PreparedTransformer;
import org.deciban.transformer.folded.FoldedEngine;
import org.deciban.transformer.folded.FoldedProgram;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Published networks on the folded engine, against what other programs computed in long double. */
class PublishedNetworksTest {
    /** The largest difference that was measured is 4.6e-15. */
    private static final double TOLERANCE = 1e-12;

    private static final Budget LARGE = Budget.DEFAULT.withModelBytes(8L << 30);

    static Stream<String> exact() {
        return Stream.of(
                "asia", "cancer", "earthquake", "survey", "sachs", "alarm", "insurance", "hailfinder", "pathfinder");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "asia",
                "cancer",
                "earthquake",
                "survey",
                "sachs",
                "alarm",
                "insurance",
                "hailfinder",
                "barley",
                "mildew"
            })
    void everyPublishedIterateOfLoopyBpIsInTheStream(String name) {
        Reference plain = Reference.load("reference-bp", name);
        CompiledModel model = folded(plain, CompilerOptions.loopy(20));
        for (Reference reference : List.of(plain, Reference.load("reference-bp", name + ".evidence"))) {
            reference.requireIterates(model.beliefsAfterEachRound(reference.evidence()), TOLERANCE);
        }
    }

    /** Of large networks the fixed point is published, and after how many rounds beliefs changed by less than 1e-12. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pathfinder",
                "pathfinder.evidence",
                "pigs",
                "pigs.evidence",
                "link",
                "link.evidence",
                "munin",
                "munin.evidence",
                "munin2",
                "munin2.evidence",
                "munin3",
                "munin3.evidence"
            })
    void theFixedPointOfLoopyBpIsThePublishedOne(String name) {
        Reference reference = Reference.load("reference-bp", name);
        JsonNode meta = reference.answer().get("meta");
        CompiledModel model = folded(
                reference,
                CompilerOptions.loopy(meta.get("iterations").asInt())
                        .withDamping(meta.get("damping").asDouble()));
        double here = Reference.distance(
                model.infer(reference.evidence()), reference.answer().get("converged_marginals"));
        assertThat(here).isLessThanOrEqualTo(TOLERANCE);
    }

    /** Compiled, and run as products unless it is damped; no head is free. */
    private static CompiledModel folded(Reference reference, CompilerOptions options) {
        CompiledModel model = BpCompiler.compile(reference.graph(), options.withBudget(LARGE));
        FoldedProgram folded = new FoldedEngine().prepare(model.program());
        assertThat(folded.report().freeHeads()).isZero();
        assertThat(folded.report().productForm()).isEqualTo(options.damping() == 0);
        return model.on(new Prepared(folded));
    }

    @ParameterizedTest
    @MethodSource("exact")
    void inExactModeThePosteriorsAreThePublishedOnes(String name) {
        Reference plain = Reference.load("reference", name);
        CompiledModel model = folded(plain, CompilerOptions.exact());
        for (Reference reference : List.of(plain, Reference.load("reference", name + ".evidence"))) {
            double here = Reference.distance(
                    model.infer(reference.evidence()), reference.answer().get("marginals"));
            assertThat(here).isLessThanOrEqualTo(TOLERANCE);
        }
    }

    /** The folded engine, which has prepared this one program. */
    private record Prepared(FoldedProgram folded) implements Engine {
        @Override
        public String name() {
            return "folded";
        }

        @Override
        public PreparedTransformer prepare(Transformer transformer) {
            return new FoldedEngine().prepare(transformer);
        }

        @Override
        public PreparedProgram prepare(Program program) {
            return folded;
        }
    }
}
