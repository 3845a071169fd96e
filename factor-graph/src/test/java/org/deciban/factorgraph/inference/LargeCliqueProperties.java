package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;

/** Cliques of hundreds of cells and more with dozens of tables: there joins in doubles work through blocks of assignments. */
class LargeCliqueProperties {
    /** Two groups of variables that share three; within each, every pair has a factor, and some triples. */
    private static FactorGraph graph(Random random, double zeros) {
        int[][] groups = {{0, 1, 2, 3, 4, 5, 6, 7, 8}, {6, 7, 8, 9, 10, 11, 12, 13}};
        FactorGraph.Builder builder = FactorGraph.builder();
        List<Variable> variables = IntStream.range(0, 14)
                .mapToObj(v -> v % 5 == 0 ? Variable.of("x" + v, "a", "b", "c") : Variable.of("x" + v, "a", "b"))
                .toList();
        variables.forEach(builder::variable);
        for (int[] group : groups) {
            for (int i = 0; i < group.length; i++) {
                for (int j = 0; j < i; j++) {
                    builder.factor(table(random, zeros, variables.get(group[i]), variables.get(group[j])));
                }
                if (i >= 2 && random.nextBoolean()) {
                    builder.factor(table(
                            random,
                            zeros,
                            variables.get(group[i]),
                            variables.get(group[i - 2]),
                            variables.get(group[i - 1])));
                }
            }
        }
        return builder.build();
    }

    private static Factor table(Random random, double zeros, Variable... scope) {
        int size = List.of(scope).stream().mapToInt(Variable::cardinality).reduce(1, (a, b) -> a * b);
        double[] weights = random.doubles(size)
                .map(weight -> weight < zeros ? 0 : Math.exp(2 * weight))
                .toArray();
        weights[0] = 1;
        return Factor.of(List.of(scope), weights);
    }

    @Property(tries = 5)
    void posteriorsAreThoseOfEnumeration(@ForAll long seed) {
        FactorGraph graph = graph(new Random(seed), 0.01);
        JunctionTree tree = JunctionTree.of(graph, Evidence.none());
        assertThat(tree.cells().intValueExact()).isEqualTo((9 + 3) << 7);
        ExactPosterior expected = Enumeration.run(graph, Evidence.none());
        ExactPosterior actual = tree.posterior();
        assertThat(actual.marginals().farthestFrom(expected.marginals()).magnitude())
                .isLessThan(1e-13);
        assertThat(actual.logEvidence()).isCloseTo(expected.logEvidence(), within(1e-11));
    }

    /** Six variables of three states: a block of an odd number of assignments. */
    @Property(tries = 5)
    void blocksMayHaveAnOddNumberOfAssignments(@ForAll long seed) {
        Random random = new Random(seed);
        List<Variable> variables = IntStream.range(0, 6)
                .mapToObj(v -> Variable.of("x" + v, "a", "b", "c"))
                .toList();
        FactorGraph.Builder builder = FactorGraph.builder();
        variables.forEach(builder::variable);
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < i; j++) {
                builder.factor(table(random, 0, variables.get(i), variables.get(j)));
            }
        }
        FactorGraph graph = builder.build();
        JunctionTree tree = JunctionTree.of(graph, Evidence.none());
        assertThat(tree.cells().intValueExact()).isEqualTo(729);
        ExactPosterior expected = Enumeration.run(graph, Evidence.none());
        assertThat(tree.posterior()
                        .marginals()
                        .farthestFrom(expected.marginals())
                        .magnitude())
                .isLessThan(1e-13);
        assertThat(tree.posterior().logEvidence()).isCloseTo(expected.logEvidence(), within(1e-11));
        assertThat(PosteriorQuery.of(graph, Evidence.none()).logEvidence())
                .isCloseTo(expected.logEvidence(), within(1e-11));
    }

    /** The joint over one variable of each group and one of both, against enumerations given two of them. */
    @Property(tries = 3)
    void jointsAreThoseOfEnumeration(@ForAll long seed) {
        FactorGraph graph = graph(new Random(seed), 0);
        Variable x = graph.variables().get(1);
        Variable y = graph.variables().get(12);
        Variable z = graph.variables().get(7);
        Factor joint = PosteriorQuery.of(graph, Evidence.none()).joint(List.of(x, y, z));
        double logEvidence = Enumeration.run(graph, Evidence.none()).logEvidence();
        for (int i = 0; i < joint.size(); i++) {
            Evidence given = graph.evidence()
                    .observe(x, i / 4)
                    .observe(y, i / 2 % 2)
                    .observe(z, i % 2)
                    .build();
            double log = Enumeration.run(graph, given).logEvidence() - logEvidence;
            assertThat(joint.weight(i)).isCloseTo(Math.exp(log), within(1e-13));
        }
    }

    /** No assignment weighs more than the one found, and that one weighs what is said. */
    @Property(tries = 3)
    void theMostProbableAssignmentIsThatOfASearchThroughAll(@ForAll long seed) {
        FactorGraph graph = graph(new Random(seed), 0.01);
        MostProbableAssignment best = JunctionTree.of(graph, Evidence.none()).mostProbable();
        double most = Math.log(new MaxEnumeration(graph, Evidence.none()).largestWeight);
        assertThat(best.logWeight()).isCloseTo(most, within(1e-11));
    }
}
