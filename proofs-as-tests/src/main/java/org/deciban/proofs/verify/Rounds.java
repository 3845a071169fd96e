package org.deciban.proofs.verify;

import java.util.List;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.inference.BeliefPropagation;
import org.deciban.factorgraph.inference.BeliefPropagationOptions;
import org.deciban.factorgraph.inference.BudgetExceededException;
import org.deciban.factorgraph.inference.JunctionTree;
import org.deciban.proofs.verify.Reference.Expected;
import org.deciban.proofs.verify.Verdict.Inconclusive;
import org.deciban.proofs.verify.Verdict.RefusedWrongly;

/**
 * When answers are held against belief propagation: flooding, sum-product or max-product and damped as a model is, undamped
 * sum-product for a function.
 */
public final class Rounds {
    private static final BeliefPropagationOptions TO_THE_END =
            BeliefPropagationOptions.defaults().withTolerance(1e-14);

    private final String words;
    private final Reference reference;

    private Rounds(String words, Reference reference) {
        this.words = words;
        this.reference = reference;
    }

    /** After every round that is shown, round 0 with the evidence alone. Not decided for a function with one answer. */
    public static Rounds atEveryRound() {
        return new Rounds(
                "at every round",
                (given, answers) -> Expected.atEveryRound(flooding(given, answers, roundsShown(given, answers))));
    }

    /**
     * After so many rounds. A function with one answer is taken to have done that many.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public static Rounds afterRounds(int rounds) {
        if (rounds < 0) {
            throw new IllegalArgumentException("answers cannot be compared after " + rounds + " rounds");
        }
        return new Rounds(
                "after " + rounds + " rounds",
                (given, answers) -> List.of(
                        Expected.after(rounds, flooding(given, answers, rounds).get(rounds))));
    }

    /** After the last round that is shown. Not decided for a function with one answer. */
    public static Rounds atTheEnd() {
        return new Rounds("at the end", (given, answers) -> {
            int rounds = roundsShown(given, answers);
            return List.of(
                    Expected.after(rounds, flooding(given, answers, rounds).get(rounds)));
        });
    }

    /**
     * The last answer against the fixed point of belief propagation. Not decided where flooding does not settle to 1e-14 within
     * 1000 rounds; where there are several fixed points, the one that it reaches from uniform messages counts.
     */
    public static Rounds atConvergence() {
        return new Rounds("at convergence", (given, answers) -> List.of(Expected.atTheEnd(settled(given, answers))));
    }

    Reference reference() {
        return reference;
    }

    private static Marginals settled(Evidence given, Answers answers) {
        Subject subject = answers.subject();
        return BeliefPropagation.run(
                        subject.graph(),
                        subject.withConstants(given),
                        TO_THE_END.withDamping(subject.damping()).withObjective(subject.objective()))
                .findFixedPoint()
                .orElseThrow(() -> new Decided(new Inconclusive(
                        "belief propagation does not settle within " + TO_THE_END.maxRounds() + " rounds")));
    }

    private static List<Marginals> flooding(Evidence given, Answers answers, int rounds) {
        Subject subject = answers.subject();
        return BeliefPropagation.beliefsAfterEachRound(
                subject.graph(), subject.withConstants(given), rounds, subject.damping(), subject.objective());
    }

    /** A refusal is the function's alone only if the evidence is possible, and here the reference comes second. */
    private static int roundsShown(Evidence given, Answers answers) {
        try {
            return answers.rounds(given);
        } catch (Decided decided) {
            if (decided.verdict() instanceof RefusedWrongly) {
                requirePossible(given, answers);
            }
            throw decided;
        }
    }

    private static void requirePossible(Evidence given, Answers answers) {
        try {
            JunctionTree.run(answers.graph(), answers.subject().withConstants(given));
        } catch (BudgetExceededException e) {
            flooding(given, answers, CompilerOptions.DEFAULT_LOOPY_ROUNDS);
        }
    }

    @Override
    public String toString() {
        return words;
    }
}
