package org.deciban.tunnels;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A sequence task whose exact posterior is known wherever a model is asked.
 *
 * <p>Implementations are immutable and draw from the generator that they are given alone, so that a seed names a data set.
 */
public interface AnalyticTask {
    /** What tables and the command line call it. */
    String name();

    /** The names of the symbols, or of the features of a token: as many as a token of {@link TokenSequence} has numbers. */
    List<String> inputs();

    /** The names of the outcomes, over which the posterior is a distribution. */
    List<String> outcomes();

    /** The most tokens of a sequence. */
    int maximumLength();

    /** Whether the posterior at a position depends on the tokens up to it alone. */
    boolean isCausal();

    /** The size of the space of hypotheses among which a sequence decides, as log2: what a model would have to learn by heart. */
    double log2Hypotheses();

    /** Draws a sequence. Given the tokens, each label is distributed by the posterior at its position. */
    LabelledSequence draw(RandomGenerator random);

    /**
     * The exact posterior.
     *
     * @param tokens a sequence of this task
     * @param positions where it is asked, as {@link LabelledSequence#positions}
     * @return shape {@code [positions, outcomes]}, probabilities
     * @throws IllegalArgumentException if the tokens are none of this task
     */
    double[][] posterior(TokenSequence tokens, int[] positions);
}
