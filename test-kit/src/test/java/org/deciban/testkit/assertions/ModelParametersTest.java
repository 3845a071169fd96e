package org.deciban.testkit.assertions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.deciban.proofs.verify.Rounds.atEveryRound;
import static org.deciban.proofs.verify.Verifier.verifyThat;
import static org.deciban.testkit.assertions.DecibanAssertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import java.util.List;
import org.deciban.compiler.CompiledModel;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.inference.Enumeration;
import org.deciban.proofs.verify.Tolerance;
import org.deciban.proofs.verify.VerificationReport;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

class ModelParametersTest {
    @Test
    void anEngineIsVerifiedOnAModelFromAFile(
            @ModelFile("triangle.fg") FactorGraph graph, @SampledEvidence(sets = 3, seed = 7) List<Evidence> evidence) {
        assertThat(evidence).hasSize(4).startsWith(Evidence.none());
        assertThat(verifyThat(graph, given -> Enumeration.run(graph, given).marginals())
                        .given(evidence)
                        .matchesExactPosterior(Tolerance.ROUNDING))
                .isVerified();
    }

    @Test
    void aModelIsCompiledFromAResourceOrAFile(
            @ModelFile("/org/deciban/testkit/assertions/triangle.fg") CompiledModel model,
            @ModelFile("src/test/resources/org/deciban/testkit/assertions/triangle.fg") FactorGraph same) {
        assertThat(model.graph()).isEqualTo(same);
        assertThat(VerificationReport.of(model, List.of())).isVerified();
    }

    static class Broken {
        @Test
        void thereIsNoFile(@ModelFile("missing.bif") FactorGraph graph) {
            assertThat(graph.variables()).isNotEmpty();
        }

        @Test
        void thereIsNoModel(@SampledEvidence List<Evidence> evidence) {
            assertThat(evidence).isNotEmpty();
        }

        @Test
        void thereIsNoSuchParameter(@ModelFile("triangle.fg") String text) {
            assertThat(text).isNotEmpty();
        }

        @Test
        void theModelIsAnother(@ModelFile("triangle.fg") CompiledModel model) {
            assertThat(verifyThat(model).matchesLoopyBp(atEveryRound())).isVerified();
        }
    }

    @Test
    void whatCannotBeFilledFailsWithAReason() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Broken.class))
                .execute()
                .testEvents()
                .assertThatEvents()
                .haveExactly(1, finishedWithFailure(message(text -> text.contains("there is no resource missing.bif"))))
                .haveExactly(1, finishedWithFailure(message(text -> text.contains("no parameter has @ModelFile"))))
                .haveExactly(1, finishedWithFailure(message(text -> text.contains("No ParameterResolver"))))
                // The triangle was compiled into its junction tree, whose rounds are not those of the triangle.
                .haveExactly(1, finishedWithFailure(message(text -> text.contains("expected the verdict VERIFIED"))));
    }
}
