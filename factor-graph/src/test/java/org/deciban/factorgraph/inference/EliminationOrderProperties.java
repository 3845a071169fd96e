package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tuple.Tuple2;
import org.deciban.factorgraph.inference.EliminationOrder.Rule;

/** Both ways of eliminating, followed on a graph of plain sets. */
class EliminationOrderProperties {
    /** Logarithms of equal products, added up in another order. */
    private static final double ROUNDING = 1e-12;

    /** Twigs go before all else; from then on what goes is the cheapest of what is left, and of several the first. */
    @Property(tries = 300)
    void theCheapestVariableGoesNext(@ForAll long seed, @ForAll Rule rule, @ForAll boolean randomTies) {
        Tuple2<int[], List<int[]>> drawn = PlainGraph.draw(new Random(seed));
        PlainGraph plain = new PlainGraph(drawn.get1(), drawn.get2());
        EliminationOrder elimination =
                new EliminationOrder(drawn.get1(), drawn.get2(), rule, randomTies ? (int) seed | 1 : 0);
        boolean twigs = true;
        for (int v : elimination.order()) {
            twigs &=
                    plain.variables().stream().anyMatch(u -> plain.neighbours(u).size() <= 1);
            if (twigs) {
                assertThat(plain.neighbours(v)).hasSizeLessThanOrEqualTo(1);
            } else {
                double least = plain.variables().stream()
                        .mapToDouble(u -> cost(plain, rule, u))
                        .min()
                        .orElseThrow();
                assertThat(cost(plain, rule, v)).isLessThanOrEqualTo(least + ROUNDING);
                if (!randomTies && rule != Rule.MIN_WEIGHT) {
                    assertThat(plain.variables().headSet(v).stream().mapToDouble(u -> cost(plain, rule, u)))
                            .allMatch(cost -> cost > least);
                }
            }
            assertThat(set(elimination.later(v))).isEqualTo(plain.neighbours(v));
            plain.eliminate(v);
        }
        assertThat(plain.variables()).isEmpty();
    }

    private static double cost(PlainGraph plain, Rule rule, int v) {
        return switch (rule) {
            case MIN_WEIGHT -> plain.logCells(v);
            case MIN_FILL -> plain.fill(v);
            case WEIGHTED_MIN_FILL -> plain.weightedFill(v);
        };
    }

    /** On a ring all variables cost the same, so that the seed alone decides. */
    @Example
    void tiesBrokenAtRandomFollowTheSeed() {
        int[] cardinality = new int[20];
        Arrays.fill(cardinality, 2);
        List<int[]> ring = IntStream.range(0, 20)
                .mapToObj(v -> new int[] {v, (v + 1) % 20})
                .toList();
        assertThat(new EliminationOrder(cardinality, ring, Rule.MIN_FILL, 0).order()[0])
                .isZero();
        Set<Integer> first = new HashSet<>();
        for (int seed = 1; seed <= 20; seed++) {
            int[] order = new EliminationOrder(cardinality, ring, Rule.MIN_FILL, seed).order();
            assertThat(new EliminationOrder(cardinality, ring, Rule.MIN_FILL, seed).order())
                    .containsExactly(order);
            first.add(order[0]);
        }
        assertThat(first).hasSizeGreaterThan(5);
    }

    /** In rounds: what goes has a clique or few for neighbours, and all of them go. */
    @Property(tries = 300)
    void roundsEliminateEveryVariableOnce(@ForAll long seed) {
        Tuple2<int[], List<int[]>> drawn = PlainGraph.draw(new Random(seed));
        PlainGraph plain = new PlainGraph(drawn.get1(), drawn.get2());
        EliminationRounds elimination = new EliminationRounds(drawn.get1(), drawn.get2());
        for (int v : elimination.order()) {
            assertThat(set(elimination.later(v))).isEqualTo(plain.neighbours(v));
            plain.eliminate(v);
        }
        assertThat(plain.variables()).isEmpty();
    }

    private static Set<Integer> set(int[] variables) {
        return Arrays.stream(variables).boxed().collect(Collectors.toSet());
    }
}
