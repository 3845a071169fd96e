package org.deciban.testkit.assertions;

import java.util.Optional;
import org.assertj.core.api.AbstractAssert;
import org.deciban.proofs.verify.Fault;
import org.deciban.proofs.verify.Verdict;
import org.deciban.proofs.verify.Witness;

/** Assertions about a verdict. What fails prints the whole witness: evidence, node, round, values, ulps, layer and head. */
public final class VerdictAssert extends AbstractAssert<VerdictAssert, Verdict> {
    VerdictAssert(Verdict actual) {
        super(actual, VerdictAssert.class);
    }

    /** The claim held. */
    public VerdictAssert isVerified() {
        return hasWord("VERIFIED");
    }

    /** The claim is false. */
    public VerdictAssert isRefuted() {
        return hasWord("REFUTED");
    }

    /** The claim was not decided. */
    public VerdictAssert isInconclusive() {
        return hasWord("INCONCLUSIVE");
    }

    private VerdictAssert hasWord(String word) {
        isNotNull();
        if (!actual.word().equals(word)) {
            failWithMessage("expected the verdict %s, got%n  %s", word, describe(actual));
        }
        return this;
    }

    /** The answer that is farthest off is that of a variable. */
    public VerdictAssert hasWitnessAt(String variable) {
        String found = witness().discrepancy().variable().name();
        if (!found.equals(variable)) {
            failWithMessage("expected a witness at %s, got one at %s:%n  %s", variable, found, describe(actual));
        }
        return this;
    }

    /** The answer that is farthest off is that after some rounds. */
    public VerdictAssert hasWitnessInRound(int round) {
        if (witness().round().orElse(-1) != round) {
            failWithMessage("expected a witness in round %d, got%n  %s", round, describe(actual));
        }
        return this;
    }

    /** The part at fault is the feed-forward or a head of a layer of that name. */
    public VerdictAssert hasFaultInLayer(String layer) {
        if (fault().layer().filter(found -> found.name().equals(layer)).isEmpty()) {
            failWithMessage("expected a fault in layer %s, got%n  %s", layer, describe(actual));
        }
        return this;
    }

    /** The part at fault is a head of that name, in a layer of that name. */
    public VerdictAssert hasFaultInHead(String layer, String head) {
        hasFaultInLayer(layer);
        if (fault().head().filter(found -> found.name().equals(head)).isEmpty()) {
            failWithMessage("expected a fault in head %s of layer %s, got%n  %s", head, layer, describe(actual));
        }
        return this;
    }

    /** There is nothing to measure, for a reason that contains these words. */
    public VerdictAssert hasReasonContaining(String words) {
        isNotNull();
        if (actual.findReason().filter(reason -> reason.contains(words)).isEmpty()) {
            failWithMessage("expected a reason containing%n  %s%ngot%n  %s", words, describe(actual));
        }
        return this;
    }

    private Witness witness() {
        isNotNull();
        return orFail(actual.findWorst(), "a witness");
    }

    private Fault fault() {
        isNotNull();
        return orFail(actual.findFault(), "a part at fault");
    }

    private <T> T orFail(Optional<T> found, String what) {
        if (found.isEmpty()) {
            failWithMessage("expected %s, there is none:%n  %s", what, describe(actual));
        }
        return found.orElseThrow();
    }

    /** The verdict with all that is known of it, on one line. */
    static String describe(Verdict verdict) {
        String measured =
                verdict.findTolerance().map(bound -> " (" + bound + ")").orElse("");
        return verdict.word()
                + measured
                + verdict.findWorst().map(witness -> ": " + witness).orElse("")
                + verdict.findReason().map(reason -> ": " + reason).orElse("");
    }
}
