package org.deciban.proofs.generators;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Topology;

/**
 * A graph with evidence, drawn at random.
 *
 * @param rounds rounds of belief propagation; on a forest at least as many as exactness needs
 */
public record Case(FactorGraph graph, Evidence evidence, Entries entries, int rounds) {
    /** How table entries are drawn. */
    public enum Entries {
        /** Between 0.05 and 1. */
        MODERATE,
        /** {@code e^(3·N(0,1))}. */
        SPREAD,
        /** {@code e^u} with u between −30 and 30. */
        EXTREME,
        /** A third of the entries are zero. */
        WITH_ZEROS,
        /** A third zero, the others {@code e^u} with u between −30 and 30. */
        EXTREME_WITH_ZEROS
    }

    /** Whether the graph has no cycle. */
    public boolean isForest() {
        return Topology.of(graph).isForest();
    }

    /** The largest number of variables of a factor. */
    public int maxArity() {
        return graph.factors().stream().mapToInt(Factor::arity).max().orElse(0);
    }

    /** The largest number of states of a variable. */
    public int maxStates() {
        return graph.variables().stream().mapToInt(v -> v.cardinality()).max().orElse(0);
    }

    /** {@code none}, {@code hard}, {@code soft} or {@code both}. */
    public String evidenceKind() {
        boolean hard = evidence.variables().stream()
                .anyMatch(v -> evidence.findObservedState(v).isPresent());
        boolean soft = evidence.variables().stream()
                .anyMatch(v -> evidence.findObservedState(v).isEmpty());
        return hard && soft ? "both" : hard ? "hard" : soft ? "soft" : "none";
    }

    /** All that is needed to build the case again. */
    @Override
    public String toString() {
        String factors = graph.factors().stream()
                .map(f -> f.name() + Arrays.toString(f.table()))
                .collect(Collectors.joining("; "));
        String variables = graph.variables().stream()
                .map(v -> v.name() + ":" + v.cardinality())
                .collect(Collectors.joining(" "));
        return variables + " | " + factors + " | evidence " + evidence + " | rounds " + rounds;
    }
}
