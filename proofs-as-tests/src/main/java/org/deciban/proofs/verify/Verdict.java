package org.deciban.proofs.verify;

import java.util.Optional;
import org.deciban.factorgraph.Evidence;

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

    /** The part of a refuted model that is at fault, where it could be located. */
    default Optional<Fault> findFault() {
        return findWorst().flatMap(Witness::fault);
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
     * @param witness the largest difference seen, with the layer and head at fault where they could be located
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
     * The claim, which is not about numbers, held on everything that was tried.
     *
     * @param tried what was tried, e.g. {@code 3 questions outside were refused}
     */
    record Holds(String tried) implements Verdict {
        @Override
        public String word() {
            return "VERIFIED";
        }

        @Override
        public Optional<String> findReason() {
            return Optional.of(tried);
        }
    }

    /**
     * The claim is false in that there is no answer where the reference has one: the evidence is called impossible, the numbers
     * leave the range of the engine, or a function throws.
     *
     * @param given the evidence
     * @param refusal what was thrown
     * @param fault the part at fault, where it could be located
     */
    record RefusedWrongly(Evidence given, Throwable refusal, Optional<Fault> fault) implements Verdict {
        /** A refusal of which no fault is known. */
        public RefusedWrongly(Evidence given, Throwable refusal) {
            this(given, refusal, Optional.empty());
        }

        @Override
        public String word() {
            return "REFUTED";
        }

        @Override
        public Optional<Fault> findFault() {
            return fault;
        }

        @Override
        public Optional<String> findReason() {
            String message = refusal.getMessage();
            return Optional.of("refused by the model alone"
                    + (given.isEmpty() ? "" : ", given " + given)
                    + ": " + (message == null ? refusal.getClass().getName() : message)
                    + fault.map(found -> "; " + found.where()).orElse(""));
        }
    }

    /**
     * The claim is false in that the answer is none: a variable is missing, or there is a number where there should be a
     * refusal.
     *
     * @param given the evidence
     * @param how what is wrong with the answer
     */
    record AnsweredWrongly(Evidence given, String how) implements Verdict {
        @Override
        public String word() {
            return "REFUTED";
        }

        @Override
        public Optional<String> findReason() {
            return Optional.of(how + (given.isEmpty() ? ", no evidence" : ", given " + given));
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
