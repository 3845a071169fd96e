package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.inference.CliqueTree.Clique;
import org.deciban.factorgraph.random.RandomModels;
import org.deciban.factorgraph.random.TableLaw;
import org.junit.jupiter.api.Test;

/** Shapes that other junction trees got wrong; expected values by hand. */
class DegenerateGraphsTest {
    private static final Offset<Double> EXACT = within(1e-14);

    /** Five leaves on the pair (x, y): every edge of the clique tree has the separator {x, y}. */
    @Test
    void repeatedSeparatorsEachCarryTheirOwnMessage() {
        FactorGraph.Builder builder =
                FactorGraph.builder().variable("x", "a", "b").variable("y", "a", "b");
        for (int i = 0; i < 5; i++) {
            builder.variable("z" + i, "a", "b").factor(List.of("x", "y", "z" + i), 1, i + 1, 2, 0, 0, 3, 1, 1);
        }
        FactorGraph graph = builder.build();
        CliqueTree tree = new CompiledTree(new ReducedModel(graph, Evidence.none()), List.of()).tree();
        List<int[]> separators = tree.cliques().stream()
                .filter(c -> !c.isRoot())
                .map(Clique::separator)
                .toList();
        Set<List<Integer>> distinct = new HashSet<>();
        separators.forEach(s -> distinct.add(Arrays.stream(s).sorted().boxed().toList()));
        assertThat(separators).hasSize(4);
        assertThat(distinct).hasSize(1);

        // Summing out the leaves: (a,a) 2·3·4·5·6, (a,b) 2^5, (b,a) 3^5, (b,b) 2^5.
        double[] pair = {720, 32, 243, 32};
        double total = 720 + 32 + 243 + 32;
        ExactPosterior posterior = JunctionTree.run(graph, Evidence.none());
        assertThat(posterior.marginals().probability("x", "a")).isCloseTo((pair[0] + pair[1]) / total, EXACT);
        assertThat(posterior.marginals().probability("y", "a")).isCloseTo((pair[0] + pair[2]) / total, EXACT);
        assertThat(posterior.marginals().probability("z4", "b"))
                .isCloseTo((720 * 5 / 6.0 + 0 + 243 + 16) / total, EXACT);
        assertThat(posterior.logEvidence()).isCloseTo(Math.log(total), EXACT);
    }

    @Test
    void identicalTablesAreMultipliedAsOftenAsTheyOccur() {
        FactorGraph.Builder builder =
                FactorGraph.builder().variable("x", "a", "b").variable("y", "a", "b");
        for (int i = 0; i < 3; i++) {
            builder.factor(List.of("x", "y"), 1, 2, 3, 4);
        }
        ExactPosterior posterior = JunctionTree.run(builder.build(), Evidence.none());
        assertThat(posterior.logEvidence()).isCloseTo(Math.log(1 + 8 + 27 + 64), EXACT);
        assertThat(posterior.marginals().probability("x", "a")).isCloseTo(0.09, EXACT);
    }

    @Test
    void scopesInDifferentOrdersMeanTheSameAssignments() {
        FactorGraph graph = FactorGraph.builder()
                .variable("x", "a", "b")
                .variable("y", "a", "b", "c")
                .factor(List.of("x", "y"), 1, 2, 3, 4, 5, 6)
                .factor(List.of("y", "x"), 1, 0, 0, 1, 1, 1)
                .build();
        ExactPosterior posterior = JunctionTree.run(graph, Evidence.none());
        assertThat(posterior.logEvidence()).isCloseTo(Math.log(1 + 5 + 3 + 6), EXACT);
        assertThat(posterior.marginals().probability("y", "c")).isCloseTo(9.0 / 15, EXACT);
    }

    @Test
    void componentsMultiply() {
        FactorGraph graph = FactorGraph.builder()
                .variable("a", "0", "1")
                .variable("b", "0", "1")
                .variable("c", "0", "1", "2")
                .variable("d", "0", "1")
                .factor(List.of("a", "b"), 1, 2, 3, 4)
                .factor(List.of("c"), 1, 1, 2)
                .build();
        ExactPosterior posterior = JunctionTree.run(graph, Evidence.none());
        assertThat(posterior.logEvidence()).isCloseTo(Math.log(10 * 4 * 2), EXACT);
        assertThat(posterior.marginals().distribution(graph.variables().get(3))).containsExactly(0.5, 0.5);
        assertThat(posterior.marginals().probability("c", "2")).isCloseTo(0.5, EXACT);
    }

    @Test
    void oneVariableWithoutFactorsIsUniform() {
        FactorGraph graph =
                FactorGraph.builder().variable("x", "a", "b", "c", "d").build();
        JunctionTree tree = JunctionTree.of(graph, Evidence.none());
        assertThat(tree.posterior().marginals().distribution(graph.variables().get(0)))
                .containsExactly(0.25, 0.25, 0.25, 0.25);
        assertThat(tree.posterior().logEvidence()).isCloseTo(Math.log(4), EXACT);
        assertThat(tree.width()).isZero();
        assertThat(tree.cells()).isEqualTo(4);
    }

    @Test
    void singleStatesAndFullObservationLeaveNothingToDo() {
        FactorGraph graph = FactorGraph.builder()
                .variable("only", "one")
                .variable("x", "a", "b")
                .factor(List.of("only", "x"), 3, 5)
                .factor(List.of(), 7)
                .build();
        Evidence evidence =
                graph.evidence().observe("x", "b").likelihood("only", 0.5).build();
        JunctionTree tree = JunctionTree.of(graph, evidence);
        assertThat(tree.cells()).isZero();
        assertThat(tree.width()).isEqualTo(-1);
        assertThat(tree.posterior().logEvidence()).isCloseTo(Math.log(5 * 7 * 0.5), EXACT);
        assertThat(tree.mostProbable().states().values()).containsExactly(0, 1);
        assertThat(tree.posteriorInRationals().evidenceWeight().doubleValue()).isEqualTo(17.5);
        assertThat(PosteriorQuery.of(graph, evidence).joint(graph.variables()).table())
                .containsExactly(0, 1);
    }

    @Test
    void hopelessGraphsAreRefusedAtOnceWithTheirSize() {
        FactorGraph grid = RandomModels.grid(1, 60, 60, TableLaw.binary());
        assertThatExceptionOfType(BudgetExceededException.class)
                .isThrownBy(() -> JunctionTree.run(grid, Evidence.none()))
                .satisfies(e -> assertThat(e.needed().bitLength()).isGreaterThan(60))
                .satisfies(e -> assertThat(e.budget()).isEqualTo(JunctionTree.DEFAULT_BUDGET))
                .withMessageContaining("E+");
        Variable corner = grid.variables().get(0);
        assertThatExceptionOfType(BudgetExceededException.class)
                .isThrownBy(() -> PosteriorQuery.of(grid, Evidence.none()).marginals(List.of(corner)));
        JunctionTree tree = JunctionTree.of(grid, Evidence.none());
        assertThatExceptionOfType(BudgetExceededException.class).isThrownBy(tree::mostProbable);
        assertThatExceptionOfType(BudgetExceededException.class).isThrownBy(tree::posteriorInRationals);
        assertThatExceptionOfType(BudgetExceededException.class).isThrownBy(() -> tree.posteriorInDecimals(50));
        assertThatExceptionOfType(BudgetExceededException.class).isThrownBy(tree::posteriorInLogs);
    }
}
