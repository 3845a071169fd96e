package org.deciban.heads.count01;

import java.util.List;
import org.deciban.tunnels.LabelledSequence;

/**
 * What a model says with its attention changed.
 *
 * @param factors how
 * @param saysOne the share of answers that are 1
 * @param countSaysOne the share that a count with these factors gives: n1 − factor · n0 &gt; ½
 * @param agrees the share of answers that are those of that count
 * @param kinds the share of questions at which the kind is right
 */
public record Intervened(AttentionFactors factors, double saysOne, double countSaysOne, double agrees, double kinds) {
    /** 0s a quarter to four times as much, and 2s none to speak of to four times as much. */
    static final List<AttentionFactors> TRIED = List.of(
            new AttentionFactors(0.25, 1),
            new AttentionFactors(0.5, 1),
            AttentionFactors.NONE,
            new AttentionFactors(2, 1),
            new AttentionFactors(4, 1),
            new AttentionFactors(1, 1e-6),
            new AttentionFactors(1, 0.5),
            new AttentionFactors(1, 2),
            new AttentionFactors(1, 4));

    /**
     * Counts.
     *
     * @param votes the questions of all sequences, in order
     */
    static Intervened of(AttentionFactors factors, List<LabelledSequence> sequences, List<Vote> votes) {
        int answers = 0;
        int ones = 0;
        int counted = 0;
        int alike = 0;
        int at = 0;
        for (LabelledSequence sequence : sequences) {
            int expected = factors.counted(sequence.tokens());
            for (int label : sequence.labels()) {
                Vote vote = votes.get(at++);
                if (Matter.ANSWER.isAsked(label)) {
                    int said = HeadMeasurement.classSaid(Matter.ANSWER, vote.logits());
                    answers++;
                    ones += said;
                    counted += expected;
                    alike += said == expected ? 1 : 0;
                }
            }
        }
        return new Intervened(
                factors,
                (double) ones / answers,
                (double) counted / answers,
                (double) alike / answers,
                HeadMeasurement.alone(Matter.KIND, votes, -1));
    }
}
