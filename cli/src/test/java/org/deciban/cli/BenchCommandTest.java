package org.deciban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchCommandTest {
    @Test
    void theObjectHasItsKeysAndTimesAboveZero() {
        Run run = Run.of("bench", Run.network("dating"), "--engine", "folded", "--json");
        assertThat(run.exit()).as(run.err()).isZero();
        JsonNode report = run.json();
        List<String> keys = new ArrayList<>();
        report.fieldNames().forEachRemaining(keys::add);
        assertThat(keys)
                .containsExactly(
                        "model",
                        "unit",
                        "edges",
                        "transformer",
                        "processors",
                        "compileSeconds",
                        "beliefPropagation",
                        "engines",
                        "leftOut");
        // P(lonely), P(exciting), P(like_jj | …), P(like_kj) and P(date | …), with 1, 1, 3, 1 and 3 variables.
        assertThat(report.get("edges").asInt()).isEqualTo(9);
        assertThat(report.at("/beliefPropagation/nanosecondsPerMessage").asDouble())
                .isPositive();
        assertThat(report.get("leftOut")).isEmpty();
        JsonNode folded = report.at("/engines/0");
        assertThat(folded.get("engine").asText()).isEqualTo("folded");
        for (String time : new String[] {
            "prepareSeconds",
            "firstAnswerSeconds",
            "nanosecondsPerMessage",
            "timesBeliefPropagation",
            "evidenceSetsPerSecond",
            "evidenceSetsPerSecondInBatch"
        }) {
            assertThat(folded.get(time).asDouble()).as(time).isPositive();
        }
        assertThat(folded.get("batch").asInt()).isBetween(1, 1024);
    }
}
