package org.deciban.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.deciban.heads.count01.LearnedCount01;
import org.deciban.tunnels.learned.LearnedSpec;
import org.deciban.tunnels.learned.LearnedWeights;
import org.deciban.tunnels.learned.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Count01CommandTest {
    @Test
    void withoutTheTrainerTheConstructedHeadIsShown() {
        assumeThat(Trainer.isPresent()).isFalse();
        JsonNode answer = Run.of("heads", "count01", "--json").json();
        assertThat(answer.get("tables")).hasSize(1);
        for (JsonNode row : answer.at("/tables/0/rows")) {
            double expected = 1.0 / (row.get("N").asInt() + 1);
            assertThat(row.get("balance").asDouble()).isCloseTo(expected, within(1e-12));
            assertThat(row.get("says").asText()).isEqualTo("Y");
        }
        assertThat(answer.at("/notes/0").asText()).contains("training needs ND4J");
        Run seeds = Run.of("heads", "count01", "--seeds", "1");
        assertThat(seeds.exit()).isEqualTo(2);
        assertThat(seeds.err()).contains("DECIBAN_MAVEN_ARGS=-Pnd4j");
        assertThat(Run.of("heads", "count01", "--save", "models").exit()).isEqualTo(2);
    }

    /** Without training it says about the same everywhere: the kinds are three, of which one is right. */
    @Test
    void aModelFromAFileIsMeasured(@TempDir Path folder) {
        Path file = folder.resolve("initial.safetensors");
        LearnedWeights.initial(LearnedCount01.spec(), 1).write(file);
        JsonNode answer =
                Run.of("heads", "count01", "--model", file.toString(), "--json").json();
        assertThat(answer.get("tables")).hasSize(5);
        assertThat(answer.get("notes")).isEmpty();
        JsonNode heads = answer.at("/tables/1/rows");
        assertThat(heads).hasSize(4);
        for (JsonNode head : heads) {
            assertThat(head.get("kinds alone").asDouble()).isBetween(0.0, 0.75);
            assertThat(head.get("separation").asDouble()).isBetween(0.5, 1.0);
        }
        JsonNode kinds = answer.at("/tables/2/rows/1");
        assertThat(kinds.get("whole model").asDouble()).isBetween(0.0, 0.75);
        assertThat(kinds.get("fitted").asDouble())
                .isGreaterThan(kinds.get("uniform").asDouble() - 0.02);
    }

    @Test
    void aModelOfAnotherTaskIsBadInput(@TempDir Path folder) {
        Path file = folder.resolve("other.safetensors");
        LearnedWeights.initial(LearnedSpec.transformer(LearnedCount01.TASK, 8, 2, 2, 4), 1)
                .write(file);
        Run run = Run.of("heads", "count01", "--model", file.toString());
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("is no model of count01", "1 layer without feed-forward");
        assertThat(Run.of("heads", "count01", "--model", "absent.safetensors").exit())
                .isEqualTo(2);
    }
}
