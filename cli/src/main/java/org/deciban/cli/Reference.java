package org.deciban.cli;

import java.util.Optional;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.inference.BudgetExceededException;
import org.deciban.factorgraph.inference.ExactPosterior;
import org.deciban.factorgraph.inference.JunctionTree;
import org.jspecify.annotations.Nullable;

/** The exact posterior by junction tree, computed when first asked for. */
final class Reference {
    private final FactorGraph graph;
    private final Evidence evidence;
    private final Progress progress;
    private @Nullable ExactPosterior posterior;
    private @Nullable BudgetExceededException refusal;

    Reference(FactorGraph graph, Evidence evidence, Progress progress) {
        this.graph = graph;
        this.evidence = evidence;
        this.progress = progress;
    }

    /** Whether every factor is a conditional distribution, so that the sum over all assignments is a probability. */
    boolean isOfProbabilities() {
        return graph.factors().stream().allMatch(factor -> factor.findChild().isPresent());
    }

    /**
     * The posterior.
     *
     * @throws BudgetExceededException if it is over the budget of {@link JunctionTree}
     * @throws ImpossibleEvidenceException if the evidence has probability zero
     */
    ExactPosterior get() {
        if (posterior == null) {
            if (refusal != null) {
                throw refusal;
            }
            try {
                posterior = progress.watch("junction tree", () -> JunctionTree.run(graph, evidence));
            } catch (BudgetExceededException e) {
                refusal = e;
                throw e;
            }
        }
        return posterior;
    }

    /**
     * The posterior, or empty if it is over the budget.
     *
     * @throws ImpossibleEvidenceException if the evidence has probability zero
     */
    Optional<ExactPosterior> find() {
        try {
            return Optional.of(get());
        } catch (BudgetExceededException e) {
            return Optional.empty();
        }
    }

    /**
     * Refuses impossible evidence, which loopy belief propagation can fail to notice; over the budget nobody can tell.
     *
     * @throws ImpossibleEvidenceException if the evidence has probability zero
     */
    void requirePossibleEvidence() {
        find();
    }
}
