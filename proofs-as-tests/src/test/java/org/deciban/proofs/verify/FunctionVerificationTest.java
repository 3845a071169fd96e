package org.deciban.proofs.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.deciban.proofs.verify.Rounds.afterRounds;
import static org.deciban.proofs.verify.Rounds.atConvergence;
import static org.deciban.proofs.verify.Rounds.atEveryRound;
import static org.deciban.proofs.verify.Rounds.atTheEnd;
import static org.deciban.proofs.verify.SmallGraphs.CHAIN;
import static org.deciban.proofs.verify.SmallGraphs.TRIANGLE;
import static org.deciban.proofs.verify.Verifier.verifyRoundsOf;
import static org.deciban.proofs.verify.Verifier.verifyThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.inference.BeliefPropagation;
import org.deciban.factorgraph.inference.BeliefPropagationOptions;
import org.deciban.factorgraph.inference.Enumeration;
import org.deciban.factorgraph.inference.Schedule;
import org.deciban.proofs.verify.Verdict.AnsweredWrongly;
import org.deciban.proofs.verify.Verdict.Holds;
import org.deciban.proofs.verify.Verdict.Inconclusive;
import org.deciban.proofs.verify.Verdict.RefusedWrongly;
import org.deciban.proofs.verify.Verdict.Refuted;
import org.deciban.proofs.verify.Verdict.Verified;
import org.junit.jupiter.api.Test;

/** Engines from elsewhere: right ones, and ones that do what functions do. */
class FunctionVerificationTest {
    private static final Evidence YES = CHAIN.evidence().observe("c", "yes").build();

    private static Marginals exact(Evidence given) {
        return Enumeration.run(CHAIN, given).marginals();
    }

    /** The answers of enumeration, with something done to them. */
    private static Verdict verdict(Function<Evidence, Marginals> function) {
        return verifyThat(CHAIN, function).given(YES).matchesExactPosterior(Tolerance.ROUNDING);
    }

    private static Marginals with(Marginals old, Variable variable, double... distribution) {
        double[][] all = old.variables().stream()
                .map(v -> v.equals(variable) ? distribution : old.distribution(v))
                .toArray(double[][]::new);
        return new Marginals(old.variables(), all);
    }

    @Test
    void enumerationIsVerified() {
        assertThat(verdict(FunctionVerificationTest::exact)).isInstanceOf(Verified.class);
    }

    @Test
    void aFunctionThatIsOffIsRefutedByAWitnessWithoutLayerAndHead() {
        Variable b = CHAIN.findVariable("b").orElseThrow();
        Verdict verdict = verdict(given -> with(exact(given), b, 0.25, 0.75));
        assertThat(verdict).isInstanceOf(Refuted.class);
        Witness witness = verdict.findWorst().orElseThrow();
        // By hand: P(b=yes) = 0.4·0.1 + 0.6·0.8 = 0.52, so P(b=yes | c=yes) = 0.52 / (0.52 + 0.48·0.3).
        assertThat(witness.discrepancy().variable()).isEqualTo(b);
        assertThat(witness.magnitude()).isCloseTo(0.52 / 0.664 - 0.75, within(1e-12));
        assertThat(witness.where()).matches("b=(no|yes), given c=yes");
        assertThat(witness.layer()).isEmpty();
        assertThat(witness.head()).isEmpty();
        assertThat(witness.discrepancy().ulps()).isGreaterThan(1e12);
    }

    @Test
    void whateverAFunctionThrowsIsARefutation() {
        List<Throwable> faults = List.of(
                new IllegalStateException("no licence"),
                new NullPointerException(),
                new AssertionError("assert"),
                new NoClassDefFoundError("native"));
        for (Throwable fault : faults) {
            Verdict verdict = verdict(given -> {
                sneak(fault);
                return exact(given);
            });
            assertThat(verdict).isInstanceOf(RefusedWrongly.class);
            assertThat(verdict.word()).isEqualTo("REFUTED");
            assertThat(verdict.findReason().orElseThrow())
                    .contains("given c=yes")
                    .contains(fault.getMessage() == null ? "NullPointerException" : fault.getMessage());
        }
        assertThat(verdict(FunctionVerificationTest::endless)).isInstanceOf(RefusedWrongly.class);
    }

    private static Marginals endless(Evidence given) {
        return endless(given);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable fault) throws T {
        throw (T) fault;
    }

    @Test
    void aCheckedExceptionThatIsSneakedOutIsARefutationToo() {
        assertThat(verdict(given -> {
                    FunctionVerificationTest.<RuntimeException>sneak(new IOException("disk"));
                    return exact(given);
                }))
                .isInstanceOf(RefusedWrongly.class);
    }

