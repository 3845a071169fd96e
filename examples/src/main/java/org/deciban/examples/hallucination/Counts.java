package org.deciban.examples.hallucination;

import java.io.PrintStream;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.knowledge.ConceptSpace;

/** The counting bounds of claim A10 on a knowledge base. */
final class Counts {
    private Counts() {}

    static void print(Subject subject, PrintStream out) {
        FactorGraph graph = subject.grounding().graph();
        ConceptSpace concepts = ConceptSpace.of(subject.base());
        int atoms = subject.grounding().statistics().atoms();
        int nodes = graph.variables().size() + graph.factors().size();
        int edges =
                graph.factors().stream().map(Factor::scope).mapToInt(List::size).sum();
        long possible = concepts.predicates().stream()
                .mapToLong(predicate -> Math.round(Math.pow(concepts.constantCount(), predicate.arity())))
                .sum();
        int keys = 2 * nodes * nodes;
        out.printf(
                Locale.ROOT,
                "  %d predicates and %d constants make %d ground atoms; the queries depend on %d%n",
                concepts.predicates().size(),
                concepts.constantCount(),
                possible,
                atoms);
        out.printf(
                Locale.ROOT,
                "  a verifier whose states are these %d atoms tells at most %d^%d kinds of symbols apart, %.1e%n",
                atoms,
                atoms,
                atoms,
                BigInteger.valueOf(atoms).pow(atoms).doubleValue());
        out.printf(
                Locale.ROOT,
                "  %d variables and factors have 2·%d² = %d routing keys; the %d edges need %d of them, the other %.0f %% are wrong routing%n",
                nodes,
                nodes,
                keys,
                edges,
                2 * edges,
                100.0 * (keys - 2 * edges) / keys);
    }
}
