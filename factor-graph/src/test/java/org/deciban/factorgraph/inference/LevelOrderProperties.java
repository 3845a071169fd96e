package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class LevelOrderProperties {
    /** Each operand is touched once for every assignment of the levels up to its last. */
    private static long cost(int[] order, int[] cardinality, List<int[]> scopes) {
        long cost = 0;
        for (int[] scope : scopes) {
            int last = Arrays.stream(scope)
                    .map(v -> IntStream.range(0, order.length)
                            .filter(level -> order[level] == v)
                            .findFirst()
                            .orElseThrow())
                    .max()
                    .orElseThrow();
            cost += IntStream.rangeClosed(0, last)
                    .mapToLong(level -> cardinality[order[level]])
                    .reduce(1, (a, b) -> a * b);
        }
        return cost;
    }

    private static long cheapest(int[] order, int from, int[] cardinality, List<int[]> scopes) {
        if (from == order.length) {
            return cost(order, cardinality, scopes);
        }
        long least = Long.MAX_VALUE;
        for (int i = from; i < order.length; i++) {
            int[] next = order.clone();
            next[from] = order[i];
            next[i] = order[from];
            least = Math.min(least, cheapest(next, from + 1, cardinality, scopes));
        }
        return least;
    }

    /** Where no operand holds two variables, exchanging neighbours leads to the best order, and the quotients decide that. */
    @Property(tries = 300)
    void noOrderTouchesOperandsOfOneVariableLessOften(@ForAll long seed) {
        Random random = new Random(seed);
        int[] cardinality = random.ints(1 + random.nextInt(5), 2, 6).toArray();
        int[] variables = IntStream.range(0, cardinality.length).toArray();
        List<int[]> scopes = new ArrayList<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            scopes.add(new int[] {random.nextInt(cardinality.length)});
        }
        int[] order = LevelOrder.of(variables, cardinality, scopes);
        assertThat(order).containsExactlyInAnyOrder(variables);
        assertThat(cost(order, cardinality, scopes)).isEqualTo(cheapest(variables, 0, cardinality, scopes));
    }

    /** {z, y} closes with z, so that of x with two operands and y with one other, y comes before z. */
    @Example
    void anOperandThatIsClosedNoLongerCounts() {
        int[] cardinality = {2, 2, 2};
        int[] variables = {0, 1, 2};
        List<int[]> scopes = List.of(new int[] {0}, new int[] {0}, new int[] {1}, new int[] {2, 1});
        int[] order = LevelOrder.of(variables, cardinality, scopes);
        assertThat(order).containsExactly(0, 1, 2);
        assertThat(cost(order, cardinality, scopes)).isEqualTo(cheapest(variables, 0, cardinality, scopes));
    }

    @Example
    void aSubsetIsTakenInTheOrderOfTheLevels() {
        assertThat(LevelOrder.inOrder(new int[] {4, 1, 3, 0}, new int[] {0, 1, 4}))
                .containsExactly(4, 1, 0);
    }
}
