package org.deciban.benchmarks;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InferenceDriverTest {
    @Test
    void anUnknownPartIsRefusedBeforeAnythingIsTimed() {
        assertThatThrownBy(() -> InferenceDriver.main(new String[] {"rounds", "speed"}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no part speed");
    }
}
