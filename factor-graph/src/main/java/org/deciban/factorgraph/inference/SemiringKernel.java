package org.deciban.factorgraph.inference;

import java.util.List;
import org.deciban.factorgraph.inference.JoinPlan.Level;
import org.deciban.factorgraph.inference.JoinPlan.Strides;

/**
 * Tables of a semiring's numbers, each an object; joined depth first down to the last level.
 *
 * @param <E> one number
 */
final class SemiringKernel<E> implements Kernel<NumberTable<E>> {
    private final Semiring<E> semiring;

    SemiringKernel(Semiring<E> semiring) {
        this.semiring = semiring;
    }

    @Override
    public NumberTable<E> load(double[] weights) {
        return semiring.load(weights);
    }

    @Override
    public NumberTable<E> zeros(int size) {
        return new NumberTable<>(size, semiring.zero());
    }

    @Override
    public void join(JoinPlan plan, List<NumberTable<E>> operands) {
        new Join(plan, operands).run();
    }

    @Override
    public void divide(NumberTable<E> table, NumberTable<E> by) {
        List<E> numbers = table.numbers();
        for (int i = 0; i < numbers.size(); i++) {
            if (!semiring.isZero(numbers.get(i))) {
                numbers.set(i, semiring.divide(numbers.get(i), by.numbers().get(i)));
            }
        }
    }

    @Override
    public long rescale(NumberTable<E> table) {
        return table.dropExponent();
    }

    @Override
    public boolean isZero(NumberTable<E> table) {
        return table.numbers().stream().allMatch(semiring::isZero);
    }

    @Override
    public double log(NumberTable<E> table, int index) {
        return semiring.log(table.numbers().get(index));
    }

    private final class Join {
        private final JoinPlan plan;
        private final List<NumberTable<E>> operands;
        private final int[] index;

        Join(JoinPlan plan, List<NumberTable<E>> operands) {
            this.plan = plan;
            this.operands = operands;
            this.index = new int[operands.size()];
        }

        void run() {
            E total = descend(0, semiring.one());
            for (int target : plan.constantTargets().operand()) {
                add(target, 0, total);
            }
        }

        private E descend(int depth, E weight) {
            if (depth == plan.levels().size()) {
                return weight;
            }
            Level level = plan.levels().get(depth);
            E total = semiring.zero();
            for (int s = 0; s < level.cardinality(); s++) {
                E product = multiply(level.closingTables(), s, weight);
                if (!semiring.isZero(product)) {
                    E part = descend(depth + 1, product);
                    Strides targets = level.closingTargets();
                    for (int i = 0; i < targets.size(); i++) {
                        add(targets.operand()[i], s * targets.stride()[i], part);
                    }
                    total = semiring.add(total, part);
                }
                move(level.open(), 1);
            }
            move(level.open(), -level.cardinality());
            return total;
        }

        private E multiply(Strides tables, int state, E weight) {
            E product = weight;
            for (int i = 0; i < tables.size() && !semiring.isZero(product); i++) {
                int table = tables.operand()[i];
                E factor = operands.get(table).numbers().get(index[table] + state * tables.stride()[i]);
                product = semiring.multiply(product, factor);
            }
            return product;
        }

        private void add(int target, int offset, E part) {
            List<E> numbers = operands.get(target).numbers();
            int at = index[target] + offset;
            numbers.set(at, semiring.add(numbers.get(at), part));
        }

        private void move(Strides open, int states) {
            for (int i = 0; i < open.size(); i++) {
                index[open.operand()[i]] += states * open.stride()[i];
            }
        }
    }
}
