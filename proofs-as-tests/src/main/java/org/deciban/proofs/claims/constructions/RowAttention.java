package org.deciban.proofs.claims.constructions;

import java.util.Arrays;
import java.util.Random;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
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
import org.deciban.transformer.engine.DenseEngine;

/** Row attention is loopy belief propagation, round by round. */
@Claim(
        id = "T1",
        title = "Row attention is loopy belief propagation",
        published =
                "For every discrete factor graph, of any arity, any numbers of states and with any zeros, all size bounds that it"
                        + " fits in, all rounds T, all dampings λ in [0, 1) and all evidence such that no message has a positive entry"
                        + " below 1e-300 of its sum: the forward pass of the compiled model holds, after the layers of each round t ≤ T,"
                        + " the beliefs of t rounds of flooding belief propagation, converged or not.",
        statement = "As published, in float64 to 1e-12, and evidence is refused by both or by neither.",
        assumptions = {
            "float64: a weight of e^-746 is exactly zero",
            "no message has a positive entry below 1e-300 of its sum"
        },
        source = "this project",
        status = Status.HOLDS)
public final class RowAttention implements ClaimSuite {
    /** Two float64 programs that add the same log-messages, of size up to a few hundred, in another order. */
    static final double ROUNDING = 1e-12;

    private static final CompilerOptions OPTIONS = CompilerOptions.loopy();
    private static final Domain<Case> CASES = CaseDomain.of(random -> Cases.draw(random, random.nextInt(3) == 0));

    @Override
    public Finding holds(Tries tries) {
        Finding undamped = Trials.everyCase(
                "the transformer holds the beliefs of BP in every round",
                tries,
                CASES,
                new EveryRound(OPTIONS, new DenseEngine())::distance,
                ROUNDING);
        Finding damped = Trials.everyCase(
                "the same with damping and weights for wider bounds",
                tries.dividedBy(4),
                Seeded.domain(CASES::draw),
                RowAttention::distanceDampedAndWider,
                ROUNDING);
        Finding deep = Trials.everyCase(
                "the same on trees of 10 to 20 variables",
                tries.dividedBy(4),
                CaseDomain.of(DeepTrees::draw),
                new EveryRound(OPTIONS, new DenseEngine())::distance,
                ROUNDING);
        return undamped.and(damped).and(deep);
    }

    @Override
    public Finding isNotVacuous(Tries tries) {
        return Trials.covers(tries.atLeast(Kinds.ENOUGH), CASES, Kinds.all(), 0.1);
    }

    /** Weights between 1 and 1e-304, so that products leave the range of a message. */
    @Override
    public Finding needsItsAssumptions(Tries tries) {
        return Trials.someCaseRefutes(
                "the beliefs are those of BP whatever the range of a message, to 0.1",
                tries.atLeast(Kinds.ENOUGH / 4),
                CaseDomain.of(RowAttention::beyondTheFloor),
                new EveryRound(OPTIONS, new DenseEngine())::distance,
                0.1);
    }

    @Override
    public Finding bites(Tries tries) {
        return Faults.noticed(
                tries,
                CASES,
                Faults.of(Faults.ROWS),
                (engine, given) -> new EveryRound(OPTIONS, engine).distance(given),
                ROUNDING);
    }

    private static double distanceDampedAndWider(Seeded drawn) {
        Random random = drawn.random();
        CompilerOptions damped = OPTIONS.withDamping(0.95 * random.nextDouble());
        CompilerOptions options = damped.withBounds(Bounds.wider(Bounds.least(drawn.given(), damped), random));
        return new EveryRound(options, new DenseEngine()).distance(drawn.given());
    }

    private static Case beyondTheFloor(Random random) {
        Case drawn = Cases.drawBoolean(random, true);
        FactorGraph.Builder builder = FactorGraph.builder();
        drawn.graph().variables().forEach(builder::variable);
        for (Factor factor : drawn.graph().factors()) {
            builder.factor(Factor.of(factor.scope(), weights(factor.size(), random)));
        }
        FactorGraph graph = builder.build();
        Evidence.Builder evidence = graph.evidence();
        for (Variable variable : graph.variables()) {
            evidence.likelihood(variable, weights(variable.cardinality(), random));
        }
        return new Case(graph, evidence.build(), drawn.entries(), drawn.rounds());
    }

    private static double[] weights(int count, Random random) {
        double[] weights = new double[count];
        Arrays.setAll(weights, i -> Math.pow(10, -152 * random.nextInt(3)));
        return weights;
    }
}
