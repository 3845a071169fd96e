package org.deciban.factorgraph.inference;

import java.util.Optional;
import org.deciban.factorgraph.Marginals;

/**
 * Where belief propagation stopped.
 *
 * @param beliefs the beliefs after the last round, whether or not it converged; on a loopy graph they are not the posterior
 * @param rounds how many rounds were done
 * @param residual the largest change of a probability in any factor-to-variable message in the last round, each message
 *     normalised to sum 1; +∞ if no round was done
 * @param converged whether the residual is at most the tolerance
 */
public record BeliefPropagationResult(Marginals beliefs, int rounds, double residual, boolean converged) {
    /** The beliefs if the messages converged, else empty. */
    public Optional<Marginals> findFixedPoint() {
        return converged ? Optional.of(beliefs) : Optional.empty();
    }
}
