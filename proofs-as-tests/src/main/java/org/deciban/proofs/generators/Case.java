package org.deciban.proofs.generators;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Topology;

/**
 * A graph with evidence: what a claim is tried on.
 *
 * @param entries how the table entries were drawn; a smaller case keeps the word, whatever its tables have become
 * @param rounds rounds of belief propagation; on a forest at least as many as exactness needs
 */
public record Case(FactorGraph graph, Evidence evidence, Entries entries, int rounds) {
    /** How table entries were drawn, before the rows of a Bayesian network were made to sum to 1. */
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
        EXTREME_WITH_ZEROS,
        /** See {@link Gates}. */
        GATES,
        /** Couplings {@code e^(±J)}, fields {@code e^(±h)} of an Ising model. */
        COUPLINGS
    }

    /**
     * @throws org.deciban.factorgraph.InvalidEvidenceException if the evidence names a variable that the graph does not have
     * @throws IllegalArgumentException if the rounds are negative
     */
    public Case {
        evidence.requireFits(graph);
        if (!(rounds >= 0)) {
            throw new IllegalArgumentException("a case has " + rounds + " rounds; it is 0 or more");
        }
    }

    /** The size of this case, by which a reduction of it is smaller. */
    public CaseSize size() {
        return CaseSize.of(this);
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
