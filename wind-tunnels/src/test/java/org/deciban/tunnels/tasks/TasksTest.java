package org.deciban.tunnels.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.TokenSequence;
import org.junit.jupiter.api.Test;

/** Sizes as published, sequences by hand, and what is refused. */
class TasksTest {
    @Test
    void sizesAreThosePublished() {
        Bijection bijection = Bijection.published();
        assertThat(bijection.maximumLength()).isEqualTo(37);
        assertThat(bijection.inputs()).hasSize(40);
        // log2 20!, 20! = 2432902008176640000.
        assertThat(bijection.log2Hypotheses()).isCloseTo(Math.log(2432902008176640000.0) / Math.log(2), within(1e-12));
        HmmFiltering hmm = HmmFiltering.published(20);
        assertThat(hmm.headerLength()).isEqualTo(53);
        assertThat(hmm.maximumLength()).isEqualTo(73);
        assertThat(AssociativeRecall.standard().maximumLength()).isEqualTo(195);
        for (AnalyticTask task : List.of(bijection, hmm, AssociativeRecall.standard(), new TwoVariables())) {
            LabelledSequence sequence = task.draw(new Random(1));
            assertThat(sequence.tokens().width()).isEqualTo(task.inputs().size());
            assertThat(sequence.tokens().length()).isEqualTo(task.maximumLength());
            double[][] posterior = task.posterior(sequence.tokens(), sequence.positions());
            for (double[] row : posterior) {
                assertThat(row).hasSize(task.outcomes().size());
                assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(1e-14));
            }
            LabelledSequence again = task.draw(new Random(1));
            assertThat(again.tokens()).isEqualTo(sequence.tokens());
            assertThat(again.labels()).isEqualTo(sequence.labels());
        }
    }

    @Test
    void anHmmByHand() {
        HmmFiltering task = new HmmFiltering(2, 2, 4, 2);
        // T = [3/4 1/4; 1/2 1/2], E = [1 0; 1/4 3/4], observations o0 o1: marks are 0, 1, 2, level q is 3 + q, o0 is 8.
        TokenSequence tokens = TokenSequence.ofSymbols(new int[] {0, 6, 4, 5, 5, 1, 7, 3, 4, 6, 2, 8, 9}, 10);
        assertThat(task.transition(tokens)).isDeepEqualTo(new double[][] {{0.75, 0.25}, {0.5, 0.5}});
        assertThat(task.emission(tokens)).isDeepEqualTo(new double[][] {{1, 0}, {0.25, 0.75}});
        double[][] posterior = task.posterior(tokens, new int[] {11, 12});
        assertThat(posterior[0][0]).isCloseTo(0.8, within(1e-15));
        assertThat(posterior[1]).containsExactly(0, 1);
    }

    private static void refuses(Runnable call, String... said) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains(said);
    }

    @Test
    void badInputsAreLocated() {
        Bijection bijection = new Bijection(3, 3, 0);
        int[] at4 = {4};
        refuses(() -> bijection.posterior(symbols(6, 0, 1, 1, 4, 2), at4), "value must stand at position 1", "k1");
        refuses(() -> bijection.posterior(symbols(6, 0, 3, 4, 4, 2), at4), "position 2", "v1");
        refuses(() -> bijection.posterior(symbols(6, 0, 3, 1, 4, 2), new int[] {3}), "position 3");
        refuses(() -> new Bijection(3, 4, 0), "1 … 3 pairs, got 4");
        refuses(() -> new Bijection(1, 1, 0), "at least 2 values");
        refuses(() -> new Bijection(3, 3, Double.NaN), "in [0, 1], got NaN");
        refuses(() -> new Bijection(2, 3, 1).posterior(symbols(5, 0, 2, 1, 3, 0), new int[] {1}), "position 1");

        HmmFiltering hmm = new HmmFiltering(2, 2, 4, 2);
        int[] at11 = {11};
        refuses(
                () -> hmm.posterior(symbols(10, 0, 6, 5, 5, 5, 1, 7, 3, 4, 6, 2, 8, 9), at11),
                "before position 3",
                "got 5");
        refuses(
                () -> hmm.posterior(symbols(10, 0, 6, 4, 5, 5, 0, 7, 3, 4, 6, 2, 8, 9), at11),
                "position 5 must hold E");
        refuses(() -> hmm.posterior(symbols(10, 0, 6, 8, 5, 5, 1, 7, 3, 4, 6, 2, 8, 9), at11), "position 2", "o0");
        refuses(() -> hmm.posterior(symbols(10, 0, 6, 4, 5, 5, 1, 7, 3, 4, 6, 2, 8, 3), at11), "position 12", "0");
        refuses(() -> hmm.posterior(symbols(10, 0, 6, 4, 5, 5, 1, 7, 3, 4, 6, 2, 8, 9), new int[] {10}), "11 … 12");
        refuses(() -> new HmmFiltering(2, 1, 4, 2), "2 symbols");

        AssociativeRecall recall = new AssociativeRecall(3, 2, 1, 1);
        int[] last = {5};
        refuses(() -> recall.posterior(symbols(7, 1, 4, 0, 2, 5, 3), last), "the key k2 at position 5");
        refuses(() -> recall.posterior(symbols(7, 1, 4, 0, 2, 5, 0), last), "position 5, got -");
        refuses(() -> new AssociativeRecall(3, 4, 1, 0), "pairs ≤ vocabulary");
        refuses(() -> new TwoVariables().posterior(TwoVariables.tokens(1, 2, 3, 4), new int[] {2}), "position 2");
    }

    private static TokenSequence symbols(int vocabulary, int... symbols) {
        return TokenSequence.ofSymbols(symbols, vocabulary);
    }
}
