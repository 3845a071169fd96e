package org.deciban.compiler.decompile;

import java.util.List;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;

/** What decompiling came to. */
public sealed interface Decompilation {

    /**
     * The graph that the tokens hold. Compiling it by row attention gives these weights and these tokens again, up to the
     * order of the tokens.
     *
     * @param graph the factor graph; names are lost, so variables are {@code v0, v1, …} and their states {@code s0, s1, …}.
     *     Tables are known up to one factor each: the largest entry is 1, or more where the ratios of a table leave the range
     *     of a double below 1. A factor over no variables leaves no trace
     * @param evidence the evidence embedded in the tokens, each likelihood known up to a factor; none where all states weigh
     *     the same
     * @param rounds the rounds of belief propagation that the layers perform
     * @param damping the share of the old log-message in the new one
     */
    record Recovered(FactorGraph graph, Evidence evidence, int rounds, double damping) implements Decompilation {}

    /**
     * The weights or tokens are not those of a graph compiled by row attention.
     *
     * @param misfits the places that do not fit, at least one
     */
    record Refused(List<Misfit> misfits) implements Decompilation {
        /** Copies the list. */
        public Refused {
            misfits = List.copyOf(misfits);
        }
    }
}
