package org.deciban.heads.construct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.deciban.heads.detect.StreamingScore;
import org.deciban.heads.tasks.Needle;
import org.deciban.heads.tasks.Parity;
import org.deciban.heads.tasks.TriggeredCopy;
import org.deciban.tunnels.Activations;
import org.deciban.tunnels.Intervention;
import org.deciban.tunnels.TokenSequence;
import org.junit.jupiter.api.Test;

class HeadBehaviourTest {
    private static final double HARD = HeadConstruction.HARD;

    @Test
    void parityIsGeneratedTokenByToken() {
        RandomGenerator random = new SplittableRandom(1);
        IterationHead head = IterationHead.of(HARD);
        for (int bits = 1; bits <= 24; bits++) {
            int[] drawn = random.ints(bits, 0, 2).toArray();
            List<Integer> expected = new ArrayList<>();
            int state = 0;
            for (int bit : drawn) {
                state ^= bit;
                expected.add(state == 0 ? Parity.ZERO : Parity.ONE);
            }
            expected.add(Parity.END);
            assertThat(head.model().generate(head.task().question(drawn), Parity.END, 100))
                    .isEqualTo(expected);
        }
    }

    /** One more than any sequence that positions were coded for elsewhere: the code of places has no end but 2^21. */
    @Test
    void parityIsSaidAtALengthNoOtherHeadHasRoomFor() {
        IterationHead head = IterationHead.of(HARD);
        int[] bits = new SplittableRandom(2).ints(900, 0, 2).toArray();
        TokenSequence thought = head.task().thought(bits);
        int[] positions = {thought.length() - 2, thought.length() - 1};
        double[][] said = head.model().predict(thought, positions);
        int parity = 0;
        for (int bit : bits) {
            parity ^= bit;
        }
        assertThat(said[0][Parity.ZERO + parity]).isEqualTo(1);
        assertThat(said[1][Parity.END]).isEqualTo(1);
    }

    @Test
    void aHeadThatRestsOnTheSinkChangesNoBit() {
        SinkHead head = SinkHead.of(TriggeredCopy.of(6), 40, HARD);
        TokenSequence tokens = head.task().draw(new SplittableRandom(3), 40);
        Activations activations = head.model().record(tokens);
        double[][] before = activations.residual(-1);
        double[][] after = activations.residual(0);
        for (int position = 0; position < tokens.length(); position++) {
            boolean same = Arrays.equals(before[position], after[position]);
            assertThat(same).isEqualTo(!TriggeredCopy.isTriggered(tokens, position));
        }
    }

    /** A streaming head restricted to a sink and its window does the same; a retrieval head restricted to these does not. */
    @Test
    void onlyRetrievalIsHarmedByStreamingAttention() {
        Needle task = new Needle(6, 9, 4, 3);
        NeedleHeads heads = NeedleHeads.of(task, 60, HARD);
        RandomGenerator random = new SplittableRandom(4);
        for (int i = 0; i < 10; i++) {
            TokenSequence tokens = task.draw(random, 60);
            double[][] full = heads.model().record(tokens).residual(1);
            assertThat(change(heads, tokens, NeedleHeads.STREAMING, full)).isZero();
            // Where the needle is asked for, what was read is lost; something else may be read in its place.
            double lost = change(heads, tokens, NeedleHeads.RETRIEVAL, full) * full.length;
            int[] answers = task.answerPositions(tokens);
            double expected = 0;
            for (int said = 0; said < answers.length; said++) {
                int target = task.needlePositions(tokens)[said];
                int query = answers[said];
                int nearest = nearestSeen(target, query, task.period());
                int wanted = tokens.symbol(target);
                int read = tokens.symbol(nearest);
                boolean isPayload = read > task.hay() && read < task.mark();
                expected += read == wanted ? 0 : isPayload ? 2 : 1;
            }
            // The last token of the answer is beyond the needle, and is not asked: it may read anything.
            double beyond = squared(
                    full[tokens.length() - 1],
                    heads.model()
                            .record(
                                    tokens,
                                    AttentionEdits.streaming(
                                            NeedleHeads.LAYER, NeedleHeads.RETRIEVAL, 1, task.period()))
                            .residual(1)[tokens.length() - 1]);
            assertThat(lost - beyond).isCloseTo(expected, within(1e-9));
            assertThat(expected).isPositive();
        }
    }

    private static double change(NeedleHeads heads, TokenSequence tokens, int head, double[][] full) {
        double[][] restricted = heads.model()
                .record(
                        tokens,
                        AttentionEdits.streaming(
                                NeedleHeads.LAYER, head, 1, heads.task().period()))
                .residual(1);
        return StreamingScore.outputChange(full, restricted).mean();
    }

    private static double squared(double[] left, double[] right) {
        return StreamingScore.outputChange(new double[][] {left}, new double[][] {right})
                .mean();
    }

    /** Of the start and the window, the place nearest to the target, which is never half-way here. */
    private static int nearestSeen(int target, int query, int window) {
        int nearest = 0;
        for (int key = Math.max(1, query - window + 1); key <= query; key++) {
            nearest = Math.abs(key - target) < Math.abs(nearest - target) ? key : nearest;
        }
        return nearest;
    }

    @Test
    void nothingIsChangedByNoIntervention() {
        Needle task = new Needle(6, 9, 4, 3);
        NeedleHeads heads = NeedleHeads.of(task, 60, HARD);
        TokenSequence tokens = task.draw(new SplittableRandom(5), 60);
        int[] positions = task.positions(tokens);
        double[][] same = heads.model().predict(tokens, positions, new Intervention() {});
        double[][] plain = heads.model().predict(tokens, positions);
        for (int p = 0; p < positions.length; p++) {
            assertThat(same[p]).containsExactly(plain[p]);
        }
    }
}
