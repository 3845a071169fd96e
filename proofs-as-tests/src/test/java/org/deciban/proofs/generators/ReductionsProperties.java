package org.deciban.proofs.generators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Topology;
import org.deciban.factorgraph.Variable;

@Domain(CaseArbitraries.class)
@Domain(DomainContext.Global.class)
class ReductionsProperties {

    @Property(tries = 200)
    void everyReductionIsASmallerValidCase(@ForAll Case given) {
        assertThat(Reductions.of(given)).allSatisfy(smaller -> {
            assertThat(smaller.size()).isLessThan(given.size());
            assertThat(rebuilt(smaller)).isEqualTo(smaller.graph());
            smaller.evidence().requireFits(smaller.graph());
            assertThat(smaller.rounds())
                    .isGreaterThanOrEqualTo(
                            Topology.of(smaller.graph()).roundsForExactness().orElse(1));
        });
    }

    /** Through the builder once more, which checks all that makes a graph valid. */
    private static FactorGraph rebuilt(Case given) {
        FactorGraph.Builder builder = FactorGraph.builder();
        given.graph().variables().forEach(builder::variable);
        for (Factor factor : given.graph().factors()) {
            builder.factor(
                    factor.findChild().isPresent()
                            ? Factor.conditional(
                                    factor.findChild().get(),
                                    factor.scope().subList(0, factor.arity() - 1),
                                    factor.table())
                            : Factor.named(factor.name(), factor.scope(), factor.table()));
        }
        return builder.build();
    }

    /** Whatever is wrong with one variable alone can be seen on that variable alone. */
    @Property(tries = 200)
    void everyVariableCanBeLeftAlone(@ForAll Case given, @ForAll long seed) {
        List<Variable> variables = given.graph().variables();
        Variable kept = variables.get(new Random(seed).nextInt(variables.size()));
        Case smallest = Shrinker.smallest(
                given, c -> c.graph().findVariable(kept.name()).isPresent());
        assertThat(smallest.graph().variables()).extracting(Variable::name).containsExactly(kept.name());
        assertThat(smallest.graph().variables().get(0).cardinality()).isEqualTo(1);
        assertThat(smallest.graph().factors()).isEmpty();
        assertThat(smallest.evidence().isEmpty()).isTrue();
    }

    /** So that an engine for Bayesian networks, which refuses anything else, has smaller cases as well. */
    @Property(tries = 200)
    void networksHaveSmallerNetworks(@ForAll long seed) {
        Case given = Cases.polytree(new Random(seed));
        Case smallest = Shrinker.smallest(given, ReductionsProperties::isNetwork);
        assertThat(smallest.graph().variables()).hasSize(1);
    }

    private static boolean isNetwork(Case given) {
        List<Variable> children = given.graph().factors().stream()
                .flatMap(factor -> factor.findChild().stream())
                .toList();
        return given.graph().factors().size() == children.size()
                && children.equals(given.graph().variables())
                && given.graph().factors().stream().allMatch(ReductionsProperties::isNormalised);
    }

    private static boolean isNormalised(Factor factor) {
        int columns = factor.findChild().orElseThrow().cardinality();
        double[] table = factor.table();
        for (int row = 0; row < table.length; row += columns) {
            if (!(Math.abs(Arrays.stream(table, row, row + columns).sum() - 1) <= 1e-9)) {
                return false;
            }
        }
        return true;
    }
}
