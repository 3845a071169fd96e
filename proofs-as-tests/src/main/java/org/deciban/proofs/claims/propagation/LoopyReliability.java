package org.deciban.proofs.claims.propagation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.inference.BeliefPropagation;
import org.deciban.factorgraph.inference.BeliefPropagationOptions;
import org.deciban.factorgraph.inference.BeliefPropagationResult;
import org.deciban.factorgraph.inference.Enumeration;
import org.deciban.proofs.claims.CaseDomain;
import org.deciban.proofs.claims.Claim;
import org.deciban.proofs.claims.ClaimSuite;
import org.deciban.proofs.claims.Finding;
import org.deciban.proofs.claims.PerturbedEngine;
import org.deciban.proofs.claims.Status;
import org.deciban.proofs.claims.Trials;
import org.deciban.proofs.claims.Tries;
import org.deciban.proofs.generators.Case;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.folded.FoldedEngine;

/**
 * A12. Where c &lt; 1 ({@link PairwiseGraphs#contraction}) the first round moves a half log-odds ν by at most J, round t + 1 by
 * at most {@code c^t J}; a probability moves by at most half of that, so a residual of τ is reached after
 * {@code 1 + ⌈ln(2τ/J) / ln c⌉} rounds. How far the fixed point lies from the posterior no such bound says; it is measured.
 */
@Claim(
        id = "A12",
        title = "Loopy belief propagation is reliable while coupling is weak",
        published =
                "Loopy belief propagation, and with it the transformer, converges and is close to the posterior in practice",
        statement =
                "On binary graphs with factors over at most two variables and c = max (d−1) tanh J < 1, J = ¼ ln(f00 f11 / f01 f10) and"
                        + " d the degree of an end of f: the messages converge, within 1 + ⌈ln(2τ/J) / ln c⌉ rounds to a residual of τ. On the five"
                        + " published graphs with entries in [0.1, 1]: within 100 rounds to 1e-6, the mean error of a belief below 0.05. At every"
                        + " round, converged or not, the transformer holds the beliefs of belief propagation",
        assumptions = {"weak coupling: c < 1, or entries uniform in [0.1, 1] on the five graphs"},
        source = "arXiv 2603.17063; bound: Mooij and Kappen, 2007, doi:10.1109/TIT.2007.909166",
        status = {Status.FAILS_AS_STATED, Status.HOLDS_REPAIRED})
public final class LoopyReliability implements ClaimSuite {
    private static final double RESIDUAL = 1e-6;
    private static final int PUBLISHED_ROUNDS = 100;
    private static final int MANY_ROUNDS = 300;
    /** Five points of a hundred: whoever is off by more on average is not close. */
    private static final double CLOSE = 0.05;

    private static final double FAR_OFF = 0.1;

    private static final double ROUNDING = 1e-12;
    private static final double FAULT = 1e-6;
    /** Twice its hyperbolic tangent is 0.98. */
    private static final double WEAK_COUPLING = 0.536;

    private static final double STRONG_COUPLING = 3;
    private static final CaseDomain WEAK = CaseDomain.of(PairwiseGraphs::weak);
    private static final CaseDomain WEAK_SPINS = CaseDomain.of(random -> PairwiseGraphs.spins(random, WEAK_COUPLING));
    private static final CaseDomain STRONG_SPINS =
            CaseDomain.of(random -> PairwiseGraphs.spins(random, STRONG_COUPLING));

    private static BeliefPropagationResult run(Case given, int rounds) {
        return BeliefPropagation.run(
                given.graph(),
                given.evidence(),
                BeliefPropagationOptions.defaults().withMaxRounds(rounds).withTolerance(RESIDUAL));
    }

    private static Marginals posterior(Case given) {
        return Enumeration.run(given.graph(), given.evidence()).marginals();
    }

