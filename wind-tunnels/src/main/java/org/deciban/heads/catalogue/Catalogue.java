package org.deciban.heads.catalogue;

import java.util.List;
import org.deciban.heads.tasks.Induction;

/** The constructed heads, each with its task tried and its scores measured. */
public final class Catalogue {
    private static final int VOCABULARY = 24;
    private static final int CLASSES = 5;

    private Catalogue() {}

    /** All heads, in the order of {@code docs/heads.md}. */
    public static List<CatalogueEntry> measure(Trial trial) {
        return List.of(
                TokenHeads.previous(trial),
                TokenHeads.duplicate(trial),
                TokenHeads.induction(trial, Induction.plain(VOCABULARY)),
                TokenHeads.induction(trial, Induction.fuzzy(VOCABULARY, CLASSES)),
                ReadingHeads.iteration(trial),
                ReadingHeads.needle(trial),
                TokenHeads.sink(trial),
                TokenHeads.registers(trial),
                TokenHeads.count01(trial),
                ReadingHeads.syntactic(trial),
                ReadingHeads.functionVector(trial),
                Memories.feedForward(trial),
                Memories.detecting(trial),
                GatherHeads.entry());
    }
}
