package org.deciban.testkit.contracts;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.deciban.proofs.generators.Case;
import org.deciban.testkit.generators.CaseArbitraries;

/**
 * What holds for everything that answers with marginals. Inherit {@link BeliefPropagationContract}, {@link
 * ExactInferenceContract} or {@link TransformerContract}, which say what is answered and what it is held against.
 *
 * <p>A failure is a {@link ContractViolation}: it prints the smallest graph found, as a file that can be pasted, with expected
 * and actual. Random seeds, the number of tries and shrinking are jqwik's to configure.
 */
public interface MarginalsContract {
    /**
     * What the implementation answers: one set of marginals, or one for each round from 0 to {@link Case#rounds()}. Variables
     * and states are matched by name.
     */
    List<Marginals> answers(Case given);

    /** What it should answer, where the evidence is possible. */
    List<Marginals> expected(Case given);

    /** Whether the implementation takes such graphs; others are not tried. All are taken unless this says otherwise. */
    default boolean supports(Case given) {
        return true;
    }

    /** How far a probability may be from the expected one: 1e-9 unless this says otherwise. */
    default double tolerance() {
        return 1e-9;
    }

    /**
     * Whether an exception says that the evidence has probability zero: {@link ImpossibleEvidenceException} unless this says
     * otherwise. Any other exception breaks the contract.
     */
    default boolean isRefusal(RuntimeException exception) {
        return exception instanceof ImpossibleEvidenceException;
    }

    private Answer ask(Case given) {
        return Answer.of(given, this::answers, this::isRefusal);
    }

    private void requireExpected(Case given, String claim) {
        ask(given).requireEquals(expected(given), tolerance(), claim);
    }

    private Arbitrary<Case> possible(Arbitrary<Case> cases) {
        return cases.filter(given -> supports(given) && Answer.isPossible(given));
    }

    /** Trees, polytrees and forests, with possible evidence. */
    @Provide
    default Arbitrary<Case> graphsWithoutCycles() {
        return possible(CaseArbitraries.withoutCycles());
    }

    /** Graphs with cycles, strongly coupled ones among them, with possible evidence. */
    @Provide
    default Arbitrary<Case> graphsWithCycles() {
        return possible(CaseArbitraries.withCycles());
    }

    /** AND, OR, noisy-OR and noisy-AND, with possible evidence. */
    @Provide
    default Arbitrary<Case> gates() {
        return possible(CaseArbitraries.gates());
    }

    /** All families, with possible evidence. */
    @Provide
    default Arbitrary<Case> graphs() {
        return possible(CaseArbitraries.any());
    }

    /** Graphs without cycles with evidence of probability zero. */
    @Provide
    default Arbitrary<Case> contradictions() {
        return CaseArbitraries.withoutCycles().filter(given -> supports(given) && !Answer.isPossible(given));
    }

    /** Within the tolerance, every round, variable and state. */
    @Property
    default void onGraphsWithoutCyclesTheAnswerIsThatOfTheReference(@ForAll("graphsWithoutCycles") Case given) {
        requireExpected(given, "on a graph without cycles the answer is not that of the reference");
    }

    /** The same where messages go round in circles. */
    @Property
    default void onGraphsWithCyclesTheAnswerIsThatOfTheReference(@ForAll("graphsWithCycles") Case given) {
        requireExpected(given, "on a graph with cycles the answer is not that of the reference");
    }

    /** The same where tables are mostly zeros and ones, or nearly so. */
    @Property
    default void onGatesTheAnswerIsThatOfTheReference(@ForAll("gates") Case given) {
        requireExpected(given, "on gates the answer is not that of the reference");
    }

    /** By an exception that {@link #isRefusal} knows, and not by NaN or any distribution. */
    @Property
    default void impossibleEvidenceIsRefused(@ForAll("contradictions") Case given) {
        ask(given).requireRefusal();
    }

    /** Zeros in tables and likelihoods are not rounded away. */
    @Property
    default void whatIsImpossibleHasProbabilityZero(@ForAll("graphs") Case given) {
        ask(given).requireZeros(expected(given));
    }

    /** Of every round: 1 for the observed state and 0 for the others. */
    @Property
    default void observedVariablesAreCertain(@ForAll("graphs") Case given) {
        for (Marginals marginals : ask(given).require()) {
            for (Variable variable : given.evidence().variables()) {
                OptionalInt observed = given.evidence().findObservedState(variable);
                if (observed.isPresent()) {
                    double[] certain = new double[variable.cardinality()];
                    certain[observed.getAsInt()] = 1;
                    Marginals wanted = new Marginals(List.of(variable), new double[][] {certain});
                    Answer.of(given, unused -> List.of(marginals), this::isRefusal)
                            .requireEquals(List.of(wanted), tolerance(), "an observed variable is not certain");
                }
            }
        }
    }

    /** The normalised product of its factors, of which there may be several, once a round is done. */
    @Property
    default void aVariableOnItsOwnHasTheProductOfItsPriors(@ForAll("graphs") Case given) {
        requireProduct(Priors.of(given, false), "the answer is not the product of the priors");
    }

    /** The same under evidence, hard or soft. */
    @Property
    default void theLikelihoodOfEvidenceIsMultipliedIn(@ForAll("graphs") Case given) {
        requireProduct(Priors.of(given, true), "the answer is not the product of priors and likelihood");
    }

    private void requireProduct(Case priors, String claim) {
        if (supports(priors) && Answer.isPossible(priors)) {
            List<Marginals> all = ask(priors).require();
            Answer.of(priors, unused -> all.subList(all.size() - 1, all.size()), this::isRefusal)
                    .requireEquals(List.of(Priors.posterior(priors)), tolerance(), claim);
        }
    }

    /** All likelihoods, those of hard evidence among them, divided by 1024. */
    @Property
    default void theScaleOfALikelihoodDoesNotMatter(@ForAll("graphs") Case given) {
        Evidence.Builder scaled = given.graph().evidence();
        for (Variable variable : given.evidence().variables()) {
            double[] likelihood = given.evidence().likelihood(variable);
            scaled.likelihood(
                    variable, Arrays.stream(likelihood).map(e -> e / 1024).toArray());
        }
        requireSame(
                given,
                new Case(given.graph(), scaled.build(), given.entries(), given.rounds()),
                "the answer changes with the scale of a likelihood");
    }

    /** All variables, all factors and the variables of each factor declared in reverse. */
    @Property
    default void theOrderOfVariablesAndFactorsDoesNotMatter(@ForAll("graphs") Case given) {
        requireSame(given, Redeclared.reversed(given), "the answer changes with the order of variables and factors");
    }

    /** The states of each variable declared in reverse, with tables and likelihoods to match. */
    @Property
    default void theOrderOfStatesDoesNotMatter(@ForAll("graphs") Case given) {
        requireSame(given, Redeclared.withStatesReversed(given), "the answer changes with the order of states");
    }

    private void requireSame(Case given, Case other, String claim) {
        if (supports(other)) {
            ask(other).requireEquals(ask(given).require(), tolerance(), claim);
        }
    }
}
