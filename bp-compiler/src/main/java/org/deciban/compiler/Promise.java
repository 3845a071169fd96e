package org.deciban.compiler;

import java.util.List;
import java.util.OptionalInt;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Topology;

/**
 * What a compiled graph promises, and the rounds that it takes.
 *
 * <p>Belief propagation is exact on a forest once the rounds reach its longest path ({@link
 * Topology#roundsForExactness()}); fewer rounds, or a cycle, leave the loopy promise.
 */
record Promise(Mode mode, int rounds) {

    static Promise of(FactorGraph graph, CompilerOptions options) {
        Topology topology = Topology.of(graph);
        OptionalInt needed = topology.roundsForExactness();
        int rounds = options.rounds().orElse(needed.orElse(CompilerOptions.DEFAULT_LOOPY_ROUNDS));
        Mode possible = needed.isPresent() && rounds >= needed.getAsInt() ? Mode.EXACT : Mode.LOOPY;
        Mode wanted = options.mode().orElse(possible);
        if (wanted == Mode.EXACT && possible == Mode.LOOPY) {
            throw new CompileException(List.of(
                    needed.isPresent()
                            ? "exact posteriors on this forest need " + needed.getAsInt() + " rounds, asked for "
                                    + rounds + ". Maybe leave the rounds out, or ask for --mode loopy?"
                            : "the graph has a cycle of " + topology.girth().orElseThrow()
                                    + " edges, where belief propagation is not exact. Maybe ask for --mode loopy, or for"
                                    + " --method junction-tree?"));
        }
        return new Promise(wanted, rounds);
    }
}
