package org.deciban.testkit.assertions;

import org.deciban.factorgraph.Marginals;
import org.deciban.proofs.verify.Verdict;
import org.deciban.proofs.verify.VerificationReport;

/** Entry points of the assertions; to be imported beside those of AssertJ. */
public final class DecibanAssertions {
    private DecibanAssertions() {}

    /** Assertions about a verdict. */
    public static VerdictAssert assertThat(Verdict actual) {
        return new VerdictAssert(actual);
    }

    /** Assertions about all that was checked of a model. */
    public static VerificationReportAssert assertThat(VerificationReport actual) {
        return new VerificationReportAssert(actual);
    }

    /** Assertions about posteriors or beliefs. */
    public static MarginalsAssert assertThat(Marginals actual) {
        return new MarginalsAssert(actual);
    }
}
