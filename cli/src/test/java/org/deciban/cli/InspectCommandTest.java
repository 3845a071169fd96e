package org.deciban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class InspectCommandTest {
    @Test
    void aLoopyGraphHasAGirthAndNoLongestPath() {
        JsonNode report = Run.of("inspect", Run.network("asia"), "--json").json();
        JsonNode graph = report.get("graph");
        assertThat(graph.get("variables").asInt()).isEqualTo(8);
        assertThat(graph.get("edges").asInt()).isEqualTo(16);
        assertThat(graph.get("tableEntries").asInt()).isEqualTo(36);
        assertThat(graph.get("forest").asBoolean()).isFalse();
        assertThat(graph.get("girth").asInt()).isEqualTo(8);
        assertThat(graph.get("longestPath").isNull()).isTrue();
        assertThat(graph.at("/states/dysp").toString()).isEqualTo("[\"yes\",\"no\"]");
        assertThat(graph.get("treewidthBound").asInt()).isEqualTo(2);
        assertThat(report.get("transformers").findValuesAsText("mode")).containsExactly("loopy", "exact");
    }

    @Test
    void aForestHasALongestPathAndNoGirth() {
        JsonNode report = Run.of("inspect", Run.network("dating"), "--json").json();
        assertThat(report.at("/graph/girth").isNull()).isTrue();
        // From the prior of lonely over like_jj and date to the prior of like_kj: 7 nodes between 6 edges.
        assertThat(report.at("/graph/longestPath").asInt()).isEqualTo(6);
        assertThat(report.at("/graph/roundsForExactness").asInt()).isEqualTo(3);
        assertThat(report.at("/transformers/0/mode").asText()).isEqualTo("exact");
        assertThat(report.at("/transformers/0/layers").asInt()).isEqualTo(2 * 3 + 1);
    }

    @Test
    void theResidualMapCoversEveryDimensionOnce() {
        JsonNode report = Run.of("inspect", Run.network("grid-3x3"), "--json").json();
        for (JsonNode transformer : report.get("transformers")) {
            int next = 0;
            for (JsonNode subspace : transformer.get("residual")) {
                assertThat(subspace.get("start").asInt()).isEqualTo(next);
                next += subspace.get("size").asInt();
            }
            assertThat(next).isEqualTo(transformer.get("modelDim").asInt());
        }
    }

    @Test
    void theTextNamesTheSubspaces() {
        Run run = Run.of("inspect", Run.network("asia"));
        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("loopy, girth 8", "residual stream", "slot_variable.1", "row_posterior");
        assertThat(Run.of("inspect", Run.network("dating")).out()).contains("exact after 3 rounds");
    }

    @Test
    void everyPartOfTheTransformerIsExplained() {
        Run run = Run.of("inspect", Run.network("dating"), "--explain");
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("lonely", "P(date | like_jj, like_kj)", "row_posterior", "sum.0", "minus.0", "erase", "unit");
    }

    @Test
    void aShallowTreeIsMeasuredBesideTheGraphItself() {
        Run run = Run.of("inspect", Run.network("polytree"), "--tree", "shallow", "--json");
        assertThat(run.exit()).isZero();
        JsonNode transformers = run.json().get("transformers");
        assertThat(transformers).hasSize(2);
        assertThat(transformers.get(1).get("mode").asText()).isEqualTo("exact");
        assertThat(transformers.get(1).get("rounds").asInt())
                .isLessThan(transformers.get(0).get("rounds").asInt());
    }

    @Test
    void aConstructionThatTheGraphDoesNotAllowIsRefused() {
        Run log = Run.of("inspect", Run.network("wet-grass"), "--construction", "log-odds", "--explain");
        assertThat(log.exit()).isZero();
        Run scan = Run.of("inspect", Run.network("grid-3x3"), "--construction", "scan");
        assertThat(scan.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(scan.err()).contains("a chain has none");
    }

    @Test
    void theTransformerIsDrawnInTwoLanguages() {
        Run dot = Run.of("inspect", Run.network("dating"), "--dot");
        assertThat(dot.out()).startsWith("digraph").contains("->", "AND", "OR");
        Run mermaid = Run.of("inspect", Run.network("dating"), "--mermaid", "--nodes", "20");
        assertThat(mermaid.out()).contains("flowchart", "-->");
        Run both = Run.of("inspect", Run.network("dating"), "--dot", "--json");
        assertThat(both.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(both.err()).contains("--dot").contains("--json");
    }

    /** tokens² · heads is counted once, as unread, dropped, kept or free. */
    @Test
    void foldingAccountsForEveryAttentionWeight() {
        assertThat(Run.of("inspect", Run.network("asia"), "--json")
                        .json()
                        .at("/transformers/0")
                        .has("fold"))
                .isFalse();
        for (JsonNode transformer : Run.of("inspect", Run.network("asia"), "--fold", "--json")
                .json()
                .get("transformers")) {
            JsonNode fold = transformer.get("fold");
            double tokens = transformer.get("tokens").asDouble();
            assertThat(fold.get("attentionWeights").asDouble())
                    .isEqualTo(tokens * tokens * fold.get("heads").asInt());
            double parts = 0;
            for (String part : new String[] {"unread", "droppedByConstantGap", "droppedByBoundedGap", "kept", "free"}) {
                parts += fold.get(part).asDouble();
            }
            assertThat(parts).isEqualTo(fold.get("attentionWeights").asDouble());
        }
        assertThat(Run.of("inspect", Run.network("dating"), "--fold").out()).contains("folded: of", "by content");
    }
}
