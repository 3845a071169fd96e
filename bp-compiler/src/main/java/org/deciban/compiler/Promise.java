package org.deciban.compiler;

import java.util.List;
import java.util.Optional;
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
        findProblem(rows, options).ifPresent(problem -> {
            throw new CompileException(List.of(problem));
        });
        Mode best = isExact(rows.topology(), options) ? Mode.EXACT : Mode.LOOPY;
        return new Promise(options.mode().orElse(best), rounds(rows.topology(), options));
    }

    /** Why exactness, if it is asked for, cannot be promised. */
    static Optional<String> findProblem(RowFactorGraph rows, CompilerOptions options) {
        Topology topology = rows.topology();
        boolean wantsExact = options.mode().equals(Optional.of(Mode.EXACT));
        return wantsExact && !isExact(topology, options)
                ? Optional.of(whyNotExact(topology, rounds(topology, options)))
                : Optional.empty();
    }

    private static int rounds(Topology topology, CompilerOptions options) {
        return options.rounds()
                .orElse(options.construction()
                        .roundsForExactness(topology)
                        .orElse(CompilerOptions.DEFAULT_LOOPY_ROUNDS));
    }

    private static boolean isExact(Topology topology, CompilerOptions options) {
        OptionalInt needed = options.construction().roundsForExactness(topology);
        return needed.isPresent() && rounds(topology, options) >= needed.getAsInt() && options.damping() == 0;
    }

    private static String whyNotExact(Topology topology, int rounds) {
        if (topology.isForest()) {
            return "exact posteriors on this forest take "
                    + topology.roundsForExactness().orElseThrow() + " undamped rounds, asked for " + rounds
                    + ". Maybe leave out rounds and damping, or ask for --mode loopy?";
        }
        return "the graph has a cycle of " + topology.girth().orElseThrow()
                + " edges, where belief propagation is not exact. Maybe ask for --mode loopy, or for"
                + " --construction rows, which compiles the junction tree?";
    }
}
