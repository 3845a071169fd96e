package org.deciban.proofs.claims.constructions;

import java.util.Random;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.proofs.claims.CaseDomain;
import org.deciban.proofs.claims.Claim;
import org.deciban.proofs.claims.ClaimSuite;
import org.deciban.proofs.claims.Finding;
import org.deciban.proofs.claims.Status;
import org.deciban.proofs.claims.Trials;
import org.deciban.proofs.claims.Tries;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.Cases;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.folded.FoldedEngine;

/** Compiled from its junction tree, a graph with cycles has its exact posterior in the forward pass. */
@Claim(
        id = "T4",
        title = "Junction trees make the forward pass exact",
        published =
                "For every discrete factor graph, with cycles or without, whose junction tree is within the budget, and all evidence"
                        + " of positive probability: the forward pass of the model compiled from the junction tree holds the posterior of"
                        + " every variable. Evidence of probability zero is refused.",
        statement = "As published, in float64 to 1e-12.",
        assumptions = {
            "the junction tree is compiled, not the graph itself",
            "it is within the budget",
            "no message of the tree has a positive entry below 1e-300 of its sum, as in T1"
        },
        source = "this project",
        status = Status.HOLDS)
public final class JunctionTreeExactness implements ClaimSuite {
    private static final CompilerOptions EXACT = CompilerOptions.exact();

    /** A dense forward pass takes time quadratic in the tokens. */
    private static final int MOST_TOKENS = 400;

    /** Enough for belief propagation to settle where it does. */
    private static final int MANY_ROUNDS = 50;

    private static final CaseDomain CASES = CaseDomain.of(JunctionTreeExactness::draw);

    @Override
    public Finding holds(Tries tries) {
        Finding folded = Trials.everyCase(
                "the forward pass holds the posterior",
                tries,
                CASES,
                new AgainstPosterior(EXACT, new FoldedEngine())::distance,
                RowAttention.ROUNDING);
        Finding dense = Trials.everyCase(
                "the same without folding",
                tries.dividedBy(4),
                CASES,
                new AgainstPosterior(EXACT, new DenseEngine())::distance,
                RowAttention.ROUNDING);
        return folded.and(dense);
    }

    @Override
    public Finding isNotVacuous(Tries tries) {
        var kinds = Kinds.any();
        kinds.put("have a cycle", given -> !given.isForest());
        kinds.put("have variables of three states or more", given -> given.maxStates() >= 3);
        kinds.put("have couplings that are strong", given -> given.entries() == Case.Entries.COUPLINGS);
        return Trials.covers(tries.atLeast(Kinds.ENOUGH), CASES, kinds, 0.05);
    }

    @Override
    public Finding needsItsAssumptions(Tries tries) {
        return Trials.someCaseRefutes(
                "after " + MANY_ROUNDS + " rounds on the graph itself the beliefs are within 0.01 of the posterior",
                tries.atLeast(Kinds.ENOUGH / 4),
                CASES.over(MANY_ROUNDS),
                new AgainstPosterior(CompilerOptions.loopy(MANY_ROUNDS), new FoldedEngine())::distance,
                0.01);
    }

    @Override
    public Finding bites(Tries tries) {
        return Faults.noticed(
                tries,
                CASES,
                Faults.of(Faults.ROWS),
                (engine, given) -> new AgainstPosterior(EXACT, engine).distance(given),
                RowAttention.ROUNDING);
    }

    private static Case draw(Random random) {
        int kind = random.nextInt(5);
        Case drawn = drawAny(kind, random);
        while (tokens(drawn) > MOST_TOKENS) {
            drawn = drawAny(kind, random);
        }
        return drawn;
    }

    private static Case drawAny(int kind, Random random) {
        return kind == 0 ? Cases.strong(random) : kind == 1 ? Cases.gates(random) : Cases.loopy(random);
    }

    /** 0 for a graph that gives every joint assignment probability zero, and so has no model. */
    private static double tokens(Case given) {
        try {
            return BpCompiler.intermediate(given.graph(), EXACT).cost().tokens();
        } catch (ImpossibleEvidenceException e) {
            return 0;
        }
    }
}
