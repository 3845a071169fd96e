package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OscillationWatchTest {
    private static final int ROUNDS = 30;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 12})
    void messagesThatComeBackAreNoticedWithTheirShortestPeriod(int period) {
        assertThat(periodOf(ROUNDS, round -> round % period)).hasValue(period);
    }

    @Test
    void longerPeriodsThanTwelveAreNotNoticed() {
        assertThat(periodOf(ROUNDS, round -> round % 13)).isEmpty();
    }

    @Test
    void messagesThatMoveOnDoNotOscillate() {
        assertThat(periodOf(ROUNDS, round -> round)).isEmpty();
        assertThat(periodOf(ROUNDS, round -> 0)).isEmpty();
    }

    /** After two rounds the messages are back up to a share of the residual, of which a thousandth is close. */
    @Test
    void closeIsAThousandthOfTheResidual() {
        assertThat(periodOf(ROUNDS, round -> round % 2 + 4e-4 * round)).hasValue(2);
        assertThat(periodOf(ROUNDS, round -> round % 2 + 6e-4 * round)).isEmpty();
    }

    @Test
    void twelveRoundsAreTooFewToTellAndThirteenAreNot() {
        assertThat(periodOf(12, round -> round % 2)).isEmpty();
        assertThat(periodOf(13, round -> round % 2)).hasValue(2);
    }

    @Test
    void whatHappensBeforeTheLastThirteenRoundsIsForgotten() {
        assertThat(periodOf(ROUNDS, round -> round < ROUNDS - 12 ? 5 * round : round % 3))
                .hasValue(3);
        assertThat(periodOf(ROUNDS, round -> round < ROUNDS - 12 ? round % 3 : round))
                .isEmpty();
    }

    /** Two messages: one at rest, and one that is a function of the round. */
    private static OptionalInt periodOf(int rounds, IntToDoubleFunction message) {
        double[] messages = {0.5, message.applyAsDouble(0)};
        OscillationWatch watch = new OscillationWatch(messages, rounds);
        for (int round = 1; round <= rounds; round++) {
            double before = messages[1];
            messages[1] = message.applyAsDouble(round);
            watch.see(round, Math.abs(messages[1] - before));
        }
        return watch.findPeriod();
    }
}
