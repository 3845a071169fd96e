package org.deciban.proofs.passes;

import org.deciban.compiler.internal.ir.RowFactor;
import org.deciban.compiler.internal.ir.RowFactorGraph;

/** The product of Boolean row factors with all variables but the first ones summed out. */
final class SummedOut {
    private SummedOut() {}

    /**
     * The weight of a joint state of the first variables.
     *
     * @param index their states in binary, the last one in the lowest bit
     */
    static double weight(RowFactorGraph rows, int first, int index) {
        int appended = rows.variables().size() - first;
        double sum = 0;
        for (int hidden = 0; hidden < 1 << appended; hidden++) {
            int joint = index << appended | hidden;
            double product = 1;
            for (RowFactor factor : rows.factors()) {
                product *= potential(factor, joint, rows.variables().size());
            }
            sum += product;
        }
        return sum;
    }

    private static double potential(RowFactor factor, int joint, int variables) {
        for (int row = 0; row < factor.rows(); row++) {
            boolean agrees = true;
            for (int slot = 0; slot < factor.slots(); slot++) {
                agrees &= factor.state(row, slot) == (joint >> (variables - 1 - factor.variable(slot)) & 1);
            }
            if (agrees) {
                return Math.exp(factor.logPotential(row));
            }
        }
        return 0;
    }
}
