package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tuple.Tuple2;

class InteractionGraphProperties {
    /** From the first graph to the empty one, one variable after another. */
    @Property(tries = 300)
    void everyAnswerIsThatOfItsDefinition(@ForAll long seed) {
        Random random = new Random(seed);
        Tuple2<int[], List<int[]>> drawn = PlainGraph.draw(random);
        PlainGraph plain = new PlainGraph(drawn.get1(), drawn.get2());
        InteractionGraph graph = new InteractionGraph(drawn.get1(), drawn.get2());
        while (!plain.variables().isEmpty()) {
            int[] left = plain.variables().stream().mapToInt(v -> v).toArray();
            for (int v : left) {
                assertThat(graph.degree(v)).isEqualTo(plain.neighbours(v).size());
                assertThat(set(graph.neighbours(v))).isEqualTo(plain.neighbours(v));
                assertThat(graph.fill(v)).isEqualTo(plain.fill(v));
                assertThat(graph.weightedFill(v)).isEqualTo(plain.weightedFill(v));
                assertThat(graph.logCells(v)).isCloseTo(plain.logCells(v), within(1e-13));
            }
            assertAround(graph, plain, Arrays.copyOf(left, random.nextInt(left.length + 1)));
            int next = left[random.nextInt(left.length)];
            assertThat(graph.eliminate(next)).isEqualTo(plain.eliminate(next));
            assertThat(graph.degree(next)).isZero();
        }
    }

    private static void assertAround(InteractionGraph graph, PlainGraph plain, int[] variables) {
        assertThat(graph.around(variables, false)).containsExactly(variables);
        Set<Integer> around = set(variables);
        for (int v : variables) {
            around.addAll(plain.neighbours(v));
        }
        assertThat(graph.around(variables, true)).doesNotHaveDuplicates().hasSize(around.size());
        assertThat(set(graph.around(variables, true))).isEqualTo(around);
    }

    /** A search that is to end after so many steps needs every step to count, and none to be given back. */
    @Property(tries = 100)
    void everyStepCounts(@ForAll long seed) {
        Tuple2<int[], List<int[]>> drawn = PlainGraph.draw(new Random(seed));
        InteractionGraph graph = new InteractionGraph(drawn.get1(), drawn.get2());
        long edges = 0;
        for (int[] scope : drawn.get2()) {
            edges += (long) scope.length * (scope.length - 1);
        }
        assertThat(graph.work()).isGreaterThanOrEqualTo(edges);
        for (int v = 0; v < drawn.get1().length; v++) {
            int degree = graph.degree(v);
            long before = graph.work();
            graph.logCells(v);
            assertThat(graph.work() - before).isGreaterThanOrEqualTo(degree);
            before = graph.work();
            graph.fill(v);
            assertThat(graph.work() - before).isGreaterThanOrEqualTo(degree * (degree - 1L) / 2);
            before = graph.work();
            graph.around(new int[] {v}, true);
            assertThat(graph.work() - before).isGreaterThan(degree);
            before = graph.work();
            graph.eliminate(v);
            assertThat(graph.work() - before).isGreaterThanOrEqualTo(degree * (degree - 1L));
        }
    }

    private static Set<Integer> set(int[] variables) {
        return Arrays.stream(variables).boxed().collect(Collectors.toCollection(TreeSet::new));
    }
}
