package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.commons.math3.fraction.BigFraction;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.random.RandomModels;
import org.deciban.factorgraph.random.TableLaw;

/** Models whose products leave the range of doubles: nothing may become zero, infinite or NaN on the way. */
class RangeProperties {
    private static final TableLaw HUGE = TableLaw.binary().withStates(2, 3).withSpread(100);

    @Property(tries = 200)
    void weightsOfAnySizeAgreeWithTheRationals(@ForAll long seed) {
        FactorGraph graph = RandomModels.factors(seed, 6, 14, 2, HUGE);
        JunctionTree tree = JunctionTree.of(graph, Evidence.none());
        NumberPosterior<BigFraction> exact = tree.posteriorInRationals();
        ExactPosterior actual = tree.posterior();
        assertThat(actual.marginals().farthestFrom(exact.toMarginals()).magnitude())
                .isLessThan(1e-13);
        ExactPosterior enumerated = Enumeration.run(graph, Evidence.none());
        assertThat(enumerated.marginals().farthestFrom(exact.toMarginals()).magnitude())
                .isLessThan(1e-13);
        assertThat(actual.logEvidence()).isCloseTo(enumerated.logEvidence(), within(1e-12));
    }

    @Property(tries = 20)
    void mostProbableAssignmentsOfAnySizeAreFound(@ForAll long seed) {
        FactorGraph graph = RandomModels.factors(seed, 4, 14, 2, HUGE);
        BruteForce best = new BruteForce(graph, Evidence.none());
        double expected = BruteForce.log(best.largest);
        assertThat(JunctionTree.of(graph, Evidence.none()).mostProbable().logWeight())
                .isCloseTo(expected, within(4e-14 * Math.max(1, Math.abs(expected))));
    }

    /**
     * A chain of factors that favour the first state by 1e200, and a last observation that only the second state explains:
     * plain products in doubles lose the second state after two factors and call the evidence impossible.
     */
    @Example
    void aStateThatUnderflowsMayBeTheOnlyOneLeft() {
        FactorGraph.Builder builder = FactorGraph.builder().variable("x", "a", "b");
        for (int i = 0; i < 10; i++) {
            builder.variable("y" + i, "c", "d").factor(List.of("x", "y" + i), 1e100, 1e100, 1e-100, 1e-100);
        }
        builder.variable("z", "e", "f").factor(List.of("x", "z"), 0, 1, 1, 0);
        FactorGraph graph = builder.build();
        Evidence onlyB = graph.evidence().observe("z", "e").build();
        ExactPosterior posterior = JunctionTree.run(graph, onlyB);
        assertThat(posterior.marginals().probability("x", "b")).isEqualTo(1);
        assertThat(posterior.logEvidence()).isCloseTo(10 * Math.log(2e-100), within(1e-9));
        ExactPosterior inLogs = JunctionTree.of(graph, onlyB).posteriorInLogs();
        assertThat(inLogs.marginals().probability("x", "b")).isEqualTo(1);
        assertThat(inLogs.logEvidence()).isCloseTo(10 * Math.log(2e-100), within(1e-9));
        ExactPosterior prior = JunctionTree.run(graph, Evidence.none());
        assertThat(prior.marginals().probability("x", "b")).isEqualTo(0);
        assertThat(prior.marginals().probability("z", "f")).isEqualTo(1);
    }

    @Example
    void doublesRefuseWhatTheyCannotHold() {
        FactorGraph graph = RandomModels.factors(3, 6, 14, 2, HUGE);
        ReducedModel model = new ReducedModel(graph, Evidence.none());
        CompiledTree tree = new CompiledTree(model, List.of());
        assertThatThrownBy(() -> tree.run(new DoubleKernel(Accumulation.SUM)))
                .isInstanceOf(Kernel.OutOfRangeException.class);
    }

    /** Each message is within a factor of two, yet two thousand of them could multiply to 2^-2000. */
    @Example
    void aHubWithTwoThousandNeighboursIsNoProblem() {
        FactorGraph.Builder builder = FactorGraph.builder().variable("hub", "a", "b");
        for (int i = 0; i < 2000; i++) {
            builder.variable("x" + i, "c", "d").factor(List.of("hub", "x" + i), 0.25, 0.25, 0.25, 0.3);
        }
        ExactPosterior posterior = JunctionTree.run(builder.build(), Evidence.none());
        double odds = Math.pow(1.1, 2000);
        assertThat(posterior.marginals().probability("hub", "a")).isCloseTo(1 / (1 + odds), within(1e-90));
        assertThat(posterior.logEvidence()).isCloseTo(2000 * Math.log(0.5) + Math.log1p(odds), within(1e-10));
    }
}
