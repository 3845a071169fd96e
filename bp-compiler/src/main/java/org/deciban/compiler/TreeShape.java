package org.deciban.compiler;

import java.util.List;
import org.deciban.factorgraph.inference.CliqueTree;
import org.deciban.factorgraph.inference.Triangulation;

/** Which clique tree a model that promises exactness runs on: its paths are the rounds, its cliques the tokens. */
public enum TreeShape {
    /** Small cliques: a forest as it is, and elsewhere the cheapest clique tree that was found. */
    NARROW {
        @Override
        CliqueTree triangulate(int[] cardinality, List<int[]> scopes) {
            return Triangulation.cheapest(cardinality, scopes);
        }
    },
    /**
     * Short paths, on a forest too: on chains and trees of n variables O(log n) rounds, with three variables a clique where the
     * graph has factors over two. On other graphs whatever elimination in rounds gives. Where that takes no fewer rounds than {@link
     * #NARROW}, or is over the budget, {@link #NARROW} is taken.
     */
    SHALLOW {
        @Override
        CliqueTree triangulate(int[] cardinality, List<int[]> scopes) {
            return Triangulation.shallow(cardinality, scopes);
        }
    };

    abstract CliqueTree triangulate(int[] cardinality, List<int[]> scopes);
}