    /** The mean over the variables of |belief − posterior|; infinite if it does not converge. */
    private static double meanError(Case given, int rounds) {
        Optional<Marginals> beliefs = run(given, rounds).findFixedPoint();
        if (beliefs.isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        Marginals posterior = posterior(given);
        return given.graph().variables().stream()
                .mapToDouble(v -> difference(v, beliefs.get(), posterior))
                .average()
                .orElse(0);
    }

    private static double difference(Variable variable, Marginals beliefs, Marginals posterior) {
        return Math.abs(beliefs.probability(variable, 0) - posterior.probability(variable, 0));
    }

    /** The rounds taken as a share of those allowed; infinite if there are more. */
    private static double roundsUsed(Case given) {
        double contraction = PairwiseGraphs.contraction(given.graph());
        double coupling = PairwiseGraphs.largestCoupling(given.graph());
        // One round more, in which the residual is seen to be small.
        int allowed = 2 + (int) Math.ceil(Math.max(0, Math.log(2 * RESIDUAL / coupling) / Math.log(contraction)));
        BeliefPropagationResult result = run(given, allowed);
        return result.converged() ? (double) result.rounds() / allowed : Double.POSITIVE_INFINITY;
    }

    private static double transformerError(Case given, Engine engine) {
        int rounds = 1 + given.graph().variables().size();
        CompiledModel model =
                BpCompiler.compile(given.graph(), CompilerOptions.loopy(rounds)).on(engine);
        List<Marginals> transformer = model.beliefsAfterEachRound(given.evidence());
        List<Marginals> reference = BeliefPropagation.beliefsAfterEachRound(given.graph(), given.evidence(), rounds);
        return IntStream.rangeClosed(0, rounds)
                .mapToDouble(
                        t -> transformer.get(t).farthestFrom(reference.get(t)).magnitude())
                .max()
                .orElseThrow();
    }

    @Override
    public Finding holds(Tries tries) {
        return Trials.everyCase(
                        "rounds to converge on weakly coupled K4, as a share of the bound",
                        tries,
                        WEAK_SPINS,
                        LoopyReliability::roundsUsed,
                        1)
                .and(Trials.everyCase(
                        "mean error on the published graphs",
                        tries,
                        WEAK,
                        given -> meanError(given, PUBLISHED_ROUNDS),
                        CLOSE))
                .and(Trials.everyCase(
                        "transformer = belief propagation at every round of weak graphs",
                        tries.dividedBy(2),
                        WEAK,
                        given -> transformerError(given, new FoldedEngine()),
                        ROUNDING))
                .and(Trials.everyCase(
                        "and of strongly coupled K4",
                        tries.dividedBy(2),
                        STRONG_SPINS,
                        given -> transformerError(given, new FoldedEngine()),
                        ROUNDING));
    }

    @Override
    public Finding isNotVacuous(Tries tries) {
        Map<String, Predicate<Case>> weak = new LinkedHashMap<>();
        weak.put("of the weak K4 have c > 0.7", given -> PairwiseGraphs.contraction(given.graph()) > 0.7);
        weak.put(
                "take more than five rounds",
                given -> run(given, PUBLISHED_ROUNDS).rounds() > 5);
        Map<String, Predicate<Case>> published = new LinkedHashMap<>();
        published.put(
                "of the published graphs have a coupling above 0.4",
                given -> PairwiseGraphs.largestCoupling(given.graph()) > 0.4);
        published.put("have beliefs off by more than rounding", given -> meanError(given, PUBLISHED_ROUNDS) > 1e-6);
        published.put(
                "have two cycles",
                given -> given.graph().edgeCount() / 2
                        > given.graph().variables().size());
        return Coverage.of(tries, WEAK_SPINS, weak, 0.3).and(Coverage.of(tries, WEAK, published, 0.1));
    }

    @Override
    public Finding needsItsAssumptions(Tries tries) {
        return Trials.someCaseRefutes(
                "belief propagation on strongly coupled K4 converges within " + MANY_ROUNDS + " rounds",
                tries,
                STRONG_SPINS,
                given -> isPairwise(given) && !run(given, MANY_ROUNDS).converged() ? 1 : 0,
                0);
    }

    @Override
    public Optional<Finding> failsAsStated(Tries tries) {
        return Optional.of(Trials.someCaseRefutes(
                "where belief propagation converges, its beliefs are off by less than " + FAR_OFF + " on average",
                tries,
                STRONG_SPINS,
                given -> isPairwise(given) && run(given, MANY_ROUNDS).converged() ? meanError(given, MANY_ROUNDS) : 0,
                FAR_OFF));
    }

    /** Shrinking may lead to tables with zeros: couplings without bound, of which anything is believed. */
    private static boolean isPairwise(Case given) {
        return given.evidence().equals(Evidence.none())
                && given.maxStates() == 2
                && Double.isFinite(PairwiseGraphs.largestCoupling(given.graph()));
    }

    @Override
    public Finding bites(Tries tries) {
        Tries fewer = tries.dividedBy(5);
        Finding all = bites(fewer, "gather", "sum.0");
        return all.and(bites(fewer, "gather", "minus.0")).and(bites(fewer, "update", "rows"));
    }

    private static Finding bites(Tries tries, String layer, String part) {
        return PerturbedEngine.isNoticed(
                new PerturbedEngine(layer, part, FAULT), tries, WEAK, LoopyReliability::transformerError, ROUNDING);
    }
}
