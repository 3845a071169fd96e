package org.deciban.heads.detect;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * Unlabelled attachment: the share of dependents whose largest weight lies on their head, as it does for heads of BERT (Clark and others,
 * 2019), beside the share that the best fixed offset finds. Immutable; sentences are added one by one.
 */
public final class AttachmentScore {
    private final Tally attached;
    /** How many dependents have their head at each offset. */
    private final Map<Integer, Long> offsets;

    private AttachmentScore(Tally attached, Map<Integer, Long> offsets) {
        this.attached = attached;
        this.offsets = offsets;
    }

    /** No sentence yet. */
    public static AttachmentScore none() {
        return new AttachmentScore(Tally.NONE, Map.of());
    }

    /**
     * One sentence more.
     *
     * @param attention shape {@code [queries, keys]}
     * @param heads the position of the head of each token, shape {@code [tokens]}
     * @param isDependent which tokens are asked
     */
    public AttachmentScore and(double[][] attention, int[] heads, IntPredicate isDependent) {
        Rows.requireTokens(attention, heads.length);
        Tally tally = attached;
        Map<Integer, Long> counts = new TreeMap<>(offsets);
        for (int token = 0; token < heads.length; token++) {
            if (isDependent.test(token)) {
                tally = tally.and(Rows.argmax(attention[token]) == heads[token] ? 1 : 0);
                counts.merge(heads[token] - token, 1L, Long::sum);
            }
        }
        return new AttachmentScore(tally, counts);
    }

    /** The share of dependents whose head the attention finds. */
    public Tally attached() {
        return attached;
    }

    /** The share that the best fixed offset finds, on the same sentences. */
    public Tally bestFixedOffset() {
        long most = offsets.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return new Tally(most, attached.count());
    }
}
