package org.deciban.testkit.assertions;

import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.deciban.proofs.verify.VerificationReport;

/** Assertions about all that was checked of a model. */
public final class VerificationReportAssert extends AbstractAssert<VerificationReportAssert, VerificationReport> {
    VerificationReportAssert(VerificationReport actual) {
        super(actual, VerificationReportAssert.class);
    }

    /** Something was checked, and every check holds. */
    public VerificationReportAssert isVerified() {
        isNotNull();
        if (actual.checks().isEmpty() || !actual.verdict().equals("VERIFIED")) {
            failWithMessage("expected every check to be VERIFIED, got%n%s", checks());
        }
        return this;
    }

    /** Some check is false. */
    public VerificationReportAssert isRefuted() {
        isNotNull();
        if (!actual.verdict().equals("REFUTED")) {
            failWithMessage("expected some check to be REFUTED, got%n%s", checks());
        }
        return this;
    }

    private String checks() {
        return actual.checks().stream()
                .map(check -> "  " + check.name() + ": " + VerdictAssert.describe(check.verdict()))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