    @Test
    void numbersThatAreNoDistributionAreARefutationThatNamesTheVariable() {
        Variable b = CHAIN.findVariable("b").orElseThrow();
        for (double[] wrong : new double[][] {{Double.NaN, 0.5}, {0.5, 0.6}, {-0.1, 1.1}, {0, 0}, {1}}) {
            Verdict verdict = verdict(given -> with(exact(given), b, wrong));
            assertThat(verdict.word()).isEqualTo("REFUTED");
            assertThat(verdict.findReason().orElseThrow()).contains("the marginal of b");
        }
    }

    @Test
    void nullAndMissingVariablesAndOtherStatesAreRefutations() {
        assertThat(verdict(given -> null)).isInstanceOf(AnsweredWrongly.class);
        Variable a = CHAIN.findVariable("a").orElseThrow();
        Verdict missing = verdict(
                given -> new Marginals(List.of(a), new double[][] {exact(given).distribution(a)}));
        assertThat(missing).isInstanceOf(AnsweredWrongly.class);
        assertThat(missing.findReason()).contains("there is no answer for b, given c=yes");
        Verdict states = verdict(given -> {
            List<Variable> others = new ArrayList<>(CHAIN.variables());
            others.set(2, Variable.of("c", "yes", "no"));
            double[][] same =
                    CHAIN.variables().stream().map(exact(given)::distribution).toArray(double[][]::new);
            return new Marginals(others, same);
        });
        assertThat(states.findReason())
                .contains("the answer for c has the states [yes, no], not [no, yes], given c=yes");
    }

    @Test
    void answersInAnotherOrderOrAboutMoreVariablesAreComparedByName() {
        Verdict verdict = verdict(given -> {
            List<Variable> more = new ArrayList<>(CHAIN.variables());
            more.add(Variable.of("hidden", "x", "y"));
            Collections.reverse(more);
            return new Marginals(
                    more,
                    more.stream()
                            .map(v -> v.name().equals("hidden")
                                    ? new double[] {0.5, 0.5}
                                    : exact(given).distribution(v))
                            .toArray(double[][]::new));
        });
        assertThat(verdict).isInstanceOf(Verified.class);
    }

    @Test
    void impossibleEvidencePassesThrough() {
        Evidence impossible =
                CHAIN.evidence().observe("b", "yes").observe("c", "no").build();
        assertThatThrownBy(() -> verifyThat(CHAIN, FunctionVerificationTest::exact)
                        .given(impossible)
                        .matchesExactPosterior(Tolerance.ROUNDING))
                .isInstanceOf(ImpossibleEvidenceException.class);
        assertThatThrownBy(() -> verifyRoundsOf(CHAIN, given -> List.of(exact(given)))
                        .given(impossible)
                        .matchesLoopyBp(atEveryRound()))
                .isInstanceOf(ImpossibleEvidenceException.class);
    }

    /** The intermediate form: rounds of belief propagation that share no code with the reference. */
    private static List<Marginals> rounds(Evidence given) {
        return BpCompiler.intermediate(TRIANGLE, CompilerOptions.loopy(4)).beliefsAfterEachRound(given);
    }

    @Test
    void roundsAreComparedOneByOneAndAnOffByOneIsCaught() {
        Verifier right = verifyRoundsOf(TRIANGLE, FunctionVerificationTest::rounds);
        assertThat(right.matchesLoopyBp(atEveryRound())).isInstanceOf(Verified.class);
        assertThat(right.matchesLoopyBp(atTheEnd())).isInstanceOf(Verified.class);
        assertThat(right.matchesLoopyBp(afterRounds(2))).isInstanceOf(Verified.class);
        assertThat(right.matchesLoopyBp(afterRounds(5))).isInstanceOf(Inconclusive.class);

        Verifier late = verifyRoundsOf(TRIANGLE, given -> {
            List<Marginals> all = new ArrayList<>(rounds(given));
            all.remove(0);
            return all;
        });
        Verdict verdict = late.matchesLoopyBp(atEveryRound());
        assertThat(verdict).isInstanceOf(Refuted.class);
        assertThat(verdict.findWorst().orElseThrow().round()).hasValue(0);
        assertThat(verifyRoundsOf(TRIANGLE, given -> List.of()).matchesLoopyBp(atEveryRound()))
                .isInstanceOf(AnsweredWrongly.class);
    }

