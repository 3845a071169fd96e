package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class BeliefPropagationOptionsTest {
    private static final BeliefPropagationOptions OPTIONS = BeliefPropagationOptions.defaults();

    @Test
    void whatIsOutOfRangeIsRefusedByNameAndSoIsNaN() {
        assertRefused(() -> OPTIONS.withDamping(1), "damping is 1.0");
        assertRefused(() -> OPTIONS.withDamping(-0.1), "damping is -0.1");
        assertRefused(() -> OPTIONS.withDamping(Double.NaN), "damping is NaN");
        assertRefused(() -> OPTIONS.withTolerance(Double.NaN), "tolerance is NaN");
        assertRefused(() -> OPTIONS.withTolerance(-1e-9), "tolerance is -1.0E-9");
        assertRefused(() -> OPTIONS.withMaxRounds(-1), "-1");
        assertRefused(() -> OPTIONS.withThreads(0), "threads is 0");
        assertRefused(
                () -> new BeliefPropagationOptions(
                        Objective.SUM_PRODUCT, MessageDomain.LOG, Schedule.FLOODING, 0, 5, 4, 1e-9, 1, 0),
                "maxRounds is 4; it is at least minRounds, 5");
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }

    @Test
    void eachChangeChangesOneThing() {
        BeliefPropagationOptions changed = OPTIONS.withObjective(Objective.MAX_PRODUCT)
                .withDomain(MessageDomain.PROBABILITY)
                .withSchedule(Schedule.RESIDUAL)
                .withDamping(0.25)
                .withExactRounds(7)
                .withTolerance(1e-3)
                .withThreads(3)
                .withSeed(11);
        assertThat(changed)
                .isEqualTo(new BeliefPropagationOptions(
                        Objective.MAX_PRODUCT, MessageDomain.PROBABILITY, Schedule.RESIDUAL, 0.25, 7, 7, 1e-3, 3, 11));
        assertThat(changed.withMaxRounds(5).minRounds()).isEqualTo(5);
        assertThat(changed.withMaxRounds(9).minRounds()).isEqualTo(7);
    }
}
