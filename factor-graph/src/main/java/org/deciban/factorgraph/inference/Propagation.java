package org.deciban.factorgraph.inference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.inference.PropagationPlan.Step;

/**
 * Messages along a clique tree, in numbers of any kind.
 *
 * <p>Let ψ_C be the product of the tables assigned to clique C. The message from C up to its parent is {@code U_C = Σ ψ_C · Π
 * U_child}, summed to the separator. The product of the U at the roots is the sum over all assignments. On the way down a
 * clique multiplies ψ_C, the U of its children and the message D_C of its parent, which gives its unnormalised marginal, and
 * sums that to the wanted marginals and to the separator of each child; divided by the child's U it is the child's D. Where
 * U is zero, so is everything that D would be multiplied with: 0/0 may be anything, and is 0.
 *
 * <p>Neither ψ_C nor any other table over a whole clique is stored: memory is that of the separators.
 *
 * @param <T> a table of numbers
 */
final class Propagation<T> {
    private final ReducedModel model;
    private final PropagationPlan plan;
    private final Kernel<T> kernel;
    private final List<T> tables = new ArrayList<>();
    private final Map<Integer, T> up = new HashMap<>();
    private final Map<Integer, T> down = new HashMap<>();
    private final Map<Integer, T> marginals = new HashMap<>();
    private final List<T> totals = new ArrayList<>();
    private long exponent;

    /** Loads the tables; nothing is sent yet. */
    Propagation(ReducedModel model, PropagationPlan plan, Kernel<T> kernel) {
        this.model = model;
        this.plan = plan;
        this.kernel = kernel;
        for (ReducedModel.Table table : model.tables()) {
            tables.add(rescaled(kernel.load(table.weights())));
        }
        for (double constant : model.constants()) {
            totals.add(rescaled(kernel.load(new double[] {constant})));
        }
    }

    private T rescaled(T table) {
        exponent += kernel.rescale(table);
        return table;
    }

    /**
     * Sends every clique's message to its parent.
     *
     * @throws ImpossibleEvidenceException if a message is zero everywhere
     */
    void collect() {
        Step[] steps = plan.steps();
        for (int c = 0; c < steps.length; c++) {
            Step step = steps[c];
            T message = kernel.zeros(plan.cells(step.separator()));
            List<T> operands = inputs(step);
            operands.add(message);
            kernel.join(step.collect(), operands);
            if (kernel.isZero(message)) {
                throw model.impossible(step.order());
            }
            rescaled(message);
            if (step.isRoot()) {
                totals.add(message);
            } else {
                up.put(c, message);
            }
        }
    }

    /** Sends messages down to wherever a marginal is wanted, and sums the marginals; after {@link #collect()}, once. */
    void distribute() {
        Step[] steps = plan.steps();
        for (int c = steps.length - 1; c >= 0; c--) {
            Step step = steps[c];
            if (!step.wanted().isEmpty() || !step.heirs().isEmpty()) {
                distribute(c, step);
            }
        }
    }

    private void distribute(int c, Step step) {
        List<T> operands = inputs(step);
        if (!step.isRoot()) {
            operands.add(down.remove(c));
        }
        for (int w : step.wanted()) {
            marginals.put(w, kernel.zeros(plan.cells(plan.wanted().get(w))));
            operands.add(marginals.get(w));
        }
        for (int child : step.heirs()) {
            down.put(child, kernel.zeros(plan.cells(plan.steps()[child].separator())));
            operands.add(down.get(child));
        }
        kernel.join(step.distribute(), operands);
        for (int child : step.heirs()) {
            T message = down.get(child);
            kernel.divide(message, up.get(child));
            // The marginals are normalised one by one, so the scale of what goes down is of no interest.
            kernel.rescale(message);
        }
        step.children().forEach(up::remove);
    }

    private List<T> inputs(Step step) {
        List<T> inputs = new ArrayList<>();
        step.tables().forEach(t -> inputs.add(tables.get(t)));
        step.children().forEach(child -> inputs.add(up.get(child)));
        return inputs;
    }

    /** Numbers of one entry each whose product, times two to the {@link #exponent()}, is the sum over all assignments. */
    List<T> totals() {
        return totals;
    }

    /** See {@link #totals()}. */
    long exponent() {
        return exponent;
    }

    /** The natural logarithm of the sum over all assignments; after {@link #collect()}. */
    double logWeight() {
        double log = exponent * Math.log(2);
        for (T total : totals) {
            log += kernel.log(total, 0);
        }
        return log;
    }

    /** A wanted marginal, not normalised; after {@link #distribute()}. */
    T marginal(int wanted) {
        return marginals.get(wanted);
    }

    /** What a clique multiplies on the way up: its own tables, then the messages of its children. */
    List<T> inputs(int clique) {
        return inputs(plan.steps()[clique]);
    }
}
