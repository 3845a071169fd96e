package org.deciban.factorgraph.inference;

import java.util.Random;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.random.RandomEvidence;
import org.deciban.factorgraph.random.RandomModels;
import org.deciban.factorgraph.random.TableLaw;

/** Random models for belief propagation, small enough to enumerate. */
final class BeliefModels {
    /** Rounds after which every message of {@link #tree} has come from every leaf: it has at most 8 variables. */
    static final int ENOUGH_ROUNDS = 8;

    private BeliefModels() {}

    /** A tree of up to 8 variables with 1 to 4 states and factors of up to 4 variables; weights span about e^±9. */
    static FactorGraph tree(long seed, double zeros) {
        int variables = 1 + new Random(seed).nextInt(8);
        return RandomModels.factorTree(seed, variables, 4, new TableLaw(1, 4, 1, 3, zeros));
    }

    /** A graph with cycles, of one of four kinds; logarithms of weights have the given standard deviation. */
    static FactorGraph loopy(long seed, double spread, double zeros) {
        TableLaw law = new TableLaw(1, 4, 1, spread, zeros);
        return switch (new Random(seed).nextInt(4)) {
            case 0 -> RandomModels.grid(seed, 2, 3, law);
            case 1 -> RandomModels.kTree(seed, 6, 2, law);
            case 2 -> RandomModels.factors(seed, 6, 7, 3, law);
            default -> RandomModels.factors(seed, 5, 4, 4, law);
        };
    }

    /** Possible evidence: a quarter of the variables observed, a quarter with likelihoods. */
    static Evidence evidence(long seed, FactorGraph graph) {
        int quarter = (graph.variables().size() + 2) / 4;
        return RandomEvidence.draw(seed, graph, quarter, quarter);
    }

    /** Hard evidence on about a third of the variables, possible or not. */
    static Evidence anyEvidence(long seed, FactorGraph graph) {
        Random random = new Random(seed);
        Evidence.Builder evidence = graph.evidence();
        for (Variable variable : graph.variables()) {
            if (random.nextInt(3) == 0) {
                evidence.observe(variable, random.nextInt(variable.cardinality()));
            }
        }
        return evidence.build();
    }
}
