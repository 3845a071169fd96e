package org.deciban.proofs.verify;

/** Carries a verdict out of a comparison that cannot go on. */
final class Decided extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Verdict verdict;

    Decided(Verdict verdict) {
        super(verdict.findReason().orElse(verdict.word()));
        this.verdict = verdict;
    }

    Verdict verdict() {
        return verdict;
    }
}
