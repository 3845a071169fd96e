package org.deciban.proofs.passes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.deciban.compiler.internal.ir.RowFactor;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.compiler.internal.ir.RowVariable;
import org.deciban.compiler.internal.passes.Normalise;
import org.deciban.compiler.internal.passes.TablesToRows;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.proofs.Permuted;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.CaseArbitraries;

@StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
@Domain(CaseArbitraries.class)
@Domain(DomainContext.Global.class)
class NormaliseProperties {
    /** Repeats some scopes, in another order and with another table. */
    private static FactorGraph withRepeatedScopes(FactorGraph graph, Random random) {
        FactorGraph.Builder builder = FactorGraph.builder();
        graph.variables().forEach(builder::variable);
        for (Factor factor : graph.factors()) {
            builder.factor(factor);
            if (random.nextBoolean()) {
                double[] table = factor.table();
                boolean constant = random.nextBoolean();
                Arrays.setAll(table, i -> constant ? 2 : random.nextInt(4));
                table[random.nextInt(table.length)] = 2;
                builder.factor(Permuted.scopeOf(Factor.of(factor.scope(), table), random));
            }
        }
        return builder.build();
    }

    @Property
    void theDistributionIsTheSame(@ForAll Case given, @ForAll long seed) {
        FactorGraph graph = withRepeatedScopes(given.graph(), new Random(seed));
        RowFactorGraph before = TablesToRows.apply(graph);
        RowFactorGraph after = Normalise.apply(before);
        ExactRows.assertSame(
                ExactRows.marginals(after, graph, given.evidence()),
                ExactRows.marginals(before, graph, given.evidence()),
                1e-12);
        Statistics.label("merged")
                .collect(after.factors().size() < before.factors().size())
                .coverage(c -> c.check(true).percentage(p -> p > 50));
    }

    @Property
    void noTwoFactorsHaveTheSameVariablesUnlessTheyContradictEachOther(@ForAll Case given, @ForAll long seed) {
        RowFactorGraph after = Normalise.apply(TablesToRows.apply(withRepeatedScopes(given.graph(), new Random(seed))));
        Map<Set<Integer>, List<RowFactor>> byScope =
                after.factors().stream().collect(Collectors.groupingBy(NormaliseProperties::scope));
        for (List<RowFactor> sameScope : byScope.values()) {
            if (sameScope.size() > 1) {
                RowFactorGraph alone = new RowFactorGraph(after.variables(), sameScope);
                double[][] posterior = ExactRows.marginals(alone, given.graph(), Evidence.none());
                assertThat(Arrays.stream(posterior)
                                .flatMapToDouble(Arrays::stream)
                                .sum())
                        .isZero();
            }
        }
    }

    private static Set<Integer> scope(RowFactor factor) {
        return Arrays.stream(factor.scope()).boxed().collect(Collectors.toSet());
    }

    @Example
    void factorsOverTheSameVariablesMultiplyWhateverTheirOrder() {
        FactorGraph graph = FactorGraph.builder()
                .variable("a", "0", "1")
                .variable("b", "0", "1")
                .factor(List.of("a", "b"), 1, 2, 3, 0)
                .factor(List.of("b", "a"), 5, 7, 11, 13)
                .factor(List.of("b"), 4, 4)
                .build();
        RowFactorGraph after = Normalise.apply(TablesToRows.apply(graph));
        assertThat(after.factors()).hasSize(1);
        // a·b: (0,0) 1·5, (0,1) 2·11, (1,0) 3·7; P(a=1) = 21/48.
        assertThat(ExactRows.marginals(after, graph, Evidence.none())[0][1]).isCloseTo(21.0 / 48, within(1e-15));
    }

    /** Two rows for one state weigh 2 + 3 together. */
    @Example
    void rowsForTheSameStatesAdd() {
        RowFactor twice = new RowFactor(
                "f", new int[] {0}, new int[] {0, 0, 1}, new double[] {Math.log(2), Math.log(3), Math.log(7)});
        RowFactor other = new RowFactor("g", new int[] {0}, new int[] {1, 0}, new double[] {Math.log(4), 0});
        RowFactorGraph graph = new RowFactorGraph(List.of(new RowVariable("x", 2)), List.of(twice, other));
        List<RowFactor> merged = Normalise.apply(graph).factors();
        assertThat(merged).hasSize(1);
        assertThat(merged.get(0).rows()).isEqualTo(2);
        for (int row = 0; row < 2; row++) {
            double weight = merged.get(0).state(row, 0) == 0 ? 5 : 28;
            assertThat(merged.get(0).logPotential(row)).isCloseTo(Math.log(weight), within(1e-14));
        }
    }
}
