package org.deciban.proofs.verify;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.inference.BudgetExceededException;
import org.deciban.proofs.verify.Verdict.Inconclusive;
import org.deciban.proofs.verify.Verdict.RefusedWrongly;
import org.deciban.proofs.verify.Verdict.Refuted;
import org.deciban.proofs.verify.Verdict.Verified;
import org.jspecify.annotations.Nullable;

/** Answers held against a reference, under each of some evidence sets. */
record Comparison(Answers answers, List<Evidence> sets, Reference reference) {

    Verdict verdict(Tolerance tolerance) {
        try {
            Witness worst = worst();
            return tolerance.allows(worst.magnitude())
                    ? new Verified(worst, tolerance)
                    : new Refuted(worst.with(findFault(worst.evidence(), tolerance)), tolerance);
        } catch (Decided e) {
            return e.verdict() instanceof RefusedWrongly refused
                    ? new RefusedWrongly(refused.given(), refused.refusal(), findFault(refused.given(), tolerance))
                    : e.verdict();
        } catch (BudgetExceededException e) {
            return new Inconclusive(String.valueOf(e.getMessage()));
        }
    }

    /** References are asked first, so that a refusal to answer is the subject's alone. */
    private Witness worst() {
        @Nullable Witness worst = null;
        for (Evidence given : sets) {
            for (Reference.Expected expected : reference.to(given, answers)) {
                worst = worse(worst, expected.compare(answers, given));
            }
        }
        return Objects.requireNonNull(worst);
    }

    private static Witness worse(@Nullable Witness worst, Witness here) {
        // Written so that a NaN difference, which is no difference anyone may accept, is kept.
        return worst == null || !(here.magnitude() <= worst.magnitude()) ? here : worst;
    }

    private Optional<Fault> findFault(Evidence given, Tolerance tolerance) {
        return answers.subject().findFault(given, repaired -> {
            Comparison again = new Comparison(new Answers(repaired), List.of(given), reference);
            return tolerance.allows(again.worst().magnitude());
        });
    }
}
