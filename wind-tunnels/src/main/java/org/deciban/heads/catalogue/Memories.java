package org.deciban.heads.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.deciban.heads.construct.AttentionMemory;
import org.deciban.heads.construct.FeedForwardMemory;
import org.deciban.heads.construct.HeadConstruction;
import org.deciban.heads.tasks.Facts;
import org.deciban.tunnels.TokenSequence;

/** Stored facts. */
final class Memories {
    private static final double HARD = HeadConstruction.HARD;
    private static final int SUBJECTS = 64;
    private static final int OBJECTS = 9;
    private static final int HELD = 20;

    private Memories() {}

    static Facts facts(Trial trial) {
        return Facts.draw(new SplittableRandom(trial.seed() + 6), SUBJECTS, OBJECTS, HELD);
    }

    /** Asked for what it holds: a memory without a detector has nothing right to say otherwise. */
    static CatalogueEntry feedForward(Trial trial) {
        Facts facts = facts(trial);
        FeedForwardMemory memory = FeedForwardMemory.of(facts, 1);
        double worst = 0;
        TokenSequence all = facts.everySubject();
        for (int subject : memory.subjects()) {
            int position = Facts.symbol(subject);
            double[] expected = facts.expected(all, new int[] {position})[0];
            double[] said = memory.model().predict(all, new int[] {position})[0];
            for (int outcome = 0; outcome < expected.length; outcome++) {
                worst = Math.max(worst, Math.abs(expected[outcome] - said[outcome]));
            }
        }
        return new CatalogueEntry(
                memory.name(), "says the object of a subject that it holds", HELD, all.length(), worst, List.of());
    }

    static CatalogueEntry detecting(Trial trial) {
        Facts facts = facts(trial);
        List<Reading> readings = new ArrayList<>();
        for (double price : new double[] {HARD, 3}) {
            AttentionMemory memory = AttentionMemory.of(facts, price, true);
            TokenSequence all = facts.everySubject();
            double[][] attention = memory.model().record(all).attention(0, 0);
            double predicted = 0;
            double measured = 0;
            int missing = 0;
            for (int subject = 0; subject < facts.subjects(); subject++) {
                if (facts.findObject(subject).isEmpty()) {
                    missing++;
                    predicted += MemoryTable.unknown(facts, subject, price);
                    measured += attention[Facts.symbol(subject)][0];
                }
            }
            readings.add(new Reading(
                    "recall 0.0",
                    "mass on the sink at misses",
                    price,
                    predicted / missing,
                    measured / missing,
                    1.0 / attention[0].length));
        }
        AttentionMemory memory = AttentionMemory.of(facts, HARD, true);
        return new CatalogueEntry(
                memory.name(),
                "says the object of a subject, or that it is unknown",
                trial.inputs(),
                trial.longest(),
                trial.worstError(memory, trial.longest()),
                readings);
    }
}
