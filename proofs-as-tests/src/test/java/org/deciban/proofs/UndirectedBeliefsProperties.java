package org.deciban.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Topology;
import org.deciban.factorgraph.inference.BeliefPropagation;
import org.deciban.factorgraph.inference.Enumeration;
import org.deciban.factorgraph.random.RandomModels;
import org.deciban.factorgraph.random.TableLaw;
import org.deciban.proofs.claims.propagation.UndirectedBeliefs;

/** Directed messages are not a refinement: with one belief per node a tree is wrong however long one runs. */
class UndirectedBeliefsProperties {
    private static final int ROUNDS = 40;

    /**
     * Three variables or more, so that one of them lies between others; directed messages are the control. In the first round
     * nothing has come back yet, and on a star without evidence it even holds the posterior; from the second on none does.
     */
    @Property
    @StatisticsReport(onFailureOnly = true)
    void onATreeWithAnInternalNodeNoRoundFromTheSecondOnHoldsThePosterior(
            @ForAll long seed, @ForAll @IntRange(min = 3, max = 8) int variables) {
        FactorGraph tree = RandomModels.tree(seed, variables, TableLaw.binary());
        Marginals posterior = Enumeration.run(tree, Evidence.none()).marginals();
        int enough = Topology.of(tree).roundsForExactness().orElseThrow();
        Marginals directed = BeliefPropagation.beliefsAfterEachRound(tree, Evidence.none(), enough)
                .get(enough);
        assertThat(directed.farthestFrom(posterior).magnitude()).isLessThanOrEqualTo(1e-12);

        double best = UndirectedBeliefs.afterEachRound(tree, Evidence.none(), ROUNDS).stream()
                .skip(2)
                .mapToDouble(round -> round.farthestFrom(posterior).magnitude())
                .min()
                .orElseThrow();
        assertThat(best).isGreaterThan(1e-9);
        Statistics.label("best round off by more than a percent")
                .collect(best > 0.01)
                .coverage(c -> c.check(true).percentage(p -> p > 50));
    }

    /** Two variables have the posterior after one round, and lose it in the next: the echo. */
    @Example
    void onTwoVariablesTheSecondRoundEchoes() {
        FactorGraph pair = FactorGraph.builder()
                .variable("a", "no", "yes")
                .variable("b", "no", "yes")
                .factor(List.of("a"), 0.1, 0.9)
                .factor(List.of("a", "b"), 0.9, 0.1, 0.2, 0.8)
                .build();
        List<Marginals> rounds = UndirectedBeliefs.afterEachRound(pair, Evidence.none(), 2);
        // By hand: b = 0.1 · 0.1 + 0.9 · 0.8; then a hears 0.9 · 0.27 + 0.1 · 0.73 against 0.2 · 0.27 + 0.8 · 0.73.
        assertThat(rounds.get(1).probability("b", "yes")).isCloseTo(0.73, within(1e-15));
        double echoed = 0.9 * 0.638 / (0.9 * 0.638 + 0.1 * 0.316);
        assertThat(rounds.get(2).probability("a", "yes")).isCloseTo(echoed, within(1e-15));
        assertThat(echoed).isGreaterThan(0.94);
        assertThat(Enumeration.run(pair, Evidence.none()).marginals().probability("a", "yes"))
                .isCloseTo(0.9, within(1e-15));
    }
}
