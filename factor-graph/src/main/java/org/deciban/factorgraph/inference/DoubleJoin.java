package org.deciban.factorgraph.inference;

import java.util.List;
import org.deciban.factorgraph.inference.JoinPlan.Level;
import org.deciban.factorgraph.inference.JoinPlan.Strides;

/**
 * A join in doubles: depth first down to the last levels, which a {@link DoubleBlock} does breadth first.
 *
 * <p>A partial product of zero is not continued, so that assignments of weight zero cost nothing below the level that rules
 * them out. The recursion allocates nothing.
 */
final class DoubleJoin {
    /** The most products in the block's widest buffer; 4 KB, so that a few of them stay in the first-level cache. */
    private static final int BLOCK_CELLS = 512;

    /** Below this many cells a block takes longer to lay out than to run once. */
    private static final int SMALLEST_BLOCKED_CLIQUE = 256;

    private final JoinPlan plan;
    private final Accumulation accumulation;
    private final double[][] values;
    private final int[] index;
    private final Level[] levels;
    private final DoubleBlock block;

    /** @param values of each operand of the plan, tables first */
    DoubleJoin(JoinPlan plan, double[][] values, Accumulation accumulation) {
        this.plan = plan;
        this.accumulation = accumulation;
        this.values = values;
        this.index = new int[plan.operandCount()];
        List<Level> all = plan.levels();
        int first = firstBlockLevel(all);
        this.levels = all.subList(0, first).toArray(new Level[0]);
        this.block = new DoubleBlock(all.subList(first, all.size()), plan.operandCount(), accumulation);
    }

    private static int firstBlockLevel(List<Level> levels) {
        double cells = 1;
        for (Level level : levels) {
            cells *= level.cardinality();
        }
        if (cells < SMALLEST_BLOCKED_CLIQUE) {
            return levels.size();
        }
        int first = levels.size() - 1;
        long size = levels.get(first).cardinality();
        while (first > 0 && size * levels.get(first - 1).cardinality() <= BLOCK_CELLS) {
            first--;
            size *= levels.get(first).cardinality();
        }
        return first;
    }

    /** Adds to the targets. */
    void run() {
        double total = descend(0, 1.0);
        for (int target : plan.constantTargets().operand()) {
            values[target][0] = accumulation.combine(values[target][0], total);
        }
    }

    private double descend(int depth, double weight) {
        if (depth == levels.length) {
            return block.run(weight, values, index);
        }
        Level level = levels[depth];
        Strides open = level.open();
        double total = 0;
        for (int s = 0; s < level.cardinality(); s++) {
            double product = multiply(level.closingTables(), s, weight);
            if (product != 0) {
                double part = descend(depth + 1, product);
                collect(level.closingTargets(), s, part);
                total = accumulation.combine(total, part);
            }
            for (int i = 0; i < open.size(); i++) {
                index[open.operand()[i]] += open.stride()[i];
            }
        }
        for (int i = 0; i < open.size(); i++) {
            index[open.operand()[i]] -= level.cardinality() * open.stride()[i];
        }
        return total;
    }

    private double multiply(Strides tables, int state, double weight) {
        double product = weight;
        for (int i = 0; i < tables.size() && product != 0; i++) {
            int table = tables.operand()[i];
            product *= values[table][index[table] + state * tables.stride()[i]];
        }
        return product;
    }

    private void collect(Strides targets, int state, double part) {
        for (int i = 0; i < targets.size(); i++) {
            int target = targets.operand()[i];
            int at = index[target] + state * targets.stride()[i];
            values[target][at] = accumulation.combine(values[target][at], part);
        }
    }
}
