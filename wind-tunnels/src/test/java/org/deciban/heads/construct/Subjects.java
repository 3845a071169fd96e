package org.deciban.heads.construct;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.deciban.heads.tasks.ClassShares;
import org.deciban.heads.tasks.Dependencies;
import org.deciban.heads.tasks.DuplicateToken;
import org.deciban.heads.tasks.Facts;
import org.deciban.heads.tasks.FewShot;
import org.deciban.heads.tasks.Induction;
import org.deciban.heads.tasks.Needle;
import org.deciban.heads.tasks.PreviousToken;
import org.deciban.heads.tasks.TriggeredCopy;

/** Every construction, with hard attention. */
public final class Subjects {
    private static final double HARD = HeadConstruction.HARD;

    private Subjects() {}

    /** A construction, and the longest sequence to try it on. */
    public record Subject(HeadConstruction construction, int longest) {
        @Override
        public String toString() {
            return construction.name();
        }
    }

    /** The same on few symbols and tokens. */
    public static List<Subject> small() {
        Facts facts = new Facts(8, 3, new TreeMap<>(Map.of(0, 0, 3, 1, 5, 2, 6, 0)));
        return List.of(
                new Subject(PreviousTokenHead.of(PreviousToken.of(4), 6, HARD), 6),
                new Subject(DuplicateTokenHead.of(DuplicateToken.of(6), 6, HARD), 6),
                new Subject(InductionHeads.of(Induction.plain(4), 6, HARD), 6),
                new Subject(InductionHeads.of(Induction.fuzzy(5, 2), 6, HARD), 6),
                new Subject(IterationHead.of(HARD), 10),
                new Subject(Count01Head.of(HARD), 10),
                new Subject(NeedleHeads.of(new Needle(2, 2, 2, 2), 16, HARD), 16),
                new Subject(SinkHead.of(TriggeredCopy.of(4), 6, HARD), 6),
                new Subject(RegisterTokens.of(ClassShares.of(5, 2), 6, HARD), 6),
                new Subject(SyntacticHeads.of(new Dependencies(12), HARD), 12),
                new Subject(FunctionVectorHead.of(FewShot.standard(4), 6, HARD, HARD), 6),
                new Subject(AttentionMemory.of(facts, HARD, true), 6));
    }

    /** With room for so many tokens, where sentences of a grammar are up to 64. */
    public static List<Subject> all(int room) {
        int sentence = Math.min(64, room);
        Facts facts = Facts.draw(new SplittableRandom(8), 64, 9, 20);
        return List.of(
                new Subject(PreviousTokenHead.of(PreviousToken.of(12), room, HARD), room),
                new Subject(DuplicateTokenHead.of(DuplicateToken.of(40), room, HARD), room),
                new Subject(InductionHeads.of(Induction.plain(24), room, HARD), room),
                new Subject(InductionHeads.of(Induction.fuzzy(24, 5), room, HARD), room),
                new Subject(IterationHead.of(HARD), room),
                new Subject(Count01Head.of(HARD), room),
                new Subject(NeedleHeads.of(new Needle(6, 9, 4, 5), room, HARD), room),
                new Subject(SinkHead.of(TriggeredCopy.of(6), room, HARD), room),
                new Subject(RegisterTokens.of(ClassShares.of(12, 3), room, HARD), room),
                new Subject(SyntacticHeads.of(new Dependencies(sentence), HARD), sentence),
                new Subject(FunctionVectorHead.of(FewShot.standard(8), room, HARD, HARD), room),
                new Subject(AttentionMemory.of(facts, HARD, true), room));
    }
}
