package org.deciban.proofs.generators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.Topology;
import org.deciban.factorgraph.Variable;

class CasesProperties {
    private static final List<Function<RandomGenerator, Case>> FAMILIES =
            List.of(Cases::tree, Cases::polytree, Cases::forest, Cases::loopy, Cases::gates, Cases::strong);

    @Property(tries = 300)
    void aSeedFixesTheCase(@ForAll long seed) {
        for (Function<RandomGenerator, Case> family : FAMILIES) {
            assertThat(family.apply(new Random(seed))).isEqualTo(family.apply(new Random(seed)));
        }
    }

    @Property(tries = 300)
    void treesArePolytreesOfOneParent(@ForAll long seed) {
        Case tree = Cases.tree(new Random(seed));
        requireNetworkWithoutCycles(tree);
        assertThat(tree.maxArity()).isLessThanOrEqualTo(2);
    }

    @Property(tries = 300)
    void polytreesHaveDistributionsInTheirRows(@ForAll long seed) {
        Case polytree = Cases.polytree(new Random(seed));
        requireNetworkWithoutCycles(polytree);
        Statistics.label("arity").collect(polytree.maxArity()).coverage(c -> {
            c.check(3).percentage(p -> p > 10);
            c.check(4).percentage(p -> p > 1);
        });
    }

    @Property(tries = 300)
    void onlyForestsHaveNoCycle(@ForAll long seed) {
        assertThat(Cases.forest(new Random(seed)).isForest()).isTrue();
        assertThat(Cases.loopy(new Random(seed)).isForest()).isFalse();
        assertThat(Cases.strong(new Random(seed)).isForest()).isFalse();
    }

    @Property(tries = 300)
    void forestsHaveTheRoundsThatExactnessNeeds(@ForAll long seed) {
        for (Function<RandomGenerator, Case> family : FAMILIES) {
            Case given = family.apply(new Random(seed));
            assertThat(given.rounds())
                    .isGreaterThanOrEqualTo(
                            Topology.of(given.graph()).roundsForExactness().orElse(1));
        }
    }

    private static void requireNetworkWithoutCycles(Case given) {
        assertThat(given.isForest()).isTrue();
        List<Variable> children = given.graph().factors().stream()
                .map(f -> f.findChild().orElseThrow())
                .toList();
        assertThat(children).isEqualTo(given.graph().variables());
        for (Factor factor : given.graph().factors()) {
            int columns = factor.findChild().orElseThrow().cardinality();
            double[] table = factor.table();
            for (int row = 0; row < table.length; row += columns) {
                assertThat(Arrays.stream(table, row, row + columns).sum()).isCloseTo(1, within(1e-12));
            }
        }
    }
}
