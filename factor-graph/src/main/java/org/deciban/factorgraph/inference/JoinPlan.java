package org.deciban.factorgraph.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How to multiply tables over one clique and sum the product into targets, without storing the product.
 *
 * <p>The variables of the clique, its <em>levels</em>, are assigned in order. Operands are the tables, then the targets; each
 * has a running index into its values, which at every level in its scope grows by state · stride. At the last of them the
 * operand <em>closes</em>: a table is multiplied in, a target receives the sum over all later levels. Before that it is
 * <em>open</em>. A target with an empty scope receives the sum over everything.
 *
 * <p>A plan holds addresses only, no numbers: every {@link Kernel} runs the same plans.
 */
final class JoinPlan {
    private final List<Level> levels = new ArrayList<>();
    private final int tableCount;
    private final int operandCount;
    private final Strides constantTargets;

    /** Some operands and, for each, how far one state of a level moves its index. */
    record Strides(int[] operand, int[] stride) {
        int size() {
            return operand.length;
        }

        /** Writes the strides to the places of their operands. */
        void scatter(int[] strideOfOperand) {
            for (int i = 0; i < operand.length; i++) {
                strideOfOperand[operand[i]] = stride[i];
            }
        }
    }

    /** One level: what stays open there and what closes. */
    record Level(int cardinality, Strides open, Strides closingTables, Strides closingTargets) {}

    /**
     * @param order the variables of the clique, first level first
     * @param cardinality of every variable of the model
     * @param tables the scope of each table, row-major; no scope is empty
     * @param targets the scope of each target, row-major
     */
    JoinPlan(int[] order, int[] cardinality, List<int[]> tables, List<int[]> targets) {
        List<int[]> scopes = new ArrayList<>(tables);
        scopes.addAll(targets);
        this.tableCount = tables.size();
        this.operandCount = scopes.size();
        int[][] strides = new int[order.length][operandCount];
        int[] closingLevel = new int[operandCount];
        Arrays.fill(closingLevel, -1);
        for (int level = 0; level < order.length; level++) {
            for (int o = 0; o < operandCount; o++) {
                strides[level][o] = stride(scopes.get(o), order[level], cardinality);
                closingLevel[o] = strides[level][o] > 0 ? level : closingLevel[o];
            }
        }
        for (int level = 0; level < order.length; level++) {
            levels.add(level(level, cardinality[order[level]], strides[level], closingLevel));
        }
        int[] constants = new int[operandCount];
        Arrays.setAll(constants, o -> closingLevel[o] < 0 ? 1 : 0);
        this.constantTargets = select(constants, tableCount, operandCount);
    }

    private Level level(int level, int cardinality, int[] strides, int[] closingLevel) {
        int[] open = new int[operandCount];
        int[] closing = new int[operandCount];
        for (int o = 0; o < operandCount; o++) {
            (closingLevel[o] == level ? closing : open)[o] = strides[o];
        }
        return new Level(
                cardinality,
                select(open, 0, operandCount),
                select(closing, 0, tableCount),
                select(closing, tableCount, operandCount));
    }

    /** The operands of a range that move, with their strides. */
    private static Strides select(int[] strides, int from, int to) {
        int[] operand = new int[to - from];
        int[] stride = new int[to - from];
        int count = 0;
        for (int o = from; o < to; o++) {
            if (strides[o] > 0) {
                operand[count] = o;
                stride[count++] = strides[o];
            }
        }
        return new Strides(Arrays.copyOf(operand, count), Arrays.copyOf(stride, count));
    }

    /** How far one state of a variable moves the row-major index of a table; 0 if its scope lacks the variable. */
    static int stride(int[] scope, int variable, int[] cardinality) {
        int stride = 1;
        for (int i = scope.length - 1; i >= 0; i--) {
            if (scope[i] == variable) {
                return stride;
            }
            stride *= cardinality[scope[i]];
        }
        return 0;
    }

    /** The levels, in order. */
    List<Level> levels() {
        return levels;
    }

    /** How many of the operands are tables; they come first. */
    int tableCount() {
        return tableCount;
    }

    /** The number of tables and targets. */
    int operandCount() {
        return operandCount;
    }

    /** The targets with an empty scope. */
    Strides constantTargets() {
        return constantTargets;
    }
}
