package org.deciban.proofs.claims.constructions;

import java.util.List;
import java.util.Random;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompileException;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.Construction;
import org.deciban.compiler.Mode;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Topology;
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
import org.deciban.proofs.generators.Gates;
import org.deciban.transformer.engine.DenseEngine;

/** The log-odds construction is belief propagation, one scalar a message. */
@Claim(
        id = "T2",
        title = "The log-odds construction is belief propagation",
        published =
                "For every factor graph over variables of two states whose factors have at most three variables, all rounds T and"
                        + " all evidence: the transformer that holds one log-odds a message holds, after each round t ≤ T, the beliefs of"
                        + " t rounds of belief propagation. A round is one layer if no factor has more than two variables, else two."
                        + " AND, OR, noisy-OR and noisy-AND gates of any number of inputs, negated or not, are split into gates of two"
                        + " inputs, and on forests the answer is the posterior.",
        statement =
                "As published, in float64 to 1e-12, and evidence is refused by both or by neither. With gates that were split, round"
                        + " t is that of the split graph.",
        assumptions = {
            "two states a variable",
            "at most three variables a factor, or a gate",
            "for round t to be that of the declared graph, no gate is split"
        },
        source = "this project",
        status = Status.HOLDS)
public final class LogOddsConstruction implements ClaimSuite {
    static final Domain<Case> CASES = CaseDomain.of(random -> Cases.drawBoolean(random, random.nextInt(3) == 0));

    private static final CompilerOptions OPTIONS = CompilerOptions.loopy().withConstruction(Construction.LOG_ODDS);
    private static final CompilerOptions EXACT = OPTIONS.withMode(Mode.EXACT);

    @Override
    public Finding holds(Tries tries) {
        Finding rounds = Trials.everyCase(
                "the transformer holds the beliefs of BP in every round",
                tries,
                CASES,
                new EveryRound(OPTIONS, new DenseEngine())::distance,
                RowAttention.ROUNDING);
        Finding gates = Trials.everyCase(
                "with a gate of 3 to 5 inputs it holds the posterior",
                tries.dividedBy(2),
                CaseDomain.of(LogOddsConstruction::gate),
                new AgainstPosterior(EXACT, new DenseEngine())::distance,
                RowAttention.ROUNDING);
        Finding deep = Trials.everyCase(
                "and on trees of 10 to 20 variables the beliefs in every round",
                tries.dividedBy(4),
                CaseDomain.of(DeepTrees::draw),
                new EveryRound(OPTIONS, new DenseEngine())::distance,
                RowAttention.ROUNDING);
        return rounds.and(gates).and(deep);
    }

    @Override
    public Finding isNotVacuous(Tries tries) {
        var kinds = Kinds.forestsAndLoops();
        kinds.put("take one layer a round", given -> given.maxArity() <= 2);
        kinds.put("take two layers a round", given -> given.maxArity() == 3);
        return Trials.covers(tries.atLeast(Kinds.ENOUGH), CASES, kinds, 0.1);
    }

    @Override
    public Finding needsItsAssumptions(Tries tries) {
        Finding split = Trials.someCaseRefutes(
                "a round of the split graph is a round of the graph itself",
                tries.dividedBy(4),
                CaseDomain.of(LogOddsConstruction::plainGate),
                new EveryRound(OPTIONS, new DenseEngine())::distance,
                1e-3);
        Finding tables = Trials.someCaseRefutes(
                "every table over four variables can be compiled so",
                tries.dividedBy(4),
                CaseDomain.of(LogOddsConstruction::tableOfFour),
                LogOddsConstruction::isRefused,
                0);
        return split.and(tables);
    }

    @Override
    public Finding bites(Tries tries) {
        return noticed(Faults.ONE_LAYER, 2, tries).and(noticed(Faults.TWO_LAYERS, 3, tries));
    }

    /** Faults of models that take one layer a round, or two, in graphs with cycles, where each part counts. */
    private static Finding noticed(List<String> parts, int maxArity, Tries tries) {
        return Faults.noticed(
                tries,
                CaseDomain.of(random -> loopyOfArity(maxArity, random)),
                Faults.of(parts),
                (engine, given) -> new EveryRound(OPTIONS, engine).distance(given),
                RowAttention.ROUNDING);
    }

    private static Case loopyOfArity(int maxArity, Random random) {
        Case drawn = Cases.drawBoolean(random, false);
        while (drawn.isForest() || drawn.maxArity() != maxArity) {
            drawn = Cases.drawBoolean(random, false);
        }
        return drawn;
    }

    private static Case gate(Random random) {
        Case drawn = Cases.gates(random);
        while (!drawn.isForest()) {
            drawn = Cases.gates(random);
        }
        return drawn;
    }

    /** AND or OR, with plain numbers. */
    private static Case plainGate(Random random) {
        FactorGraph graph = Gates.graph(random, true, 0);
        int rounds = Topology.of(graph).roundsForExactness().orElseThrow();
        return new Case(graph, Evidence.none(), Case.Entries.GATES, rounds);
    }

    private static Case tableOfFour(Random random) {
        FactorGraph.Builder builder = FactorGraph.builder();
        for (String name : new String[] {"a", "b", "c", "d"}) {
            builder.variable(name, "no", "yes");
        }
        FactorGraph variables = builder.build();
        double[] table = random.doubles(16, 0.05, 1).toArray();
        FactorGraph graph =
                builder.factor(Factor.of(variables.variables(), table)).build();
        return new Case(graph, Evidence.none(), Case.Entries.MODERATE, 1);
    }

    /** 1 for a graph that cannot be compiled, else 0. */
    private static double isRefused(Case given) {
        try {
            BpCompiler.intermediate(given.graph(), OPTIONS);
            return 0;
        } catch (CompileException e) {
            return 1;
        }
    }
}
