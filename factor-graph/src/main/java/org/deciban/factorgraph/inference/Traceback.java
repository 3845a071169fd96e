package org.deciban.factorgraph.inference;

import java.util.Arrays;
import java.util.List;
import org.deciban.factorgraph.inference.JoinPlan.Level;
import org.deciban.factorgraph.inference.JoinPlan.Strides;
import org.deciban.factorgraph.inference.PropagationPlan.Step;

/**
 * Reads the best assignment off the messages of a max-product pass: from the roots down, each clique takes the states of its
 * separator from its parent and maximises over its residual variables.
 *
 * @param <T> a table of numbers
 */
final class Traceback<T> {
    private static final int UNDECIDED = -1;

    private final Kernel<T> kernel;
    private final int[] states;

    /** @param run after its collect pass with a kernel that maximises */
    Traceback(PropagationPlan plan, Propagation<T> run, Kernel<T> kernel, int variables) {
        this.kernel = kernel;
        this.states = new int[variables];
        Arrays.fill(states, UNDECIDED);
        for (int c = plan.steps().length - 1; c >= 0; c--) {
            new Clique(plan.steps()[c], run.inputs(c)).decide();
        }
    }

    /** The state of each variable. */
    int[] states() {
        return states;
    }

    private final class Clique {
        private final int[] order;
        private final List<Level> levels;
        private final List<T> tables;
        private final int[] index;
        private final int[] chosen;
        private int[] best = {};
        private double bestLog = Double.NEGATIVE_INFINITY;

        Clique(Step step, List<T> tables) {
            this.order = step.order();
            this.levels = step.collect().levels();
            this.tables = tables;
            this.index = new int[step.collect().operandCount()];
            this.chosen = new int[order.length];
        }

        void decide() {
            descend(0, 0.0);
            for (int level = 0; level < order.length; level++) {
                states[order[level]] = best[level];
            }
        }

        private void descend(int depth, double log) {
            if (depth == order.length) {
                if (log > bestLog) {
                    bestLog = log;
                    best = chosen.clone();
                }
                return;
            }
            Level level = levels.get(depth);
            int decided = states[order[depth]];
            int first = decided == UNDECIDED ? 0 : decided;
            int last = decided == UNDECIDED ? level.cardinality() - 1 : decided;
            move(level.open(), first);
            for (int s = first; s <= last; s++) {
                chosen[depth] = s;
                double product = log + logOf(level.closingTables(), s);
                if (product > Double.NEGATIVE_INFINITY) {
                    descend(depth + 1, product);
                }
                move(level.open(), 1);
            }
            move(level.open(), -last - 1);
        }

        private double logOf(Strides closing, int state) {
            double log = 0;
            for (int i = 0; i < closing.size(); i++) {
                int table = closing.operand()[i];
                log += kernel.log(tables.get(table), index[table] + state * closing.stride()[i]);
            }
            return log;
        }

        private void move(Strides open, int by) {
            for (int i = 0; i < open.size(); i++) {
                index[open.operand()[i]] += by * open.stride()[i];
            }
        }
    }
}
