package org.deciban.factorgraph.inference;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;

/**
 * Where belief propagation stopped.
 *
 * @param beliefs the beliefs after the last round, whether or not it converged; on a loopy graph they are not the posterior
 * @param rounds how many rounds were done
 * @param residual how far the messages are from a fixed point: the largest difference of a probability between a
 *     factor-to-variable message as it was in the last round and as its factor proposed it, each normalised to sum 1 and
 *     before damping; +∞ if no round was done
 * @param converged whether the residual is at most the tolerance
 * @param period after how many rounds the messages came back, if they did not converge but oscillate; noticed for periods
 *     up to 12 when all rounds were used up and there were more than 12, else empty
 * @param domain how the messages were kept in the end: {@link MessageDomain#LOG} if probabilities were asked for and did
 *     not suffice
 * @param betheLogEvidence the Bethe approximation, in nats, of the logarithm of the sum over all joint assignments of the
 *     product of all factors and likelihoods, which is {@code ln P(evidence)} for a Bayesian network; exact on trees,
 *     neither an upper nor a lower bound elsewhere. In max-product it approximates the logarithm of the largest such
 *     product. Empty if not converged
 */
public record BeliefPropagationResult(
        Marginals beliefs,
        int rounds,
        double residual,
        boolean converged,
        OptionalInt period,
        MessageDomain domain,
        OptionalDouble betheLogEvidence) {
    /** The beliefs if the messages converged, else empty. */
    public Optional<Marginals> findFixedPoint() {
        return converged ? Optional.of(beliefs) : Optional.empty();
    }

    /**
     * The state with the largest belief, the first of those where several have it. After max-product on a tree these states
     * together are a joint assignment of largest weight, unless there is more than one such.
     */
    public int mostProbableState(Variable variable) {
        double[] belief = beliefs.distribution(variable);
        int best = 0;
        for (int s = 1; s < belief.length; s++) {
            best = belief[s] > belief[best] ? s : best;
        }
        return best;
    }

    /** The Bethe free energy of the beliefs, in nats, if the messages converged, else empty. */
    public OptionalDouble findBetheFreeEnergy() {
        return betheLogEvidence.isPresent()
                ? OptionalDouble.of(-betheLogEvidence.getAsDouble())
                : OptionalDouble.empty();
    }
}
