package org.deciban.factorgraph.inference;

import java.util.List;
import org.deciban.factorgraph.inference.JoinPlan.Level;
import org.deciban.factorgraph.inference.JoinPlan.Strides;

/**
 * The last levels of a join, done breadth first in small buffers.
 *
 * <p>Stage i holds the partial products of all assignments of the first i levels of the block, last level fastest. Stages
 * are filled front to back, each entry from its parent and the tables that close at the level, then combined back to front
 * into the targets. Where each entry stands in each operand is worked out once, so that a stage is a flat loop over arrays.
 */
final class DoubleBlock {
    private final Stage[] stages;
    private final boolean hasTargets;
    private final Accumulation accumulation;
    private final double[] root = new double[1];

    /**
     * One level of the block.
     *
     * @param products one entry per assignment up to this level
     * @param parents where each entry's assignment without this level stands in the stage before
     * @param tableOffsets for each closing table, how far each entry lies from the table's index before the block
     * @param targetOffsets the same for each closing target
     */
    private record Stage(
            int cardinality,
            double[] products,
            int[] parents,
            int[] tables,
            int[][] tableOffsets,
            int[] targets,
            int[][] targetOffsets) {}

    DoubleBlock(List<Level> levels, int operandCount, Accumulation accumulation) {
        this.accumulation = accumulation;
        this.stages = new Stage[levels.size()];
        this.hasTargets =
                levels.stream().anyMatch(level -> level.closingTargets().size() > 0);
        boolean[] needed = new boolean[operandCount];
        for (Level level : levels) {
            mark(level.closingTables(), needed, true);
            mark(level.closingTargets(), needed, true);
        }
        int[][] offsets = new int[operandCount][1];
        int size = 1;
        for (int i = 0; i < stages.length; i++) {
            Level level = levels.get(i);
            size *= level.cardinality();
            offsets = extend(offsets, level, size, needed);
            stages[i] = new Stage(
                    level.cardinality(),
                    new double[size],
                    parents(size, level.cardinality()),
                    level.closingTables().operand(),
                    pick(level.closingTables(), offsets),
                    level.closingTargets().operand(),
                    pick(level.closingTargets(), offsets));
            mark(level.closingTables(), needed, false);
            mark(level.closingTargets(), needed, false);
        }
    }

    private static void mark(Strides strides, boolean[] needed, boolean as) {
        for (int operand : strides.operand()) {
            needed[operand] = as;
        }
    }

    private static int[] parents(int size, int cardinality) {
        int[] parents = new int[size];
        for (int j = 0; j < size; j++) {
            parents[j] = j / cardinality;
        }
        return parents;
    }

    /** The offsets of the operands that close at this level of the block or later, one level on. */
    private static int[][] extend(int[][] before, Level level, int size, boolean[] needed) {
        int[] stride = new int[before.length];
        level.open().scatter(stride);
        level.closingTables().scatter(stride);
        level.closingTargets().scatter(stride);
        int[][] after = new int[before.length][];
        for (int o = 0; o < after.length; o++) {
            if (needed[o]) {
                after[o] = new int[size];
                for (int j = 0, parent = 0; j < size; parent++) {
                    for (int s = 0; s < level.cardinality(); s++) {
                        after[o][j++] = before[o][parent] + s * stride[o];
                    }
                }
            }
        }
        return after;
    }

    private static int[][] pick(Strides strides, int[][] offsets) {
        int[][] picked = new int[strides.size()][];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = offsets[strides.operand()[i]];
        }
        return picked;
    }

    /**
     * Adds to the targets and returns the combined weight of the assignments of the block.
     *
     * @param weight the product over the levels before
     * @param values of each operand
     * @param index of each operand before the block
     */
    double run(double weight, double[][] values, int[] index) {
        root[0] = weight;
        double[] before = root;
        for (Stage stage : stages) {
            multiply(stage, before, values, index);
            before = stage.products;
        }
        if (!hasTargets) {
            return accumulation.total(before);
        }
        for (int i = stages.length - 1; i >= 0; i--) {
            Stage stage = stages[i];
            for (int t = 0; t < stage.targets.length; t++) {
                int target = stage.targets[t];
                accumulation.scatter(stage.products, values[target], index[target], stage.targetOffsets[t]);
            }
            accumulation.fold(stage.products, i == 0 ? root : stages[i - 1].products, stage.cardinality);
        }
        return root[0];
    }

    private static void multiply(Stage stage, double[] before, double[][] values, int[] index) {
        double[] products = stage.products;
        int[] tables = stage.tables;
        int[][] offsets = stage.tableOffsets;
        if (tables.length == 0) {
            expand(products, before, stage.parents);
        } else if (tables.length == 1) {
            expand(products, before, stage.parents, values[tables[0]], index[tables[0]], offsets[0]);
        } else {
            expand(
                    products,
                    before,
                    stage.parents,
                    values[tables[0]],
                    index[tables[0]],
                    offsets[0],
                    values[tables[1]],
                    index[tables[1]],
                    offsets[1]);
            for (int t = 2; t < tables.length; t++) {
                multiply(products, values[tables[t]], index[tables[t]], offsets[t]);
            }
        }
    }

    private static void expand(double[] products, double[] before, int[] parents) {
        for (int j = 0; j < products.length; j++) {
            products[j] = before[parents[j]];
        }
    }

    private static void expand(
            double[] products, double[] before, int[] parents, double[] table, int base, int[] offsets) {
        for (int j = 0; j < products.length; j++) {
            products[j] = before[parents[j]] * table[base + offsets[j]];
        }
    }

    /** Two tables at once: the common case, and one pass less over the products. */
    private static void expand(
            double[] products,
            double[] before,
            int[] parents,
            double[] table,
            int base,
            int[] offsets,
            double[] table2,
            int base2,
            int[] offsets2) {
        for (int j = 0; j < products.length; j++) {
            products[j] = before[parents[j]] * table[base + offsets[j]] * table2[base2 + offsets2[j]];
        }
    }

    private static void multiply(double[] products, double[] table, int base, int[] offsets) {
        for (int j = 0; j < products.length; j++) {
            products[j] *= table[base + offsets[j]];
        }
    }
}
