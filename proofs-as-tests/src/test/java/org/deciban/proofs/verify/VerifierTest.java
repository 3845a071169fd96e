package org.deciban.proofs.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.deciban.proofs.verify.SmallGraphs.CHAIN;
import static org.deciban.proofs.verify.SmallGraphs.TRIANGLE;
import static org.deciban.proofs.verify.Verifier.verifyThat;

import java.util.List;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.Construction;
import org.deciban.compiler.Task;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.proofs.claims.PerturbedEngine;
import org.deciban.proofs.verify.Verdict.RefusedWrongly;
import org.deciban.proofs.verify.Verdict.Refuted;
import org.deciban.proofs.verify.Verdict.Verified;
import org.deciban.transformer.Activation;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Subspace;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.engine.PreparedTransformer;
import org.junit.jupiter.api.Test;

class VerifierTest {
    @Test
    void aCompiledForestIsVerifiedAgainstBothReferences() {
        CompiledModel model = BpCompiler.compile(CHAIN, CompilerOptions.exact());
        Evidence evidence = CHAIN.evidence().observe("c", "yes").build();
        Verifier verifier = verifyThat(model).given(evidence).given(Evidence.none());

        Verdict bp = verifier.matchesLoopyBpAtEveryRound(Tolerance.ROUNDING);
        assertThat(bp).isInstanceOf(Verified.class);
        assertThat(bp.word()).isEqualTo("VERIFIED");
        assertThat(verifier.matchesExactPosterior(Tolerance.ROUNDING)).isInstanceOf(Verified.class);
    }

    @Test
    void aSecondEngineIsHeldAgainstTheFirst() {
        CompiledModel model = BpCompiler.compile(CHAIN, CompilerOptions.exact());
        Verifier verifier = verifyThat(model).given(Evidence.none());

        assertThat(verifier.matchesItselfOn(new DenseEngine(), Tolerance.ROUNDING))
                .isInstanceOf(Verified.class);
        Verdict moved = verifier.matchesItselfOn(new PerturbedEngine("update", "rows", 1e-6), Tolerance.ROUNDING);
        assertThat(moved).isInstanceOf(Refuted.class);
        assertThat(moved.findWorst().orElseThrow().magnitude()).isBetween(1e-8, 1e-5);
    }

    @Test
    void aMovedWeightIsRefutedWithAWitnessThatNamesEvidenceRoundAndNode() {
        CompiledModel model =
                BpCompiler.compile(CHAIN, CompilerOptions.exact()).on(new PerturbedEngine("update", "rows", 1e-6));
        Evidence evidence = CHAIN.evidence().observe("a", "yes").build();

        Verdict verdict = verifyThat(model).given(evidence).matchesLoopyBpAtEveryRound(Tolerance.ROUNDING);

        assertThat(verdict).isInstanceOf(Refuted.class);
        Witness witness = verdict.findWorst().orElseThrow();
        assertThat(witness.magnitude()).isBetween(1e-8, 1e-5);
        assertThat(witness.where()).matches("[bc]=(no|yes), round [1-9], given a=yes");
        assertThat(witness.toString()).contains("expected", "got", "ulps");
    }

    @Test
    void aToleranceOfZeroRefutesRounding() {
        CompiledModel model = BpCompiler.compile(TRIANGLE, CompilerOptions.loopy(20));
        Verdict verdict = verifyThat(model).matchesLoopyBpAtEveryRound(new Tolerance(0));
        assertThat(verdict.findWorst().orElseThrow().magnitude()).isLessThan(1e-14);
    }

    @Test
    void onALoopTheGapToThePosteriorIsMeasuredAndIsNoCheck() {
        VerificationReport report =
                VerificationReport.of(BpCompiler.compile(TRIANGLE, CompilerOptions.loopy()), List.of());
        assertThat(report.verdict()).isEqualTo("VERIFIED");
        assertThat(report.checks()).extracting(Check::name).containsExactly(VerificationReport.EQUALS_BP);
        // By hand: P(a=yes) = 2/3, since b and c treat both states of a alike, and P(b=a) = 30/36, so P(b=yes) = 11/18.
        Witness gap = report.gap().orElseThrow();
        double yes = gap.discrepancy().state() == 1
                ? gap.discrepancy().expected()
                : 1 - gap.discrepancy().expected();
        assertThat(yes).isCloseTo(gap.discrepancy().variable().name().equals("a") ? 2.0 / 3 : 11.0 / 18, within(1e-12));
        assertThat(gap.magnitude()).isGreaterThan(1e-3);
    }

