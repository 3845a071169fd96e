package org.deciban.heads.construct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.deciban.heads.tasks.Count01;
import org.deciban.tunnels.TokenSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counting is done here with integers, and formulas are written out again. */
class Count01HeadTest {
    private static final Count01 TASK = new Count01();

    /** So many 0s, 1s and 2s, in some order. */
    private static int[] string(RandomGenerator random, int zeros, int ones, int twos) {
        int[] string = new int[zeros + ones + twos];
        Arrays.fill(string, zeros, zeros + ones, 1);
        Arrays.fill(string, zeros + ones, string.length, 2);
        for (int i = string.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = string[i];
            string[i] = string[j];
            string[j] = kept;
        }
        return string;
    }

    private static double[] atSeparator(Count01Head head, int[] string) {
        TokenSequence question = TASK.question(string);
        return head.model().predict(question, new int[] {question.length() - 1})[0];
    }

    private static double balance(Count01Head head, int[] string) {
        int dimension = head.model().transformer().layout().subspace("balance").dimension();
        return head.model().record(TASK.question(string)).residual(0)[string.length + 1][dimension];
    }

    /** All counts of 0s and 1s up to 12, and some 2s: every near miss of a tie is among them. */
    @ParameterizedTest
    @ValueSource(doubles = {2048, 3, 0.1})
    void theAnswerIsRightForEveryCountAtEveryGap(double gap) {
        Count01Head head = Count01Head.of(gap);
        RandomGenerator random = new SplittableRandom(1);
        for (int zeros = 0; zeros <= 12; zeros++) {
            for (int ones = 0; ones <= 12; ones++) {
                double[] said = atSeparator(head, string(random, zeros, ones, random.nextInt(9)));
                assertThat(said[ones > zeros ? Count01.MORE : Count01.NOT_MORE])
                        .as("%d zeros, %d ones", zeros, ones)
                        .isCloseTo(1, within(1e-12));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {2048, 5, 0.5})
    void theBalanceIsTheDifferenceOverTheCountAndOne(double gap) {
        Count01Head head = Count01Head.of(gap);
        RandomGenerator random = new SplittableRandom(2);
        for (int i = 0; i < 60; i++) {
            int zeros = random.nextInt(80);
            int ones = random.nextInt(80);
            int twos = random.nextInt(80);
            // The separator is noise like a 2.
            double all = zeros + ones + 1 + (twos + 1) * Math.exp(-gap);
            assertThat(balance(head, string(random, zeros, ones, twos))).isCloseTo((ones - zeros) / all, within(1e-12));
            assertThat(Count01Head.balance(zeros, ones, twos + 1, gap)).isCloseTo((ones - zeros) / all, within(1e-15));
        }
    }

    @Test
    void oneMoreOneIsSeenByOneOverTheCountAndOne() {
        Count01Head head = Count01Head.of(HeadConstruction.HARD);
        RandomGenerator random = new SplittableRandom(3);
        for (int half : new int[] {1, 10, 100, 1000}) {
            assertThat(balance(head, string(random, half, half + 1, half / 2)))
                    .isCloseTo(1.0 / (2 * half + 2), within(1e-12));
            assertThat(balance(head, string(random, half, half, half / 2))).isCloseTo(0, within(1e-12));
        }
    }

    @Test
    void aTieIsNoAndTheLeastMajorityIsSeenInLongStrings() {
        Count01Head head = Count01Head.of(HeadConstruction.HARD);
        RandomGenerator random = new SplittableRandom(4);
        for (int half : new int[] {0, 1, 256, 1500}) {
            int[] tie = string(random, half, half, half % 7);
            double[] said = atSeparator(head, tie);
            // K / D in the logit.
            double sure = 1 / (1 + Math.exp(-Math.pow(2, 22) / (2 * half + 1)));
            assertThat(said[Count01.NOT_MORE]).isCloseTo(sure, within(1e-9));
            assertThat(atSeparator(head, string(random, half, half + 1, 3))[Count01.MORE])
                    .isCloseTo(1, within(1e-9));
        }
    }

    @Test
    void theStringIsEnded() {
        Count01Head head = Count01Head.of(HeadConstruction.HARD);
        assertThat(head.model().generate(TASK.question(new int[] {0, 1, 1, 2}), Count01.END, 9))
                .containsExactly(Count01.MORE, Count01.END);
        assertThat(head.model().generate(TASK.question(new int[] {0, 1, 2, 2}), Count01.END, 9))
                .containsExactly(Count01.NOT_MORE, Count01.END);
        assertThat(head.model().generate(TASK.question(new int[] {}), Count01.END, 9))
                .containsExactly(Count01.NOT_MORE, Count01.END);
    }

    /** With 0s weighed r-fold, 1s win if n1 − r·n0 > ½; what 2s weigh changes no answer. */
    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.7, 1.3, 2.7})
    void otherWeightsOfZerosMoveTheThresholdAndOtherWeightsOfTwosDoNot(double ratio) {
        Count01Head head = Count01Head.of(2);
        RandomGenerator random = new SplittableRandom(5);
        for (int i = 0; i < 60; i++) {
            int zeros = random.nextInt(15);
            int ones = random.nextInt(15);
            TokenSequence question = TASK.question(string(random, zeros, ones, 9));
            double[] factors = new double[question.length()];
            double ofTwos = random.nextDouble(5);
            for (int key = 0; key < factors.length; key++) {
                factors[key] = switch (question.symbol(key)) {
                    case Count01.ZERO -> ratio;
                    case Count01.TWO -> ofTwos;
                    default -> 1;
                };
            }
            int separator = question.length() - 1;
            double[] said = head.model()
                    .predict(question, new int[] {separator}, AttentionEdits.weighted(0, 0, separator, factors))[0];
            assertThat(said[Count01.MORE])
                    .as("%d zeros, %d ones", zeros, ones)
                    .isCloseTo(ones - ratio * zeros > 0.5 ? 1 : 0, within(1e-9));
        }
    }

    @Test
    void aGapThatIsNoneIsRefused() {
        assertThatThrownBy(() -> Count01Head.of(0)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> TASK.draw(new SplittableRandom(1), 2)).hasMessageContaining("at least 3 tokens");
    }
}
