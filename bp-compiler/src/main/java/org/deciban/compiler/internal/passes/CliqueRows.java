package org.deciban.compiler.internal.passes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The possible joint states of a clique, each with its log-potential.
 *
 * <p>A row is a cell of the clique: the states of its variables, packed as a number in row-major order. Rows are found by
 * depth-first search over the variables; a factor is multiplied in, and a separator consulted, as soon as the last of its
 * variables has a state, so that impossible parts of the table are never visited.
 */
final class CliqueRows {
    private final int[] variables;
    private final int[] cardinality;
    private final List<List<Restriction>> completedAt = new ArrayList<>();
    private final Budget budget;
    private long[] cells = new long[16];
    private double[] logPotentials = new double[16];
    private int count;

    /** What a table or a separator says of the states of a few variables. */
    private record Restriction(int[] depths, long[] strides, LogTable table) {
        double logPotential(int[] states) {
            long index = 0;
            for (int i = 0; i < depths.length; i++) {
                index += strides[i] * states[depths[i]];
            }
            return table.at((int) index);
        }
    }

    /** A log-potential per cell; −∞ where impossible. */
    @FunctionalInterface
    interface LogTable {
        double at(int cell);
    }

    /** Counts rows over all cliques. */
    static final class Budget {
        private final Runnable exceeded;
        private long rows;
        private long visits;

        /**
         * @param rows how many rows may be found
         * @param exceeded is run when there is one more, and throws
         */
        Budget(long rows, Runnable exceeded) {
            this.rows = rows;
            // A search that visits many states per row found is as far out of reach as one that finds many rows.
            this.visits = 16 * rows;
            this.exceeded = exceeded;
        }

        void spendVisit() {
            if (--visits < 0) {
                exceeded.run();
            }
        }

        void spendRow() {
            if (--rows < 0) {
                exceeded.run();
            }
        }
    }

    /**
     * @param variables the variables of the clique
     * @param cardinality the number of states of every variable of the graph
     */
    CliqueRows(int[] variables, int[] cardinality, Budget budget) {
        this.variables = variables.clone();
        this.cardinality = cardinality;
        this.budget = budget;
        for (int depth = 0; depth < variables.length; depth++) {
            completedAt.add(new ArrayList<>());
        }
    }

    /** Restricts the rows by a table over some of the variables, row-major in the order given. */
    void restrict(int[] scope, LogTable table) {
        int[] depths = new int[scope.length];
        for (int i = 0; i < scope.length; i++) {
            depths[i] = position(scope[i]);
        }
        Restriction restriction = new Restriction(depths, Cells.strides(scope, cardinality), table);
        completedAt.get(Arrays.stream(depths).max().orElseThrow()).add(restriction);
    }

    private int position(int variable) {
        for (int i = 0; i < variables.length; i++) {
            if (variables[i] == variable) {
                return i;
            }
        }
        throw new IllegalArgumentException("the clique has no variable " + variable);
    }

    /** Finds the rows. */
    void search() {
        search(0, 0, 0, new int[variables.length]);
    }

    private void search(int depth, long cell, double logPotential, int[] states) {
        if (depth == variables.length) {
            budget.spendRow();
            append(cell, logPotential);
            return;
        }
        int states0 = cardinality[variables[depth]];
        for (int state = 0; state < states0; state++) {
            budget.spendVisit();
            states[depth] = state;
            double here = logPotential;
            for (Restriction restriction : completedAt.get(depth)) {
                here += restriction.logPotential(states);
                if (here == Double.NEGATIVE_INFINITY) {
                    break;
                }
            }
            if (here > Double.NEGATIVE_INFINITY) {
                search(depth + 1, cell * states0 + state, here, states);
            }
        }
    }

    private void append(long cell, double logPotential) {
        if (count == cells.length) {
            cells = Arrays.copyOf(cells, 2 * count);
            logPotentials = Arrays.copyOf(logPotentials, 2 * count);
        }
        cells[count] = cell;
        logPotentials[count++] = logPotential;
    }

    /** The number of rows found. */
    int count() {
        return count;
    }

    /** The log-potential of a row. */
    double logPotential(int row) {
        return logPotentials[row];
    }

    /** Keeps the rows whose projection is wanted. */
    void retain(Projection projection, boolean[] wanted) {
        int kept = 0;
        for (int row = 0; row < count; row++) {
            if (wanted[projection.of(cells[row])]) {
                cells[kept] = cells[row];
                logPotentials[kept++] = logPotentials[row];
            }
        }
        count = kept;
    }

    /** Marks the cells that the rows project to. */
    boolean[] project(Projection projection) {
        boolean[] seen = new boolean[projection.size()];
        for (int row = 0; row < count; row++) {
            seen[projection.of(cells[row])] = true;
        }
        return seen;
    }

    /** The cell of some of the variables that a row lies in. */
    int project(int row, Projection projection) {
        return projection.of(cells[row]);
    }

    /** The projection onto some of the variables, row-major in the order given. */
    Projection onto(int[] scope) {
        long[] from = Cells.strides(variables, cardinality);
        long[] to = Cells.strides(scope, cardinality);
        long[] fromStrides = new long[scope.length];
        int[] sizes = new int[scope.length];
        for (int i = 0; i < scope.length; i++) {
            fromStrides[i] = from[position(scope[i])];
            sizes[i] = cardinality[scope[i]];
        }
        return new Projection(fromStrides, sizes, to, Math.toIntExact(Cells.count(scope, cardinality)));
    }

    /** Cells of the clique to cells of a subset of its variables. */
    record Projection(long[] fromStrides, int[] sizes, long[] toStrides, int size) {
        int of(long cell) {
            long index = 0;
            for (int i = 0; i < sizes.length; i++) {
                index += toStrides[i] * (cell / fromStrides[i] % sizes[i]);
            }
            return (int) index;
        }
    }
}
