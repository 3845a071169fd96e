package org.deciban.compiler;

import org.deciban.factorgraph.inference.Objective;
import org.deciban.transformer.Activation;

/** What is asked of the model. */
public enum Task {
    /** Sum-product: the marginal distribution of every variable. */
    MARGINALS(Objective.SUM_PRODUCT, Activation.SOFTPLUS),
    /**
     * Max-product: max-marginals, whose largest entry is the variable's state in a most probable joint assignment. The
     * weights are those of {@link #MARGINALS}; of the layers only the non-linearity differs.
     */
    MAP(Objective.MAX_PRODUCT, Activation.RELU);

    private final Objective objective;
    /** The non-linearity of the log-odds construction. */
    final Activation activation;

    Task(Objective objective, Activation activation) {
        this.objective = objective;
        this.activation = activation;
    }

    /** What belief propagation does with the rows that agree on a state. */
    public Objective objective() {
        return objective;
    }
}
