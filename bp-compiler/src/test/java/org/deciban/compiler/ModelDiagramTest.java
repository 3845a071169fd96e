package org.deciban.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.deciban.compiler.ModelDiagram.Detail;
import org.deciban.factorgraph.FactorGraph;
import org.junit.jupiter.api.Test;

class ModelDiagramTest {
    private static final FactorGraph GRAPH = FactorGraph.builder()
            .variable("rain", "no", "yes")
            .variable("wet", "no", "yes")
            .conditional("rain", List.of(), 0.8, 0.2)
            .conditional("wet", List.of("rain"), 0.9, 0.1, 0.2, 0.8)
            .build();

    private static final CompiledModel MODEL = BpCompiler.compile(GRAPH, CompilerOptions.exact());

    @Test
    void theFinestDetailThatFitsIsTakenAndNamed() {
        assertThat(ModelDiagram.of(MODEL, 16).detail()).isEqualTo(Detail.TOKENS);
        assertThat(ModelDiagram.of(MODEL, 16).caption()).isEqualTo("16 tokens drawn as 16 nodes, one node per token");
        assertThat(ModelDiagram.of(MODEL, 15).detail()).isEqualTo(Detail.ROWS_FOLDED);
        assertThat(ModelDiagram.of(MODEL, 15).caption())
                .isEqualTo("16 tokens drawn as 6 nodes, row tokens folded into their messages,"
                        + " since at most 15 nodes were asked for");
        assertThat(ModelDiagram.of(MODEL, 5).detail()).isEqualTo(Detail.FACTORS);
        assertThat(ModelDiagram.of(MODEL, 4).detail()).isEqualTo(Detail.KINDS);
        assertThatThrownBy(() -> ModelDiagram.of(MODEL, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a diagram needs at least 4 nodes, got 3");
    }

    @Test
    void dotDrawsFactorsAsClusters() {
        assertThat(ModelDiagram.of(MODEL, 12).toDot()).isEqualTo("""
                        digraph model {
                          label="16 tokens drawn as 6 nodes, row tokens folded into their messages, since at most 12 nodes were asked for";
                          rankdir=LR;
                          n3 [shape=box, label="message P(rain) → rain, 2 rows"];
                          subgraph cluster_1 {
                            label="P(wet | rain)";
                            n4 [shape=box, label="message P(wet | rain) → rain, 4 rows"];
                            n5 [shape=box, label="message P(wet | rain) → wet, 4 rows"];
                          }
                          n0 [shape=point, label="sink"];
                          n1 [shape=ellipse, label="variable rain"];
                          n2 [shape=ellipse, label="variable wet"];
                          n3 -> n1 [label="belief"];
                          n4 -> n1 [label="belief"];
                          n5 -> n2 [label="belief"];
                          n2 -> n4 [label="AND"];
                          n1 -> n5 [label="AND"];
                          n3 -> n5 [label="AND"];
                        }
                        """);
    }

    @Test
    void mermaidDrawsKindsWithTheirNumbers() {
        assertThat(ModelDiagram.of(MODEL, 4).toMermaid()).isEqualTo("""
                        flowchart LR
                          %% 16 tokens drawn as 4 nodes, one node per kind of token, since at most 4 nodes were asked for
                          n0["1 sink token"]
                          n1(["2 variable tokens"])
                          n2["3 message tokens"]
                          n3["10 row tokens"]
                          n2 -->|"belief ×3"| n1
                          n1 -->|"AND ×2"| n2
                          n2 -->|"AND"| n2
                          n3 -->|"OR ×10"| n2
                        """);
    }

    /** The factor of one message has no box, that of two has. */
    @Test
    void mermaidDrawsFactorsAsBoxes() {
        assertThat(ModelDiagram.of(MODEL, 12).toMermaid()).contains("""
                          n3["message P(rain) → rain, 2 rows"]
                          subgraph f1["P(wet | rain)"]
                            n4["message P(wet | rain) → rain, 4 rows"]
                            n5["message P(wet | rain) → wet, 4 rows"]
                          end
                          n0["sink"]
                        """);
    }

    @Test
    void factorsAreOneNodeEach() {
        assertThat(ModelDiagram.of(MODEL, 5).toMermaid())
                .contains(
                        "n3[\"factor P(rain): 1 message, 2 rows\"]",
                        "n4[\"factor P(wet | rain): 2 messages, 8 rows\"]",
                        "n3 -->|\"AND\"| n4",
                        "n4 -->|\"belief\"| n2")
                .doesNotContain("subgraph");
    }

    @Test
    void textSaysWhatEveryPartIsFor() {
        ModelDiagram diagram = ModelDiagram.of(MODEL, 12);
        assertThat(diagram.toText())
                .startsWith("residual stream, " + MODEL.tokens().columns() + " dimensions\n")
                .contains("\n" + diagram.caption() + "\n")
                .contains(
                        "  row_posterior[30..31]  distribution of the receiving variable that the rows imply\n",
                        "each of the rounds, 2 of them\n  layer gather\n    head sum.0: AND: adds up what the variable",
                        "    unit 4: marks every state as impossible\n",
                        "read-out\n  layer gather, as in the rounds\n",
                        "  message P(wet | rain) → wet, 4 rows\n    reads variable rain (AND)\n"
                                + "    reads message P(rain) → rain, 2 rows (AND)\n");
    }

    @Test
    void quotesInNamesAreEscaped() {
        FactorGraph quoted = FactorGraph.builder()
                .variable("a\"#\\", "no", "yes")
                .conditional("a\"#\\", List.of(), 0.8, 0.2)
                .build();
        ModelDiagram diagram = ModelDiagram.of(BpCompiler.compile(quoted, CompilerOptions.exact()), 10);
        assertThat(diagram.toDot()).contains("label=\"variable a\\\"#\\\\\"");
        assertThat(diagram.toMermaid()).contains("([\"variable a#quot;#35;\\\"])");
    }
}
