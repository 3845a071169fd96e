package org.deciban.factorgraph.inference;

/** An order in which all variables of an interaction graph are eliminated, and the cliques that this makes. */
sealed interface Elimination permits EliminationOrder, EliminationRounds {
    /** The variables in the order of their elimination. */
    int[] order();

    /** The neighbours of a variable when it was eliminated; with it they are a clique. */
    int[] later(int variable);
}
