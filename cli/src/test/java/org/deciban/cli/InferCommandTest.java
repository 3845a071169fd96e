package org.deciban.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class InferCommandTest {
    private static final String DATING = Run.network("dating");
    private static final String ASIA = Run.network("asia");
    private static final String WET_GRASS = Run.network("wet-grass");

    @TempDir
    private Path folder;

    /** Worked out by hand: like_jj 0.72, date 0.288, and Bayes' rule. */
    @ParameterizedTest
    @EnumSource(Method.class)
    void everyMethodKnowsTheDatingNetwork(Method method) {
        Run run = Run.of("infer", DATING, "--evidence", "date=true", "--method", Words.of(method), "--json");
        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEmpty();
        JsonNode answer = run.json();
        assertThat(answer.get("model").asText()).isEqualTo(DATING);
        assertThat(answer.get("method").asText()).isEqualTo(Words.of(method));
        assertThat(answer.get("mode").asText()).isEqualTo("exact");
        assertThat(answer.at("/evidence/date").asText()).isEqualTo("true");
        assertThat(answer.get("logEvidence").asDouble()).isCloseTo(Math.log(0.288), within(1e-14));
        assertThat(answer.at("/posteriors/lonely/true").asDouble()).isCloseTo(0.3 / 0.72, within(1e-14));
        assertThat(answer.at("/posteriors/exciting/true").asDouble()).isCloseTo(0.6 / 0.72, within(1e-14));
        assertThat(answer.at("/posteriors/date/true").asDouble()).isEqualTo(1.0);
    }

    @Test
    void theObjectHasTheKeysOfTheContractInTheirOrder() {
        JsonNode answer = Run.of("infer", DATING, "--json").json();
        List<String> keys = new ArrayList<>();
        answer.fieldNames().forEachRemaining(keys::add);
        assertThat(keys).startsWith("model", "method", "mode", "evidence", "logEvidence", "posteriors");
        assertThat(answer.get("evidence").isEmpty()).isTrue();
        assertThat(answer.get("posteriors").size()).isEqualTo(5);
    }

    @Test
    void softEvidenceMultipliesInAndIsEchoedAsLikelihoods() {
        JsonNode answer = Run.of("infer", DATING, "--evidence", "lonely~0.1:0.8", "--json")
                .json();
        assertThat(answer.at("/evidence/lonely").toString()).isEqualTo("[0.1,0.8]");
        assertThat(answer.at("/posteriors/lonely/true").asDouble()).isCloseTo(0.24 / 0.31, within(1e-14));
        assertThat(answer.get("logEvidence").asDouble()).isCloseTo(Math.log(0.31), within(1e-14));
    }

    /** By hand: given a date, not lonely and exciting has 0.7 · 0.6, against 0.3 · 0.6 and 0.3 · 0.4. */
    @ParameterizedTest
    @ValueSource(strings = {"transformer", "junction-tree"})
    void theMostProbableStatesOfTheDatingNetwork(String method) {
        Run run = Run.of("infer", DATING, "--evidence", "date=true", "--task", "map", "--method", method, "--json");
        assertThat(run.exit()).isZero();
        JsonNode answer = run.json();
        assertThat(answer.get("task").asText()).isEqualTo("map");
        assertThat(answer.get("mode").asText()).isEqualTo("exact");
        assertThat(answer.get("states").toString())
                .isEqualTo("{\"lonely\":\"false\",\"exciting\":\"true\",\"like_jj\":\"true\",\"like_kj\":\"true\","
                        + "\"date\":\"true\"}");
        assertThat(answer.get("ties").isEmpty()).isTrue();
    }

    @Test
    void theLogOddsConstructionGivesTheSamePosteriors() {
        JsonNode answer = Run.of("infer", DATING, "--evidence", "date=true", "--construction", "log-odds", "--json")
                .json();
        assertThat(answer.get("mode").asText()).isEqualTo("exact");
        assertThat(answer.at("/posteriors/lonely/true").asDouble()).isCloseTo(0.3 / 0.72, within(1e-14));
    }

    @Test
    void theScanGivesTheSamePosteriorsOfAChain(@TempDir Path folder) throws IOException {
        Path chain = folder.resolve("chain.uai");
        Files.writeString(chain, "MARKOV\n3\n2 2 2\n2\n2 0 1\n2 1 2\n4\n1 2 3 4\n4\n5 1 1 7\n");
        JsonNode answer = Run.of("infer", chain.toString(), "--evidence", "x0=0", "--construction", "scan", "--json")
                .json();
        assertThat(answer.get("mode").asText()).isEqualTo("exact");
        // (1, 2) · (5 1; 1 7) = (7, 15).
        assertThat(answer.at("/posteriors/x2/1").asDouble()).isCloseTo(15 / 22.0, within(1e-15));
        assertThat(Run.of("verify", chain.toString(), "--construction", "scan").out())
                .contains(
                        "a scan along chains, 3 compositions",
                        "forward and backward messages on its chains",
                        "VERIFIED")
                .doesNotContain("of belief propagation");
        assertThat(Run.of("inspect", chain.toString(), "--construction", "scan").out())
                .contains("a scan along chains, 3 compositions", "12 of the tokens are paths of three states");
        Path file = folder.resolve("chain.safetensors");
        Run.of("compile", chain.toString(), "-o", file.toString(), "--construction", "scan");
        assertThat(Run.of("infer", chain.toString(), "--transformer", file.toString())
                        .out())
                .contains("the transformer, a scan along chains");
    }

    @Test
    void whatIsNoChainIsRefusedByTheScanWithTheWayOut() {
        Run run = Run.of("infer", Run.network("grid-3x3"), "--construction", "scan");
        assertThat(run.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).contains("a chain has none", "--construction rows, with --tree shallow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"enumeration", "bp"})
    void otherMethodsDoNotFindMostProbableStates(String method) {
        Run run = Run.of("infer", DATING, "--task", "map", "--method", method);
        assertThat(run.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).contains("Maybe ask for --method transformer or junction-tree?");
    }

    @Test
    void whatLogOddsCannotCompileIsRefusedWithEveryReasonAndTheWayOut() {
        Run run = Run.of("infer", Run.network("grid-3x3"), "--construction", "log-odds");
        assertThat(run.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).contains("has 3 states; log-odds take variables of 2", "--construction rows");
        assertThat(run.err().lines().count()).isGreaterThanOrEqualTo(9);
    }

    @Test
    void dampedBeliefsAreThoseOfDampedBp() {
        String[] common = {"--evidence", "grass=wet", "--damping", "0.5", "--rounds", "7", "--json"};
        JsonNode transformer = Run.of(with(common, "infer", WET_GRASS)).json();
        JsonNode byHand =
                Run.of(with(common, "infer", WET_GRASS, "--method", "bp")).json();
        assertThat(transformer.get("mode").asText()).isEqualTo("loopy");
        assertThat(transformer.at("/posteriors/rain").toString()).isNotEmpty();
        transformer
                .get("posteriors")
                .properties()
                .forEach(variable -> variable.getValue()
                        .properties()
                        .forEach(state -> assertThat(state.getValue().asDouble())
                                .isCloseTo(
                                        byHand.get("posteriors")
                                                .get(variable.getKey())
                                                .get(state.getKey())
                                                .asDouble(),
                                        within(1e-12))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-0.1", "NaN", "half"})
    void aDampingOutsideItsRangeIsBadInput(String damping) {
        Run run = Run.of("infer", DATING, "--damping", damping);
        assertThat(run.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).contains("'" + damping + "' is not a number from 0 to below 1");
    }

    private static String[] with(String[] common, String... first) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(common));
        return all.toArray(new String[0]);
    }

    @Test
    void queryRestrictsAndOrdersTheAnswer() {
        JsonNode posteriors = Run.of("infer", DATING, "--query", "date,lonely", "--query", "date", "--json")
                .json()
                .get("posteriors");
        List<String> keys = new ArrayList<>();
        posteriors.fieldNames().forEachRemaining(keys::add);
        assertThat(keys).containsExactly("date", "lonely");
    }

    @Test
    void anUnknownNameInAQueryIsBadInput() {
        Run run = Run.of("infer", DATING, "--query", "date,wealth,health");
        assertThat(run.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).contains("no variable wealth").contains("no variable health");
    }

    /** Asia: five rounds on the cheapest clique tree, four on the shallow one. */
    @Test
    void aShallowTreeGivesTheSameAnswerInFewerRounds() {
        Run narrow = Run.of("infer", ASIA, "--evidence", "xray=yes", "--json");
        Run shallow = Run.of("infer", ASIA, "--evidence", "xray=yes", "--tree", "shallow", "--json");
        assertThat(shallow.exit()).isZero();
        assertThat(shallow.json().get("mode").asText()).isEqualTo("exact");
        assertThat(shallow.json().at("/posteriors/lung/yes").asDouble())
                .isCloseTo(narrow.json().at("/posteriors/lung/yes").asDouble(), within(1e-14));
        assertThat(shallow.json().get("rounds").asInt())
                .isLessThan(narrow.json().get("rounds").asInt());
        assertThat(Run.of("verify", ASIA, "--tree", "shallow").exit()).isZero();
    }

    @Test
    void aShallowTreeGoesWithNothingLoopy() {
        Run loopy = Run.of("infer", ASIA, "--tree", "shallow", "--mode", "loopy");
        assertThat(loopy.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(loopy.err()).contains("a shallow tree");
        Run byHand = Run.of("infer", ASIA, "--tree", "shallow", "--method", "bp");
        assertThat(byHand.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(byHand.err()).contains("--tree");
    }

    /** On a loopy graph the transformer holds the beliefs of so many rounds, while ln P(evidence) stays exact. */
    @Test
    void loopyBeliefsAreCalledLoopy() {
        JsonNode exact = Run.of("infer", WET_GRASS, "--method", "junction-tree", "--evidence", "grass=wet", "--json")
                .json();
        JsonNode loopy = Run.of("infer", WET_GRASS, "--evidence", "grass=wet", "--mode", "loopy", "--json")
                .json();
        JsonNode byHand = Run.of(
                        "infer", WET_GRASS, "--evidence", "grass=wet", "--method", "bp", "--rounds", "20", "--json")
                .json();
        assertThat(exact.get("mode").asText()).isEqualTo("exact");
        assertThat(loopy.get("mode").asText()).isEqualTo("loopy");
        assertThat(byHand.get("mode").asText()).isEqualTo("loopy");
        assertThat(loopy.get("logEvidence")).isEqualTo(exact.get("logEvidence"));
        double rain = loopy.at("/posteriors/rain/yes").asDouble();
        assertThat(rain)
                .isCloseTo(byHand.at("/posteriors/rain/yes").asDouble(), within(1e-12))
                .isNotCloseTo(exact.at("/posteriors/rain/yes").asDouble(), within(1e-3));
        assertThat(Run.of("infer", WET_GRASS, "--mode", "loopy").out())
                .contains("loopy beliefs, which need not be posteriors");
        assertThat(Run.of("infer", WET_GRASS, "--rounds", "20", "--json")
                        .json()
                        .get("mode")
                        .asText())
                .isEqualTo("loopy");
    }

    /** By default a small graph with cycles is compiled from its junction tree. */
    @Test
    void aSmallLoopyGraphIsExactByDefault() {
        JsonNode answer =
                Run.of("infer", WET_GRASS, "--evidence", "grass=wet", "--json").json();
        assertThat(answer.get("mode").asText()).isEqualTo("exact");
        assertThat(answer.at("/posteriors/rain/yes").asDouble()).isCloseTo(7061 / 13406.0, within(1e-14));
    }

    @Test
    void fewerRoundsThanAForestNeedsAreLoopy() {
        assertThat(Run.of("infer", DATING, "--rounds", "1", "--json")
                        .json()
                        .get("mode")
                        .asText())
                .isEqualTo("loopy");
        assertThat(Run.of("infer", DATING, "--rounds", "1", "--method", "bp", "--json")
                        .json()
                        .get("mode")
                        .asText())
                .isEqualTo("loopy");
        assertThat(Run.of("infer", DATING, "--rounds", "1", "--mode", "exact").err())
                .contains("take 3 undamped rounds");
        assertThat(Run.of("infer", DATING, "--rounds", "1", "--mode", "exact", "--method", "bp")
                        .err())
                .contains("needs 3 undamped rounds");
    }

    @Test
    void beliefPropagationOnACycleCannotBeExact() {
        Run run = Run.of("infer", ASIA, "--mode", "exact", "--method", "bp");
        assertThat(run.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).contains("cycle of 8 edges").contains("--method junction-tree");
    }

    @ParameterizedTest
    @ValueSource(strings = {"junction-tree", "enumeration"})
    void exactMethodsHaveNoRounds(String method) {
        assertThat(Run.of("infer", ASIA, "--rounds", "3", "--method", method).exit())
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(Run.of("infer", ASIA, "--mode", "loopy", "--method", method).exit())
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(Run.of("infer", ASIA, "--mode", "exact", "--method", method).exit())
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void impossibleEvidenceIsNamedByEveryMethod(Method method) {
        Run run = Run.of("infer", ASIA, "--evidence", "tub=yes,either=no", "--method", Words.of(method), "--json");
        assertThat(run.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("the evidence tub=yes, either=no has probability zero");
    }

    /** Four variables, each pair of which must differ: flooding swings between two states for ever. */
    @Test
    void beliefPropagationThatDoesNotConvergeSaysSo() throws IOException {
        Path file = folder.resolve("frustrated.bif");
        List<String> evidence = new ArrayList<>();
        StringBuilder bif = new StringBuilder("network frustrated {\n}\n");
        for (int i = 0; i < 4; i++) {
            bif.append("variable x" + i + " {\n  type discrete [ 2 ] { a, b };\n}\n");
            bif.append("probability ( x" + i + " ) {\n  table 0.6, 0.4;\n}\n");
        }
        for (int i = 0; i < 4; i++) {
            for (int j = i + 1; j < 4; j++) {
                String differ = "differ" + i + j;
                evidence.add(differ + "=yes");
                bif.append("variable " + differ + " {\n  type discrete [ 2 ] { yes, no };\n}\n");
                bif.append("probability ( " + differ + " | x" + i + ", x" + j + " ) {\n  (a, a) 0.01, 0.99;\n"
                        + "  (b, b) 0.01, 0.99;\n  default 0.99, 0.01;\n}\n");
            }
        }
        Files.writeString(file, bif);
        Run run =
                Run.of("infer", file.toString(), "--method", "bp", "--evidence", String.join(",", evidence), "--json");
        assertThat(run.exit()).isZero();
        assertThat(run.json().get("converged").asBoolean()).isFalse();
        assertThat(run.json().get("rounds").asInt()).isEqualTo(1000);
        assertThat(run.json().get("residual").asDouble()).isGreaterThan(0.1);
        assertThat(run.err()).contains("did not converge in 1000 rounds");
        assertThat(Run.of("infer", file.toString(), "--method", "bp", "--evidence", String.join(",", evidence))
                        .out())
                .contains("NOT CONVERGED");
    }

    @Test
    void theTextHasALineForEachVariable() {
        assertThat(Run.of("infer", DATING, "--evidence", "date=true").out().lines())
                .contains(
                        "evidence        date=true",
                        "answer          exact posteriors: the transformer, 3 rounds of belief propagation",
                        "lonely    false  0.583333  true  0.416667",
                        "date      false  0         true  1");
    }

    @Test
    void workOverTheBudgetIsRefusedWithItsNumber() {
        Run run = Run.of("infer", ASIA, "--mode", "loopy", "--engine", "dense", "--budget", "1e6");
        assertThat(run.exit()).isEqualTo(ExitCode.OVER_BUDGET);
        assertThat(run.err())
                .contains("1.4e6 attention weights")
                .contains("--budget")
                .contains("junction-tree");
        assertThat(Run.of("infer", ASIA, "--mode", "loopy", "--engine", "dense", "--budget", "1.4e6")
                        .exit())
                .isZero();
        Run exact = Run.of("infer", ASIA, "--mode", "exact", "--engine", "dense", "--budget", "10");
        assertThat(exact.exit()).isEqualTo(ExitCode.OVER_BUDGET);
        assertThat(exact.err()).contains("junction tree", "--mode loopy");
        // 97 tokens, each 1,000 times to fold and once for each of 41 layers.
        Run folded = Run.of("infer", ASIA, "--mode", "loopy", "--budget", "1e5");
        assertThat(folded.exit()).isEqualTo(ExitCode.OVER_BUDGET);
        assertThat(folded.err()).contains("the folded engine would take 1e5 steps");
        assertThat(Run.of("infer", ASIA, "--mode", "loopy", "--budget", "1.01e5")
                        .exit())
                .isZero();
    }
}
