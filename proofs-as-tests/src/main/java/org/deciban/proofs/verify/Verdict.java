package org.deciban.proofs.verify;

import java.util.Optional;

/** What came of checking a claim. */
public sealed interface Verdict {
    /** {@code VERIFIED}, {@code REFUTED} or {@code INCONCLUSIVE}. */
    String word();

    /** The largest difference seen, where there was one to measure. */
    default Optional<Witness> findWorst() {
        return Optional.empty();
    }

    /** What the differences had to stay within, where there was one to measure. */
    default Optional<Tolerance> findTolerance() {
        return Optional.empty();
    }

    /** Why there is nothing to measure, where there is not. */
    default Optional<String> findReason() {
        return Optional.empty();
    }

    /**
     * The claim held on everything that was tried.
     *
     * @param worst the largest difference seen
     * @param bound what it had to stay within
     */
    record Verified(Witness worst, Tolerance bound) implements Verdict {
        @Override
        public String word() {
            return "VERIFIED";
        }

        @Override
        public Optional<Witness> findWorst() {
            return Optional.of(worst);
        }

        @Override
        public Optional<Tolerance> findTolerance() {
            return Optional.of(bound);
        }
    }

    /**
     * The claim is false.
     *
     * @param witness the largest difference seen
     * @param bound what it should have stayed within
     */
    record Refuted(Witness witness, Tolerance bound) implements Verdict {
        @Override
        public String word() {
            return "REFUTED";
        }

        @Override
        public Optional<Witness> findWorst() {
            return Optional.of(witness);
        }

        @Override
        public Optional<Tolerance> findTolerance() {
            return Optional.of(bound);
        }
    }

    /**
     * The claim is false in that the model has no answer where the reference has one: it calls the evidence impossible, or its
     * numbers leave the range of the engine.
     *
     * @param refusal what the model said
     */
    record RefusedWrongly(RuntimeException refusal) implements Verdict {
        @Override
        public String word() {
            return "REFUTED";
        }

        @Override
        public Optional<String> findReason() {
            return Optional.of("refused by the model alone: " + refusal.getMessage());
        }
    }

    /**
     * The claim was not decided.
     *
     * @param reason why not
     */
    record Inconclusive(String reason) implements Verdict {
        @Override
        public String word() {
            return "INCONCLUSIVE";
        }

        @Override
        public Optional<String> findReason() {
            return Optional.of(reason);
        }
    }
}
