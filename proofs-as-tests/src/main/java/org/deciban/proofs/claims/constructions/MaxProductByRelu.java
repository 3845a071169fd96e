package org.deciban.proofs.claims.constructions;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.Construction;
import org.deciban.compiler.MostProbableStates;
import org.deciban.compiler.Task;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.deciban.proofs.BruteForceMax;
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
import org.deciban.transformer.Activation;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.engine.Engine;

/** RELU in place of SOFTPLUS, and nothing else, makes the log-odds construction max-product. */
@Claim(
        id = "T3",
        title = "RELU in place of SOFTPLUS is max-product",
        published =
                "For every factor graph over variables of two states with factors of at most three variables and all evidence:"
                        + " replace SOFTPLUS by RELU in the weights of the log-odds construction, and nothing else, in weights or tokens."
                        + " Then the forward pass holds max-product after each round, and on a forest the max-marginals, whose largest"
                        + " states, ties settled one by one, are a most probable joint assignment.",
        statement =
                "As published, in float64: beliefs to 1e-12, max-marginals to 1e-11 relatively, and no assignment weighs more than the"
                        + " one found by a factor of more than 1 + 1e-9.",
        assumptions = {"two states a variable", "at most three variables a factor", "for the assignment: no cycles"},
        source = "this project",
        status = Status.HOLDS)
public final class MaxProductByRelu implements ClaimSuite {
    private static final CompilerOptions SUMS = CompilerOptions.auto().withConstruction(Construction.LOG_ODDS);
    private static final CompilerOptions MAXIMA = SUMS.withTask(Task.MAP);

    /** In nats, for sums of a few dozen logarithms of size up to a few hundred. */
    private static final double SAME_WEIGHT = 1e-9;

    /** Of a max-marginal, for two programs that add such logarithms. */
    private static final double RELATIVE = 1e-11;

    private static final Domain<Case> FORESTS = CaseDomain.of(random -> Cases.drawBoolean(random, true));

    @Override
    public Finding holds(Tries tries) {
        Finding weights = Trials.everyCase(
                "weights and tokens differ in the activation alone",
                tries.dividedBy(4),
                LogOddsConstruction.CASES,
                MaxProductByRelu::differsBeyondTheActivation,
                0);
        Finding rounds = Trials.everyCase(
                "the beliefs are those of max-product in every round",
                tries,
                LogOddsConstruction.CASES,
                new EveryRound(MAXIMA, new DenseEngine())::distance,
                RowAttention.ROUNDING);
        Finding maxMarginals = Trials.everyCase(
                "on forests they are the max-marginals",
                tries,
                FORESTS,
                given -> relativeError(given, new DenseEngine()),
                RELATIVE);
        Finding states = Trials.everyCase(
                "and their largest states weigh as much as any assignment, in nats",
                tries,
                FORESTS,
                missing(false),
                SAME_WEIGHT);
        return weights.and(rounds).and(maxMarginals).and(states);
    }

    @Override
    public Finding isNotVacuous(Tries tries) {
        var kinds = Kinds.any();
        kinds.put("have two variables or more", given -> given.maxArity() >= 2);
        kinds.put("have possible evidence", given -> new BruteForceMax(given.graph(), given.evidence()).isPossible());
        return Trials.covers(tries.atLeast(Kinds.ENOUGH), FORESTS, kinds, 0.1);
    }

    @Override
    public Finding needsItsAssumptions(Tries tries) {
        return Trials.someCaseRefutes(
                "on graphs with cycles the states after " + CompilerOptions.DEFAULT_LOOPY_ROUNDS
                        + " rounds are a most probable assignment too",
                tries.atLeast(Kinds.ENOUGH / 4),
                CaseDomain.of(MaxProductByRelu::triangle).over(CompilerOptions.DEFAULT_LOOPY_ROUNDS),
                missing(true),
                1e-3);
    }

    @Override
    public Finding bites(Tries tries) {
        List<Engine> wrong =
                new ArrayList<>(Faults.of(List.of("round.sum.0", "round.forget", "gather.sum.1", "update.forget")));
        wrong.add(new ChangedWeights(
                "SOFTPLUS where RELU should be", right -> ChangedWeights.with(Activation.SOFTPLUS, right)));
        return Faults.noticed(tries, FORESTS, wrong, (engine, given) -> relativeError(given, engine), RELATIVE);
    }

    /** The Ising model on a triangle: couplings uniform in [-3, 3), half of the time at odds with each other, fields in [-0.3, 0.3). */
    private static Case triangle(Random random) {
        FactorGraph.Builder builder = FactorGraph.builder();
        List<String> names = List.of("a", "b", "c");
        names.forEach(name -> builder.variable(name, "no", "yes"));
        for (int i = 0; i < names.size(); i++) {
            double apart = Math.exp(random.nextDouble(-3, 3));
            double together = 1 / apart;
            builder.factor(List.of(names.get(i)), 1, Math.exp(random.nextDouble(-0.6, 0.6)));
            builder.factor(List.of(names.get(i), names.get((i + 1) % names.size())), together, apart, apart, together);
        }
        return new Case(builder.build(), Evidence.none(), Case.Entries.COUPLINGS, CompilerOptions.DEFAULT_LOOPY_ROUNDS);
    }

    /** 0 if the model for maxima is that for sums with RELU, every other weight and every token the same bits; else 1. */
    private static double differsBeyondTheActivation(Case given) {
        CompiledModel sums = BpCompiler.compile(given.graph(), SUMS.withRounds(given.rounds()));
        CompiledModel maxima = BpCompiler.compile(given.graph(), MAXIMA.withRounds(given.rounds()));
        boolean same = maxima.transformer().equals(ChangedWeights.with(Activation.RELU, sums.transformer()))
                && maxima.embed(given.evidence()).equals(sums.embed(given.evidence()));
        return same ? 0 : 1;
    }

    private static double relativeError(Case given, Engine engine) {
        BruteForceMax expected = new BruteForceMax(given.graph(), given.evidence());
        CompiledModel model = BpCompiler.compile(given.graph(), MAXIMA).on(engine);
        Marginals actual;
        try {
            actual = model.infer(given.evidence());
        } catch (ImpossibleEvidenceException e) {
            return expected.isPossible() ? Double.POSITIVE_INFINITY : 0;
        }
        if (!expected.isPossible()) {
            return Double.POSITIVE_INFINITY;
        }
        double worst = 0;
        for (Variable variable : given.graph().variables()) {
            for (int s = 0; s < variable.cardinality(); s++) {
                double wanted = expected.maxMarginal(variable, s);
                double difference = Math.abs(actual.probability(variable, s) - wanted);
                worst = Math.max(worst, difference == 0 ? 0 : difference / wanted);
            }
        }
        return worst;
    }

    /**
     * How many nats the assignment found weighs less than the best.
     *
     * @param untiedOnly whether to pass over cases with ties, of which a model of a graph with cycles settles none
     */
    private static ToDoubleFunction<Case> missing(boolean untiedOnly) {
        return given -> {
            BruteForceMax expected = new BruteForceMax(given.graph(), given.evidence());
            CompiledModel model = BpCompiler.compile(
                    given.graph(), given.isForest() ? MAXIMA : MAXIMA.withRounds(CompilerOptions.DEFAULT_LOOPY_ROUNDS));
            if (!expected.isPossible()) {
                return 0;
            }
            MostProbableStates found = model.mostProbableStates(given.evidence());
            return untiedOnly && !found.ties().isEmpty()
                    ? 0
                    : expected.largestLogWeight() - expected.logWeight(found.states());
        };
    }
}
