package org.deciban.proofs.claims.propagation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Topology;
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
import org.deciban.proofs.generators.Case.Entries;
import org.deciban.proofs.generators.Cases;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.folded.FoldedEngine;

/**
 * A4. After t rounds of directed messages the belief of v holds, once each, every factor within 2t − 1 edges of it and all
 * evidence within 2t, by induction on t ({@link Topology#roundsForExactness}); so ⌈D/2⌉ rounds, D the longest path of the bipartite
 * graph, are enough on a forest, and any further round changes nothing.
 */
@Claim(
        id = "A4",
        title = "On a tree, as many layers as its diameter give the posterior",
        published = "On every grounded tree, T ≥ diameter layers give the exact posterior at every node",
        statement =
                "For every forest, all evidence and every T ≥ ⌈D/2⌉, D the most edges between two nodes of the graph of"
                        + " variables and factors: after T rounds of directed messages the compiled transformer, of 2T + 1 layers, holds the"
                        + " posterior of every variable, and refuses exactly the evidence of probability zero",
        assumptions = {
            "the factor graph has no cycle",
            "T ≥ ⌈D/2⌉",
            "messages are directed: one for each factor and variable"
        },
        source = "arXiv 2603.17063",
        status = Status.HOLDS_REPAIRED)
public final class TreesAreExact implements ClaimSuite {
    /** Two float64 programs that multiply the same numbers in another order. */
    private static final double ROUNDING = 1e-12;

    private static final double VISIBLE = 0.01;
    private static final double FAULT = 1e-6;
    private static final int ROUNDS_TO_SPARE = 2;
    private static final int ENOUGH_FOR_ANY = 12;
    private static final CaseDomain FORESTS = CaseDomain.of(TreesAreExact::forest);

    private static Case forest(Random random) {
        int kind = random.nextInt(3);
        return kind == 0 ? Cases.tree(random) : kind == 1 ? Cases.polytree(random) : Cases.forest(random);
    }

    private static int needed(Case given) {
        return Topology.of(given.graph()).roundsForExactness().orElse(ENOUGH_FOR_ANY);
    }

    private static Marginals posterior(Case given) {
        return Enumeration.run(given.graph(), given.evidence()).marginals();
    }

    /** The beliefs after some number of rounds. */
    private static Marginals beliefs(Case given, int rounds) {
        CompiledModel model = BpCompiler.compile(given.graph(), CompilerOptions.loopy(rounds));
        return model.infer(given.evidence());
    }

    /** The worst of the rounds from the one needed on. */
    private static double errorFromTheRoundNeeded(Case given, Engine engine) {
        int needed = needed(given);
        CompiledModel model = BpCompiler.compile(given.graph(), CompilerOptions.loopy(needed + ROUNDS_TO_SPARE))
                .on(engine);
        List<Marginals> rounds;
        try {
            rounds = model.beliefsAfterEachRound(given.evidence());
        } catch (ImpossibleEvidenceException e) {
            return Answers.distance(() -> refuse(e), () -> posterior(given));
        }
        return rounds.stream()
                .skip(needed)
                .mapToDouble(round -> Answers.distance(() -> round, () -> posterior(given)))
                .max()
                .orElseThrow();
    }

    private static Marginals refuse(ImpossibleEvidenceException refusal) {
        throw refusal;
    }

    @Override
    public Finding holds(Tries tries) {
        return Trials.everyCase(
                "from round ⌈D/2⌉ on the transformer holds the posterior",
                tries,
                FORESTS,
                given -> errorFromTheRoundNeeded(given, new FoldedEngine()),
                ROUNDING);
    }

    @Override
    public Finding isNotVacuous(Tries tries) {
        Map<String, Predicate<Case>> kinds = new LinkedHashMap<>();
        kinds.put("need three rounds or more", given -> needed(given) >= 3);
        kinds.put("have a factor of three variables or more", given -> given.maxArity() >= 3);
        kinds.put("have evidence", given -> !given.evidence().isEmpty());
        kinds.put(
                "have log-odds beyond 10",
                given -> given.entries() == Entries.EXTREME || given.entries() == Entries.EXTREME_WITH_ZEROS);
        kinds.put(
                "have zeros",
                given -> given.entries() == Entries.WITH_ZEROS || given.entries() == Entries.EXTREME_WITH_ZEROS);
        return Coverage.of(tries, FORESTS, kinds, 0.1);
    }

    @Override
    public Finding needsItsAssumptions(Tries tries) {
        Tries fewer = tries.dividedBy(2);
        Finding undirected = Trials.someCaseRefutes(
                "one belief per variable in the place of directed messages gives the posterior of trees",
                fewer,
                CaseDomain.of(Cases::tree),
                given -> given.isForest() && given.maxArity() <= 2
                        ? Answers.distanceOfNumbers(
                                () -> last(UndirectedBeliefs.afterEachRound(
                                        given.graph(), given.evidence(), needed(given) + ROUNDS_TO_SPARE)),
                                () -> posterior(given))
                        : 0,
                VISIBLE);
        Finding tooFewRounds = Trials.someCaseRefutes(
                "one round less than ⌈D/2⌉ is enough",
                fewer,
                FORESTS,
                given -> needed(given) == 0
                        ? 0
                        : Answers.distanceOfNumbers(() -> beliefs(given, needed(given) - 1), () -> posterior(given)),
                VISIBLE);
        Finding cycles = Trials.someCaseRefutes(
                ENOUGH_FOR_ANY + " rounds give the posterior of a graph with a cycle",
                fewer,
                CaseDomain.of(Cases::loopy),
                given -> given.isForest()
                        ? 0
                        : Answers.distanceOfNumbers(() -> beliefs(given, ENOUGH_FOR_ANY), () -> posterior(given)),
                VISIBLE);
        return undirected.and(tooFewRounds).and(cycles);
    }

    private static Marginals last(List<Marginals> rounds) {
        return rounds.get(rounds.size() - 1);
    }

    @Override
    public Finding bites(Tries tries) {
        Tries fewer = tries.dividedBy(5);
        Finding all = bites(fewer, "gather", "sum.0");
        return all.and(bites(fewer, "gather", "minus.0"))
                .and(bites(fewer, "update", "rows"))
                .and(bites(fewer, "update", "feed_forward"));
    }

    private static Finding bites(Tries tries, String layer, String part) {
        return PerturbedEngine.isNoticed(
                new PerturbedEngine(layer, part, FAULT),
                tries,
                FORESTS,
                TreesAreExact::errorFromTheRoundNeeded,
                ROUNDING);
    }
}
