package org.deciban.compiler.internal.passes;

import java.util.Arrays;

/**
 * What neighbouring cliques share: one composite variable, whose states are the joint states that are possible on both
 * sides.
 */
final class Separator {
    /** The shared variables, ascending. */
    final int[] variables;
    /** The clique above. */
    final int parent;
    /** The index of the variable of the intermediate form that stands for it. */
    int rowVariable = -1;
    /** Which cells of the shared variables are possible, once the children, then the parent, have been searched. */
    private boolean[] possible;
    /** The state of each possible cell. */
    private int[] state;

    Separator(int[] variables, int parent, long cells) {
        this.variables = variables;
        this.parent = parent;
        this.possible = new boolean[Math.toIntExact(cells)];
        Arrays.fill(possible, true);
        this.state = new int[0];
    }

    boolean isPossible(int cell) {
        return possible[cell];
    }

    boolean[] possible() {
        return possible;
    }

    /** Only cells that a neighbour finds possible too remain. */
    void intersect(boolean[] ofNeighbour) {
        for (int cell = 0; cell < possible.length; cell++) {
            possible[cell] &= ofNeighbour[cell];
        }
    }

    /** Numbers the possible cells, and says how many there are. */
    int numberStates() {
        state = new int[possible.length];
        int count = 0;
        for (int cell = 0; cell < possible.length; cell++) {
            state[cell] = possible[cell] ? count++ : -1;
        }
        return count;
    }

    /** Every cell is a state of its own: where one variable is shared, its states are the separator's. */
    void keepAllStates() {
        state = new int[possible.length];
        Arrays.setAll(state, cell -> cell);
    }

    int stateOf(int cell) {
        return state[cell];
    }
}
