package org.deciban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyCommandTest {
    @TempDir
    private Path folder;

    private static final String ASIA = Run.network("asia");
    private static final String POLYTREE = Run.network("polytree");

    @ParameterizedTest
    @ValueSource(strings = {"asia", "wet-grass", "dating", "grid-3x3", "polytree"})
    void theNetworksOfTheProjectAreVerified(String name) {
        Run run = Run.of("verify", Run.network(name), "--json");
        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEmpty();
        JsonNode report = run.json();
        assertThat(report.get("verdict").asText()).isEqualTo("VERIFIED");
        assertThat(report.get("evidenceSets").asInt()).isEqualTo(5);
        for (JsonNode check : report.get("checks")) {
            assertThat(check.get("verdict").asText()).isEqualTo("VERIFIED");
            assertThat(check.get("worst").asDouble()).isBetween(0.0, 1e-12);
            assertThat(check.get("tolerance").asDouble()).isEqualTo(1e-12);
            assertThat(check.get("where").asText()).isNotBlank();
        }
    }

    @Test
    void theObjectHasTheKeysOfTheContractInTheirOrder() {
        JsonNode report = Run.of("verify", ASIA, "--json").json();
        assertThat(keys(report)).startsWith("model", "verdict", "checks");
        assertThat(keys(report.get("checks").get(0))).containsExactly("name", "verdict", "worst", "tolerance", "where");
        assertThat(report.get("model").asText()).isEqualTo(ASIA);
    }

    private static List<String> keys(JsonNode object) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    @Test
    void aForestIsHeldToTheExactPosteriorToo() {
        JsonNode exact = Run.of("verify", POLYTREE, "--samples", "0", "--json").json();
        assertThat(exact.get("checks").findValuesAsText("name"))
                .containsExactly(
                        "transformer = loopy BP at every round",
                        "transformer = exact posterior",
                        "transformer in ONNX Runtime = transformer (exact)");
        assertThat(exact.get("gap").isNull()).isTrue();
        assertThat(exact.at("/models/0/rounds").asInt()).isEqualTo(6);
        assertThat(Run.of("verify", POLYTREE, "--mode", "exact", "--rounds", "5")
                        .err())
                .contains("take 6 undamped rounds, asked for 5");
    }

    /** The gap is what loopy propagation costs; it is no check and moves no verdict. */
    @Test
    void aLoopyGraphIsVerifiedTwiceAndHasAGap() {
        JsonNode report = Run.of("verify", Run.network("wet-grass"), "--samples", "0", "--json")
                .json();
        assertThat(report.get("checks").findValuesAsText("name"))
                .containsExactly(
                        "transformer = loopy BP at every round",
                        "transformer in ONNX Runtime = transformer (loopy)",
                        "transformer = exact posterior",
                        "transformer = BP on its junction tree at every round",
                        "transformer in ONNX Runtime = transformer (exact)");
        assertThat(report.get("models").findValuesAsText("mode")).containsExactly("loopy", "exact");
        assertThat(report.at("/gap/worst").asDouble()).isGreaterThan(0.01);
        assertThat(report.at("/gap/where").asText()).contains("grass=");
        assertThat(report.get("verdict").asText()).isEqualTo("VERIFIED");
    }

    @Test
    void aModeOrRoundsAreVerifiedAlone() {
        JsonNode loopy = Run.of("verify", ASIA, "--mode", "loopy", "--rounds", "3", "--samples", "0", "--json")
                .json();
        assertThat(loopy.get("checks")).hasSize(2);
        assertThat(loopy.at("/models/0/rounds").asInt()).isEqualTo(3);
        assertThat(Run.of("verify", ASIA, "--rounds", "3", "--samples", "0", "--json")
                        .json())
                .isEqualTo(loopy);
        JsonNode exact = Run.of("verify", ASIA, "--mode", "exact", "--samples", "0", "--json")
                .json();
        assertThat(exact.get("models").findValuesAsText("mode")).containsExactly("exact");
        assertThat(exact.get("gap").isNull()).isTrue();
    }

    @Test
    void theSeedIsToldWhereSetsWereDrawnAndRepeatsTheRun() {
        Run once = Run.of("verify", ASIA, "--samples", "2", "--seed", "7", "--json");
        assertThat(once.json().get("seed").asLong()).isEqualTo(7);
        assertThat(once.json().get("evidenceSets").asInt()).isEqualTo(3);
        assertThat(Run.of("verify", ASIA, "--samples", "2", "--seed", "7", "--json"))
                .isEqualTo(once);
        assertThat(Run.of("verify", ASIA, "--samples", "2", "--seed", "7").out())
                .contains("2 sets drawn", "seed 7");
        assertThat(Run.of("verify", ASIA, "--evidence", "xray=yes", "--json")
                        .json()
                        .has("seed"))
                .isFalse();
    }

    @Test
    void evidenceIsTheOnlySetUnlessSamplesAreAskedFor() {
        assertThat(Run.of("verify", ASIA, "--evidence", "xray=yes", "--json")
                        .json()
                        .get("evidenceSets")
                        .asInt())
                .isEqualTo(1);
        assertThat(Run.of("verify", ASIA, "--evidence", "xray=yes", "--samples", "2", "--json")
                        .json()
                        .get("evidenceSets")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void aBudgetShortensWhatNobodyAskedForAndRefusesWhatSomebodyDid() {
        // One pass over asia computes 1.37e6 attention weights.
        assertThat(Run.of("verify", ASIA, "--mode", "loopy", "--engine", "dense", "--budget", "4.5e6", "--json")
                        .json()
                        .get("evidenceSets")
                        .asInt())
                .isEqualTo(3);
        Run refused =
                Run.of("verify", ASIA, "--mode", "loopy", "--engine", "dense", "--budget", "4.5e6", "--samples", "4");
        assertThat(refused.exit()).isEqualTo(ExitCode.OVER_BUDGET);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .contains("6.8e6 attention weights")
                .contains("the budget is 4.5e6")
                .contains("fewer --samples")
                .contains("--budget");
        assertThat(Run.of("verify", ASIA, "--engine", "dense", "--budget", "1.5e6")
                        .err())
                .contains("ask for one --mode");
    }

    /** Three variables whose clique has 42³ = 74,088 rows. */
    @Test
    void whatWasNotTriedIsSaidWithTheWayToTryIt() throws IOException {
        StringBuilder uai = new StringBuilder("MARKOV 3 42 42 42 3 2 0 1 2 1 2 2 0 2");
        SplittableRandom random = new SplittableRandom(1);
        for (int table = 0; table < 3; table++) {
            uai.append(" " + 42 * 42);
            for (int i = 0; i < 42 * 42; i++) {
                uai.append(" " + (0.5 + random.nextDouble()));
            }
        }
        Path file = folder.resolve("wide.uai");
        Files.writeString(file, uai.toString());
        Run undecided = Run.of("verify", file.toString(), "--samples", "0", "--json");
        assertThat(undecided.exit()).as(undecided.err()).isZero();
        assertThat(undecided.json().get("notTried").toString())
                .contains("exact: the junction tree has more than 65,536 rows. Maybe ask for --mode exact?")
                .contains("ONNX Runtime: it would compute", "more than 3e7");
        assertThat(undecided.json().get("models").findValuesAsText("mode")).containsExactly("loopy");
    }

    @Test
    void theTextEndsWithTheVerdict() {
        Run run = Run.of("verify", ASIA, "--samples", "0");
        assertThat(run.out().lines())
                .contains("graph     8 variables, 8 factors, 16 states; loopy, girth 8")
                .anyMatch(line -> line.matches(
                        "VERIFIED  transformer = loopy BP at every round +\\S+ ≤ 1e-12  at .*, no evidence"))
                .anyMatch(line -> line.startsWith("gap "))
                .last()
                .isEqualTo("verdict  VERIFIED");
    }
}
