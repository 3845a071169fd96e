package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.deciban.factorgraph.inference.BeliefAssertions.assertClose;
import static org.deciban.factorgraph.inference.BeliefModels.ENOUGH_ROUNDS;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.random.RandomModels;
import org.deciban.factorgraph.random.TableLaw;

class BeliefPropagationProperties {
    private static final BeliefPropagationOptions OPTIONS = BeliefPropagationOptions.defaults();

    /** On a cycle certainty can square from round to round: so soon it is within the range of probabilities. */
    private static final int HARMLESS_ROUNDS = 3;

    @Property
    void onTreesBeliefsBecomeThePosteriors(@ForAll long seed) {
        FactorGraph graph = BeliefModels.tree(seed, 0);
        Evidence evidence = BeliefModels.evidence(seed, graph);
        Marginals beliefs = BeliefPropagation.beliefsAfterEachRound(graph, evidence, ENOUGH_ROUNDS)
                .get(ENOUGH_ROUNDS);
        assertClose(beliefs, Enumeration.run(graph, evidence).marginals(), 1e-12, graph, evidence);
    }

    @Property
    void onTreesWithZerosBeliefsBecomeThePosteriorsOrTheEvidenceIsImpossible(
            @ForAll long seed, @ForAll MessageDomain domain) {
        FactorGraph graph = BeliefModels.tree(seed, 0.3);
        Evidence evidence = BeliefModels.anyEvidence(seed, graph);
        BeliefPropagationOptions options = OPTIONS.withDomain(domain).withExactRounds(ENOUGH_ROUNDS);
        try {
            Marginals posteriors = Enumeration.run(graph, evidence).marginals();
            assertClose(BeliefPropagation.run(graph, evidence, options).beliefs(), posteriors, 1e-12, graph, evidence);
        } catch (ImpossibleEvidenceException e) {
            assertThatThrownBy(() -> BeliefPropagation.run(graph, evidence, options))
                    .isInstanceOf(ImpossibleEvidenceException.class);
        }
    }

    @Property
    void onTreesTheBetheApproximationIsExact(
            @ForAll long seed, @ForAll MessageDomain domain, @ForAll Schedule schedule) {
        FactorGraph graph = BeliefModels.tree(seed, 0.2);
        Evidence evidence = BeliefModels.evidence(seed, graph);
        BeliefPropagationResult result = BeliefPropagation.run(
                graph, evidence, OPTIONS.withDomain(domain).withSchedule(schedule));
        assertThat(result.betheLogEvidence().orElseThrow())
                .isCloseTo(Enumeration.run(graph, evidence).logEvidence(), within(1e-10));
    }

    @Property
    void onLoopyGraphsEveryRoundFollowsTheEquations(@ForAll long seed) {
        FactorGraph graph = BeliefModels.loopy(seed, 3, 0.2);
        Evidence evidence = BeliefModels.evidence(seed, graph);
        List<Marginals> beliefs = BeliefPropagation.beliefsAfterEachRound(graph, evidence, 10);
        LiteralBeliefPropagation literal = new LiteralBeliefPropagation(graph, evidence);
        for (int t = 0; t <= 10; t++) {
            assertClose(beliefs.get(t), literal.beliefs(), 1e-12, graph, evidence);
            literal.round();
        }
    }

    @Property
    void probabilitiesFollowTheEquationsTooAndTheResidualIsTheLastChange(
            @ForAll long seed, @ForAll MessageDomain domain, @ForAll @IntRange(min = 1, max = 9) int rounds) {
        assertFollowsTheEquations(seed, BeliefModels.loopy(seed, 3, 0.2), OPTIONS.withDomain(domain), rounds);
    }

    @Property(tries = 300)
    void dampedRoundsFollowTheDampedEquationsAndTheResidualIsTheUndampedChange(
            @ForAll long seed,
            @ForAll MessageDomain domain,
            @ForAll @IntRange(min = 1, max = 5) int rounds,
            @ForAll @DoubleRange(min = 0.1, max = 0.9) double damping) {
        BeliefPropagationOptions options = OPTIONS.withDomain(domain).withDamping(damping);
        assertFollowsTheEquations(seed, BeliefModels.loopy(seed, 3, 0.2), options, rounds);
    }

    /** Two states at both ends of every factor: these are sent in a way of their own. */
    @Property(tries = 300)
    void onBinaryPairsEveryRoundFollowsTheEquations(
            @ForAll long seed, @ForAll MessageDomain domain, @ForAll @IntRange(min = 1, max = 5) int rounds) {
        TableLaw law = TableLaw.binary().withSpread(2).withZeros(0.05);
        assertFollowsTheEquations(seed, RandomModels.factors(seed, 6, 8, 2, law), OPTIONS.withDomain(domain), rounds);
    }

    private static void assertFollowsTheEquations(
            long seed, FactorGraph graph, BeliefPropagationOptions options, int rounds) {
        Evidence evidence = BeliefModels.evidence(seed, graph);
        BeliefPropagationResult result = BeliefPropagation.run(graph, evidence, options.withExactRounds(rounds));
        LiteralBeliefPropagation literal = new LiteralBeliefPropagation(graph, evidence, options.damping());
        double change = 0;
        for (int t = 0; t < rounds; t++) {
            change = literal.round();
        }
        assertThat(result.domain())
                .isIn(options.domain(), rounds <= HARMLESS_ROUNDS ? options.domain() : MessageDomain.LOG);
        assertClose(result.beliefs(), literal.beliefs(), 1e-12, graph, evidence);
        assertThat(result.residual()).isCloseTo(change, within(1e-12));
    }
}
