package org.deciban.factorgraph.inference;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Multiplies tables over the variables of one clique and sums the product into other tables.
 *
 * <p>The product is never stored. The variables of the clique, its <em>levels</em>, are assigned depth first; a table is
 * multiplied in at its last level, and the sum over everything below a level is added to the targets whose last level it
 * is. A partial product of zero is not continued, so assignments of probability zero cost nothing below the level that
 * rules them out. All tables are row-major in the order of the levels, which makes an index grow as {@code index · K + s}
 * from level to level.
 */
final class Join {
    private final int[] cardinality;
    private final double[][] tables;
    private final double[][] targets;
    /** Running indices: each table and target has one cell more than levels; cell j holds its index after j levels. */
    private final int[] index;

    private final Step[] closingTables;
    private final Step[] openSteps;
    private final Step[] closingTargets;

    /** At one level: which tables (by place in their array), and the cells of their running indices before it. */
    private record Step(int[] table, int[] cell) {}

    /**
     * @param cardinality of each level
     * @param scopes the levels of each table, ascending; at least one
     * @param targetScopes the levels of each target, ascending; at least one
     */
    Join(int[] cardinality, List<int[]> scopes, double[][] tables, List<int[]> targetScopes, double[][] targets) {
        this.cardinality = cardinality;
        this.tables = tables;
        this.targets = targets;
        int levels = cardinality.length;
        this.closingTables = new Step[levels];
        this.openSteps = new Step[levels];
        this.closingTargets = new Step[levels];
        int[] firstCell = new int[scopes.size() + targetScopes.size()];
        int cells = 0;
        for (int i = 0; i < firstCell.length; i++) {
            firstCell[i] = cells;
            cells += (i < scopes.size() ? scopes.get(i) : targetScopes.get(i - scopes.size())).length;
        }
        this.index = new int[cells];
        int[] targetCells = Arrays.copyOfRange(firstCell, scopes.size(), firstCell.length);
        for (int level = 0; level < levels; level++) {
            closingTables[level] = closing(level, scopes, firstCell);
            closingTargets[level] = closing(level, targetScopes, targetCells);
            openSteps[level] = append(open(level, scopes, firstCell), open(level, targetScopes, targetCells));
        }
    }

    private static Step closing(int level, List<int[]> scopes, int[] firstCell) {
        int[] closing = places(scopes, scope -> scope[scope.length - 1] == level);
        return new Step(
                closing,
                Arrays.stream(closing)
                        .map(t -> firstCell[t] + scopes.get(t).length - 1)
                        .toArray());
    }

    private static Step open(int level, List<int[]> scopes, int[] firstCell) {
        int[] open = places(scopes, scope -> {
            int j = Arrays.binarySearch(scope, level);
            return j >= 0 && j < scope.length - 1;
        });
        return new Step(
                open,
                Arrays.stream(open)
                        .map(t -> firstCell[t] + Arrays.binarySearch(scopes.get(t), level))
                        .toArray());
    }

    private static int[] places(List<int[]> scopes, Predicate<int[]> wanted) {
        return IntStream.range(0, scopes.size())
                .filter(i -> wanted.test(scopes.get(i)))
                .toArray();
    }

    private static Step append(Step tables, Step targets) {
        int[] cells = Arrays.copyOf(tables.cell, tables.cell.length + targets.cell.length);
        System.arraycopy(targets.cell, 0, cells, tables.cell.length, targets.cell.length);
        return new Step(cells, cells);
    }

    /** Adds to the targets and returns the sum over all assignments. */
    double run() {
        return descend(0, 1.0);
    }

    private double descend(int level, double weight) {
        if (level == cardinality.length) {
            return weight;
        }
        int k = cardinality[level];
        Step closing = closingTables[level];
        int[] open = openSteps[level].cell;
        Step collecting = closingTargets[level];
        double total = 0;
        for (int s = 0; s < k; s++) {
            double product = weight;
            for (int i = 0; i < closing.table.length; i++) {
                double factor = tables[closing.table[i]][index[closing.cell[i]] * k + s];
                if (factor == 0) {
                    product = 0;
                    break;
                }
                product *= factor;
                if (product < Double.MIN_NORMAL) {
                    throw new OutOfRangeException();
                }
            }
            if (product == 0) {
                continue;
            }
            for (int cell : open) {
                index[cell + 1] = index[cell] * k + s;
            }
            double part = descend(level + 1, product);
            for (int i = 0; i < collecting.table.length; i++) {
                targets[collecting.table[i]][index[collecting.cell[i]] * k + s] += part;
            }
            total += part;
        }
        return total;
    }

    /** A product of positive numbers came too close to zero for a double. */
    static final class OutOfRangeException extends ArithmeticException {
        private static final long serialVersionUID = 1L;
    }
}
