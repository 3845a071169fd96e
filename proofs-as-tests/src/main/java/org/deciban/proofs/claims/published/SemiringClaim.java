package org.deciban.proofs.claims.published;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.inference.Enumeration;
import org.deciban.proofs.claims.CaseDomain;
import org.deciban.proofs.claims.Claim;
import org.deciban.proofs.claims.ClaimSuite;
import org.deciban.proofs.claims.Domain;
import org.deciban.proofs.claims.Finding;
import org.deciban.proofs.claims.PerturbedEngine;
import org.deciban.proofs.claims.Status;
import org.deciban.proofs.claims.Trials;
import org.deciban.proofs.claims.Tries;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.Cases;
import org.deciban.proofs.generators.Pasteable;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.engine.Engine;

/** A8. */
@Claim(
        id = "A8",
        title = "Attention is AND, the feed-forward is OR",
        published =
                "In every layer attention computes AND and the feed-forward OR, updateBelief being OR as log-odds addition.",
        statement =
                "In the log semiring: the gather layer's attention adds log-messages (⊗), so each token of a variable holds ln of the "
                        + "product of what its factors say; the update layer's row attention and its LOG units sum over alternatives (⊕), so "
                        + "each token of a message holds ln of the share of rows that agree on a state. On the tables of AND and OR the two "
                        + "give p·q and p + q − p·q.",
        assumptions = {
            "what is added are logarithms: attention on probabilities mixes, and p·q is no mixture of p and q",
            "alternatives are rows of a table"
        },
        source = "arXiv 2603.17063, the reading of attention and feed-forward as AND and OR",
        status = {Status.FAILS_AS_STATED, Status.HOLDS_REPAIRED})
public final class SemiringClaim implements ClaimSuite {
    /** Per unit of what is added up. */
    private static final double ROUNDING = 4e-15;

    /** Cases to draw where one is looked for, and where shares are. */
    private static final int SOUGHT = 30;

    private static final int COVERED = 200;

    private static final Domain<Case> GRAPHS = CaseDomain.of(random -> Cases.draw(random, random.nextInt(3) == 0));
    private static final double[] AND = {1, 0, 1, 0, 1, 0, 0, 1};
    private static final double[] OR = {1, 0, 0, 1, 0, 1, 0, 1};

    private static final Domain<Pair> PAIRS_OF_OR = Domain.of(
            Pair::draw,
            Pair::smaller,
            pair -> Pasteable.of(gate(pair, OR), Evidence.none(), 2) + "P(c) = " + exact(gate(pair, OR))
                    + ", updateBelief " + updateBelief(pair));

    private static final Domain<Pair> PAIRS_OF_AND = Domain.of(
            Pair::draw,
            Pair::smaller,
            pair -> Pasteable.of(gate(pair, AND), Evidence.none(), 2)
                    + "P(c) = " + exact(gate(pair, AND)) + ", mixtures lie in [" + Math.min(pair.first(), pair.second())
                    + ", " + Math.max(pair.first(), pair.second()) + "]");

    /** P(a) = first, P(b) = second, and c a function of both. */
    private static FactorGraph gate(Pair pair, double[] table) {
        return FactorGraph.builder()
                .variable("a", "false", "true")
                .variable("b", "false", "true")
                .variable("c", "false", "true")
                .factor(List.of("a"), 1 - pair.first(), pair.first())
                .factor(List.of("b"), 1 - pair.second(), pair.second())
                .conditional("c", List.of("a", "b"), table)
                .build();
    }

    private static double exact(FactorGraph gate) {
        return Enumeration.run(gate, Evidence.none()).marginals().probability("c", "true");
    }

    private static double compiled(FactorGraph gate) {
        return BpCompiler.compile(gate, CompilerOptions.exact())
                .infer(Evidence.none())
                .probability("c", "true");
    }

    /** The published feed-forward at its exact weights. */
    private static double updateBelief(Pair pair) {
        return Unit.EXACT.beliefs(List.of(pair))[0];
    }

    @Override
    public Optional<Finding> failsAsStated(Tries tries) {
        return Optional.of(Trials.someCaseRefutes(
                "updateBelief is OR",
                tries,
                PAIRS_OF_OR,
                pair -> Math.abs(updateBelief(pair) - exact(gate(pair, OR))),
                1e-3));
    }

