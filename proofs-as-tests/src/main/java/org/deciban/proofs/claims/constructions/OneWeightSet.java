package org.deciban.proofs.claims.constructions;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.Construction;
import org.deciban.compiler.ModelBounds;
import org.deciban.factorgraph.inference.BeliefPropagation;
import org.deciban.proofs.Outcome;
import org.deciban.proofs.claims.CaseDomain;
import org.deciban.proofs.claims.Claim;
import org.deciban.proofs.claims.ClaimSuite;
import org.deciban.proofs.claims.Domain;
import org.deciban.proofs.claims.Finding;
import org.deciban.proofs.claims.Status;
import org.deciban.proofs.claims.Trials;
import org.deciban.proofs.claims.Tries;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.Cases;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.Engine;

/** One set of head and feed-forward weights serves all graphs within its bounds. */
@Claim(
        id = "T8",
        title = "One set of weights for all graphs within bounds",
        published =
                "For each construction, all size bounds B, rounds T and damping λ there is one set of head and feed-forward weights W"
                        + " such that, for every factor graph within B and all evidence in the range of T1, W on the tokens of that"
                        + " graph holds the beliefs of belief propagation after each round t ≤ T.",
        statement =
                "As published: W is what the compiler gives to any of those graphs for B, T and λ, the same bits for all of them.",
        assumptions = {"the graphs are compiled for the same bounds B, which each fits in"},
        source = "this project",
        status = Status.HOLDS)
public final class OneWeightSet implements ClaimSuite {
    private static final Domain<Pair> ROWS = domain(random -> Cases.draw(random, random.nextInt(3) == 0));
    private static final Domain<Pair> LOG_ODDS = domain(random -> Cases.drawBoolean(random, random.nextInt(3) == 0));

    /** Two graphs with evidence. */
    private record Pair(Case first, Case second) {
        int rounds() {
            return Math.max(first.rounds(), second.rounds());
        }

        ModelBounds bounds(CompilerOptions options) {
            return Bounds.least(first, options).and(Bounds.least(second, options));
        }
    }

    @Override
    public Finding holds(Tries tries) {
        return holds(Construction.ROWS, tries.dividedBy(2), ROWS)
                .and(holds(Construction.LOG_ODDS, tries.dividedBy(2), LOG_ODDS));
    }

    private static Finding holds(Construction construction, Tries tries, Domain<Pair> pairs) {
        Finding same = Trials.everyCase(
                construction + ": two graphs have the same weights",
                tries,
                pairs,
                drawn -> haveOtherWeights(drawn, construction),
                0);
        Finding right = Trials.everyCase(
                construction + ": the weights of one, on the tokens of the other, are BP in every round",
                tries,
                pairs,
                drawn -> distance(drawn, construction, weights -> weights),
                RowAttention.ROUNDING);
        return same.and(right);
    }

    @Override
    public Finding isNotVacuous(Tries tries) {
        CompilerOptions options = options(Construction.ROWS);
        Map<String, Predicate<Pair>> kinds = new LinkedHashMap<>();
        kinds.put("are of other arity", drawn -> drawn.first.maxArity() != drawn.second.maxArity());
        kinds.put("have other numbers of states", drawn -> drawn.first.maxStates() != drawn.second.maxStates());
        kinds.put("are a forest and a graph with cycles", drawn -> drawn.first.isForest() != drawn.second.isForest());
        kinds.put(
                "need bounds that neither needs alone",
                drawn -> Stream.of(drawn.first, drawn.second)
                        .noneMatch(given -> Bounds.least(given, options).equals(drawn.bounds(options))));
        return Trials.covers(tries.atLeast(Kinds.ENOUGH), ROWS, kinds, 0.2);
    }

    @Override
    public Finding needsItsAssumptions(Tries tries) {
        return Trials.someCaseRefutes(
                "two graphs, each compiled for the least bounds that it fits in, have the same weights",
                tries.dividedBy(4),
                ROWS,
                drawn -> weights(drawn.first, Construction.ROWS, drawn, false)
                                .equals(weights(drawn.second, Construction.ROWS, drawn, false))
                        ? 0
                        : 1,
                0);
    }

    @Override
    public Finding bites(Tries tries) {
        return bites(Construction.ROWS, tries, ROWS, Faults.ROWS)
                .and(bites(Construction.LOG_ODDS, tries, LOG_ODDS, List.of("round.sum.0", "update.forget")));
    }

    private static Finding bites(Construction construction, Tries tries, Domain<Pair> pairs, List<String> parts) {
        return Faults.noticed(
                tries,
                pairs,
                Faults.of(parts),
                (wrong, drawn) -> distance(drawn, construction, wrong::perturb),
                RowAttention.ROUNDING);
    }

    private static CompilerOptions options(Construction construction) {
        return CompilerOptions.loopy().withConstruction(construction);
    }

    private static double haveOtherWeights(Pair drawn, Construction construction) {
        return weights(drawn.first, construction, drawn, true).equals(weights(drawn.second, construction, drawn, true))
                ? 0
                : 1;
    }

    private static Transformer weights(Case given, Construction construction, Pair drawn, boolean common) {
        return compile(given, construction, drawn, common).transformer();
    }

    private static CompiledModel compile(Case given, Construction construction, Pair drawn, boolean common) {
        CompilerOptions options = options(construction).withRounds(drawn.rounds());
        return BpCompiler.compile(given.graph(), common ? options.withBounds(drawn.bounds(options)) : options);
    }

    /** The second graph's tokens on the first one's weights, changed or not, against belief propagation on the second graph. */
    private static double distance(Pair drawn, Construction construction, Function<Transformer, Transformer> change) {
        Transformer borrowed = change.apply(weights(drawn.first, construction, drawn, true));
        Engine onThose = new ChangedWeights("the weights of another graph", own -> borrowed);
        CompiledModel model = compile(drawn.second, construction, drawn, true).on(onThose);
        Case given = drawn.second;
        Outcome expected = Outcome.of(
                () -> BeliefPropagation.beliefsAfterEachRound(given.graph(), given.evidence(), drawn.rounds()));
        return Outcome.of(() -> model.beliefsAfterEachRound(given.evidence())).distanceTo(expected);
    }

    private static Domain<Pair> domain(Function<Random, Case> draw) {
        CaseDomain cases = CaseDomain.of(draw);
        return Domain.of(
                random -> new Pair(cases.draw(random), cases.draw(random)),
                larger -> Stream.concat(
                        cases.smaller(larger.first).map(first -> new Pair(first, larger.second)),
                        cases.smaller(larger.second).map(second -> new Pair(larger.first, second))),
                drawn -> "# first\n" + cases.print(drawn.first) + "# second\n" + cases.print(drawn.second));
    }
}
