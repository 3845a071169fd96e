package org.deciban.compiler;

import java.util.List;
import java.util.OptionalInt;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.factorgraph.Topology;

/**
 * What a compiled graph promises, and the rounds that it takes.
 *
 * <p>Belief propagation is exact on a forest once the rounds reach its longest path ({@link
 * Topology#roundsForExactness()}); fewer rounds, or a cycle, leave the loopy promise.
 */
record Promise(Mode mode, int rounds) {

    /**
     * @throws CompileException if exactness is asked for where these row factors cannot give it
     */
    static Promise of(RowFactorGraph rows, CompilerOptions options) {
        Topology topology = rows.topology();
        OptionalInt needed = topology.roundsForExactness();
        int rounds = options.rounds().orElse(needed.orElse(CompilerOptions.DEFAULT_LOOPY_ROUNDS));
        boolean possible = needed.isPresent() && rounds >= needed.getAsInt() && options.damping() == 0;
        Mode mode = options.mode().orElse(possible ? Mode.EXACT : Mode.LOOPY);
        if (mode == Mode.EXACT && !possible) {
            throw new CompileException(List.of(whyNotExact(topology, rounds)));
        }
        return new Promise(mode, rounds);
    }

    private static String whyNotExact(Topology topology, int rounds) {
        if (topology.isForest()) {
            return "exact posteriors on this forest take "
                    + topology.roundsForExactness().orElseThrow() + " undamped rounds, asked for " + rounds
                    + ". Maybe leave out rounds and damping, or ask for --mode loopy?";
        }
        return "the graph has a cycle of " + topology.girth().orElseThrow()
                + " edges, where belief propagation is not exact. Maybe ask for --mode loopy, or for --method"
                + " junction-tree?";
    }
}