    @Test
    void aSingleAnswerIsHeldAgainstTheRoundsThatItIsSaidToHaveDone() {
        Verifier verifier = verifyThat(TRIANGLE, given -> rounds(given).get(3));
        assertThat(verifier.matchesLoopyBp(afterRounds(3))).isInstanceOf(Verified.class);
        assertThat(verifier.matchesLoopyBp(afterRounds(2))).isInstanceOf(Refuted.class);
        for (Rounds unknown : List.of(atEveryRound(), atTheEnd())) {
            assertThat(verifier.matchesLoopyBp(unknown)).isInstanceOf(Inconclusive.class);
        }
    }

    @Test
    void aFixedPointIsReachedByAnySchedule() {
        BeliefPropagationOptions sequential = BeliefPropagationOptions.defaults()
                .withSchedule(Schedule.SEQUENTIAL)
                .withTolerance(1e-14);
        Verifier settled = verifyThat(
                TRIANGLE,
                given -> BeliefPropagation.run(TRIANGLE, given, sequential)
                        .findFixedPoint()
                        .orElseThrow());
        assertThat(settled.matchesLoopyBp(atConvergence())).isInstanceOf(Verified.class);
        assertThat(verifyThat(TRIANGLE, given -> rounds(given).get(1)).matchesLoopyBp(atConvergence()))
                .isInstanceOf(Refuted.class);
    }

    @Test
    void aModelIsDefinedOnTheVariablesOfItsGraphAndNoOthers() {
        CompiledModel model = BpCompiler.compile(CHAIN, CompilerOptions.exact());
        List<Variable> all = CHAIN.variables();
        Verifier verifier = verifyThat(model).given(YES);
        assertThat(verifier.isDefinedOnlyOn(all)).isInstanceOf(Holds.class);
        Verdict fewer = verifier.isDefinedOnlyOn(all.subList(0, 2));
        assertThat(fewer.findReason()).contains("there is an answer for [c], outside the concepts, given c=yes");
        List<Variable> more = new ArrayList<>(all);
        more.add(Variable.of("moon", "full", "new"));
        assertThat(verifier.isDefinedOnlyOn(more).findReason()).contains("there is no answer for [moon], given c=yes");
    }

    @Test
    void aFunctionThatIgnoresWhatItDoesNotKnowIsNotDefinedOnlyOnItsConcepts() {
        Function<Evidence, Marginals> ignorant = given -> {
            Evidence.Builder known = CHAIN.evidence();
            given.variables().stream()
                    .filter(CHAIN.variables()::contains)
                    .forEach(v -> known.likelihood(v, given.likelihood(v)));
            return exact(known.build());
        };
        Verdict verdict = verifyThat(CHAIN, ignorant).isDefinedOnlyOn(CHAIN.variables());
        assertThat(verdict).isInstanceOf(AnsweredWrongly.class);
        assertThat(verdict.findReason().orElseThrow())
                .contains("evidence about outside")
                .endsWith("given outside=yes");

        Function<Evidence, Marginals> byName = given -> {
            given.variables().forEach(v -> CHAIN.findVariable(v.name()).orElseThrow());
            return ignorant.apply(given);
        };
        Verdict states = verifyThat(CHAIN, byName).isDefinedOnlyOn(CHAIN.variables());
        assertThat(states.findReason().orElseThrow()).contains("[no, yes, no_or_yes]");

        assertThat(verifyThat(CHAIN, FunctionVerificationTest::exact).isDefinedOnlyOn(CHAIN.variables()))
                .isInstanceOf(Holds.class);
    }

    @Test
    void impossibleEvidenceHasToBeRefused() {
        // The one zero of the tables: P(c=no | b=yes).
        CompiledModel model = BpCompiler.compile(CHAIN, CompilerOptions.exact());
        Verdict holds = verifyThat(model).given(YES).refusesImpossibleEvidence();
        assertThat(holds).isInstanceOf(Holds.class);
        assertThat(holds.findReason()).contains("1 evidence sets of probability zero were refused");

        Verdict answered = verifyThat(CHAIN, given -> exact(Evidence.none())).refusesImpossibleEvidence();
        assertThat(answered).isInstanceOf(AnsweredWrongly.class);
        assertThat(answered.findReason()).contains("evidence of probability zero was answered, given c=no, b=yes");
        assertThat(verifyThat(BpCompiler.compile(TRIANGLE, CompilerOptions.exact()))
                        .refusesImpossibleEvidence())
                .isInstanceOf(Inconclusive.class);
    }

    @Test
    void aFunctionHasNoModelAndNoOtherEngine() {
        Verifier verifier = verifyThat(CHAIN, FunctionVerificationTest::exact);
        assertThatThrownBy(verifier::model).isInstanceOf(IllegalStateException.class);
        assertThat(verifier.matchesIntermediateFormAtEveryRound(Tolerance.ROUNDING))
                .isInstanceOf(Inconclusive.class);
    }
}
