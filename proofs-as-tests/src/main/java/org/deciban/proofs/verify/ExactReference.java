package org.deciban.proofs.verify;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Topology;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.inference.BeliefPropagation;
import org.deciban.factorgraph.inference.JunctionTree;
import org.deciban.factorgraph.inference.Objective;
import org.deciban.proofs.verify.Verdict.Inconclusive;

/** Exact posteriors, or exact max-marginals where the graph is a forest. */
final class ExactReference implements Reference {
    private static final String NO_MAX_MARGINALS = "no reference computes max-marginals on a graph with cycles";

    @Override
    public List<Expected> to(Evidence given, Answers answers) {
        Subject subject = answers.subject();
        Evidence all = subject.withConstants(given);
        return List.of(Expected.atTheEnd(
                subject.objective() == Objective.SUM_PRODUCT
                        ? JunctionTree.run(subject.graph(), all).marginals()
                        : maxMarginals(subject.graph(), all, subject)));
    }

    private static Marginals maxMarginals(FactorGraph graph, Evidence given, Subject subject) {
        int rounds = roundsOfExactMaxProduct(
                        graph, subject.withConstants(Evidence.none()).variables())
                .orElseThrow(() -> new Decided(new Inconclusive(NO_MAX_MARGINALS)));
        return BeliefPropagation.beliefsAfterEachRound(graph, given, rounds, 0, Objective.MAX_PRODUCT)
                .get(rounds);
    }

    /** The rounds after which max-product is exact: constants cut the graph, and what is left must be a forest. */
    private static OptionalInt roundsOfExactMaxProduct(FactorGraph graph, Set<Variable> constants) {
        List<Variable> variables = graph.variables();
        List<int[]> scopes = graph.factors().stream()
                .map(factor -> factor.scope().stream()
                        .filter(variable -> !constants.contains(variable))
                        .mapToInt(variables::indexOf)
                        .toArray())
                .toList();
        return Topology.of(variables.size(), scopes).roundsForExactness();
    }
}