    @Test
    void aJunctionTreeIsVerifiedAgainstThePosteriorAndItsOwnIntermediateForm() {
        VerificationReport report =
                VerificationReport.of(BpCompiler.compile(TRIANGLE, CompilerOptions.exact()), List.of());
        assertThat(report.verdict()).isEqualTo("VERIFIED");
        assertThat(report.checks())
                .extracting(Check::name)
                .containsExactly(VerificationReport.EQUALS_EXACT, VerificationReport.EQUALS_INTERMEDIATE);
        assertThat(report.gap()).isEmpty();
    }

    @Test
    void theReferencesAreGivenTheConstantsToo() {
        Evidence constants = TRIANGLE.evidence().observe("b", "yes").build();
        CompiledModel model =
                BpCompiler.compile(TRIANGLE, CompilerOptions.auto().withConstants(constants));
        // Without b the triangle is a chain.
        assertThat(model.cost().junctionTree().cliques()).isZero();
        VerificationReport report = VerificationReport.of(
                model, List.of(TRIANGLE.evidence().observe("a", "no").build(), constants));
        assertThat(report.verdict()).isEqualTo("VERIFIED");
        assertThat(report.checks())
                .extracting(Check::name)
                .containsExactly(VerificationReport.EQUALS_BP, VerificationReport.EQUALS_EXACT);
    }

    @Test
    void mostProbableStatesAreHeldAgainstMaxProduct() {
        CompilerOptions options =
                CompilerOptions.auto().withConstruction(Construction.LOG_ODDS).withTask(Task.MAP);
        VerificationReport chain = VerificationReport.of(BpCompiler.compile(CHAIN, options), List.of());
        assertThat(chain.verdict()).isEqualTo("VERIFIED");
        assertThat(chain.checks())
                .extracting(Check::name)
                .containsExactly(VerificationReport.EQUALS_MAX_PRODUCT, VerificationReport.EQUALS_MAX_MARGINALS);

        CompiledModel loopy = BpCompiler.compile(TRIANGLE, options);
        VerificationReport triangle = VerificationReport.of(loopy, List.of());
        assertThat(triangle.verdict()).isEqualTo("VERIFIED");
        assertThat(triangle.gap()).isEmpty();
        assertThat(verifyThat(loopy).matchesExactPosterior(Tolerance.ROUNDING).word())
                .isEqualTo("INCONCLUSIVE");
    }

    @Test
    void evidenceThatTheReferenceFindsImpossibleIsNoMatterForAVerdict() {
        CompiledModel model = BpCompiler.compile(CHAIN, CompilerOptions.exact());
        Evidence impossible =
                CHAIN.evidence().observe("b", "yes").observe("c", "no").build();
        assertThatThrownBy(() -> verifyThat(model).given(impossible).matchesLoopyBpAtEveryRound(Tolerance.ROUNDING))
                .isInstanceOf(ImpossibleEvidenceException.class);
    }

    @Test
    void aModelThatRefusesPossibleEvidenceIsRefuted() {
        CompiledModel model = BpCompiler.compile(CHAIN, CompilerOptions.exact()).on(new EverythingImpossible());
        Verdict verdict = verifyThat(model).matchesLoopyBpAtEveryRound(Tolerance.ROUNDING);
        assertThat(verdict.word()).isEqualTo("REFUTED");
        assertThat(verdict).isInstanceOf(RefusedWrongly.class);
    }

    /** Marks every state of the first variable as impossible before the forward pass. */
    private record EverythingImpossible() implements Engine {
        @Override
        public String name() {
            return "everything impossible";
        }

        @Override
        public PreparedTransformer prepare(Transformer transformer) {
            PreparedTransformer dense = new DenseEngine().prepare(transformer);
            Subspace impossible = transformer.layout().subspace("impossible");
            return (tokens, observer) -> {
                Matrix.Builder marks =
                        Matrix.builder(tokens.rows(), tokens.columns()).endRow();
                for (int s = 0; s < impossible.size(); s++) {
                    marks.append(impossible.at(s), Activation.LOG_FLOOR);
                }
                return dense.forward(tokens.plus(marks.endRow().build()), observer);
            };
        }
    }
}