    @Override
    public Finding holds(Tries tries) {
        Tries graphs = tries.dividedBy(2);
        return Trials.everyCase(
                        "attention adds log-messages, per unit of what is added",
                        graphs,
                        GRAPHS,
                        given -> product(given, new DenseEngine()),
                        ROUNDING)
                .and(Trials.everyCase(
                        "row attention and LOG units sum over alternatives, per unit of the scores",
                        graphs,
                        GRAPHS,
                        given -> sum(given, new DenseEngine()),
                        ROUNDING))
                .and(Trials.everyCase(
                        "the two on the table of AND are p·q",
                        tries,
                        PAIRS_OF_AND,
                        pair -> Math.abs(compiled(gate(pair, AND)) - pair.first() * pair.second()),
                        1e-14))
                .and(Trials.everyCase(
                        "the two on the table of OR are p + q − p·q",
                        tries,
                        PAIRS_OF_OR,
                        pair -> Math.abs(
                                compiled(gate(pair, OR)) - (pair.first() + pair.second() * (1 - pair.first()))),
                        1e-14));
    }

    private static CompiledModel compile(Case given) {
        return BpCompiler.compile(given.graph(), CompilerOptions.loopy(given.rounds()));
    }

    private static double product(Case given, Engine engine) {
        return new SemiringTrace(compile(given), given.evidence(), engine).errorOfProducts();
    }

    private static double sum(Case given, Engine engine) {
        return new SemiringTrace(compile(given), given.evidence(), engine).errorOfSums();
    }

    @Override
    public Finding isNotVacuous(Tries tries) {
        Map<String, Predicate<Case>> kinds = new LinkedHashMap<>();
        kinds.put("of graphs with cycles", given -> !given.isForest());
        kinds.put(
                "with three messages to a variable",
                given -> given.graph().variables().stream()
                        .anyMatch(v -> given.graph().degree(given.graph().indexOf(v)) >= 3));
        kinds.put("with factors over three variables or more", given -> given.maxArity() >= 3);
        kinds.put("with three states or more", given -> given.maxStates() >= 3);
        kinds.put("with zeros in tables", SemiringClaim::hasZeros);
        kinds.put("with log-messages below −20", given -> lowestMessage(given) < -20);
        return Trials.covers(tries.atLeast(COVERED), GRAPHS, kinds, 0.1);
    }

    private static boolean hasZeros(Case given) {
        return given.entries() == Case.Entries.WITH_ZEROS || given.entries() == Case.Entries.EXTREME_WITH_ZEROS;
    }

    private static double lowestMessage(Case given) {
        return new SemiringTrace(compile(given), given.evidence(), new DenseEngine()).lowestMessage();
    }

    /** Any attention on the probabilities themselves gives something between them. */
    @Override
    public Finding needsItsAssumptions(Tries tries) {
        Finding mixtures = Trials.everyCase(
                "a head on tokens that hold p and q gives a mixture of them; how far it is outside",
                tries,
                Domain.of(Mixture::draw, Mixture::toString),
                Mixture::outside,
                1e-15);
        return Trials.someCaseRefutes(
                        "some mixture of p and q is p AND q",
                        tries,
                        PAIRS_OF_AND,
                        pair -> Math.max(0, Math.min(pair.first(), pair.second()) - exact(gate(pair, AND))),
                        1e-3)
                .and(mixtures);
    }

    /** Two tokens that hold a probability each, and a head with random scores. */
    private record Mixture(Pair pair, double score) {
        static Mixture draw(Random random) {
            return new Mixture(Pair.draw(random), 4 * random.nextGaussian());
        }

        double outside() {
            double mixed = ProbabilityAttention.mix(pair, score);
            double low = Math.min(pair.first(), pair.second());
            double high = Math.max(pair.first(), pair.second());
            return Math.max(0, Math.max(low - mixed, mixed - high));
        }
    }

    /** An output weight of one part moved by 1e-6. */
    @Override
    public Finding bites(Tries tries) {
        Tries graphs = tries.dividedBy(4).atLeast(SOUGHT);
        return Trials.someCaseRefutes(
                        "with the sum head moved by 1e-6 attention adds log-messages",
                        graphs,
                        GRAPHS,
                        given -> product(given, new PerturbedEngine("gather", "sum.0", 1e-6)),
                        ROUNDING)
                .and(Trials.someCaseRefutes(
                        "with the row head moved by 1e-6 it sums over alternatives",
                        graphs,
                        GRAPHS,
                        given -> sum(given, new PerturbedEngine("update", "rows", 1e-6)),
                        ROUNDING))
                .and(Trials.someCaseRefutes(
                        "with a LOG unit moved by 1e-6 they do",
                        graphs,
                        GRAPHS,
                        given -> sum(given, new PerturbedEngine("update", "feed_forward", 1e-6)),
                        ROUNDING));
    }
}
