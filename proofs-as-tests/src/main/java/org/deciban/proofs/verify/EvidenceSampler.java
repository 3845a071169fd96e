package org.deciban.proofs.verify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.inference.JunctionTree;

/**
 * Draws evidence that is possible: variables at random, and each one's state from its posterior given the states already
 * drawn, so that a set of k observations has the probability that the model gives it.
 */
public final class EvidenceSampler {
    /** A larger share of observed variables leaves little to infer. */
    private static final double LARGEST_SHARE = 0.3;

    private static final int MOST_OBSERVATIONS = 10;

    /** The most runs of exact inference that a draw takes. */
    public static final int MOST_RUNS = MOST_OBSERVATIONS;

    private final FactorGraph graph;
    private final RandomGenerator random;

    /** The same graph and seed give the same draws. */
    public EvidenceSampler(FactorGraph graph, long seed) {
        this.graph = graph;
        this.random = new SplittableRandom(seed);
    }

    /**
     * The next evidence set: hard evidence on 1 to 30 % of the variables, at most 10.
     *
     * @throws org.deciban.factorgraph.inference.BudgetExceededException if the posterior is out of reach
     */
    public Evidence next() {
        List<Variable> shuffled = new ArrayList<>(graph.variables());
        Collections.shuffle(shuffled, new Random(random.nextLong()));
        int most = (int) Math.max(1, Math.min(MOST_OBSERVATIONS, LARGEST_SHARE * shuffled.size()));
        int observations = 1 + random.nextInt(most);
        List<Integer> states = new ArrayList<>();
        Evidence evidence = Evidence.none();
        for (int i = 0; i < observations; i++) {
            Marginals posterior = JunctionTree.run(graph, evidence).marginals();
            states.add(draw(posterior.distribution(shuffled.get(i))));
            Evidence.Builder builder = graph.evidence();
            for (int j = 0; j <= i; j++) {
                builder.observe(shuffled.get(j), states.get(j));
            }
            evidence = builder.build();
        }
        return evidence;
    }

    private int draw(double[] distribution) {
        double u = random.nextDouble();
        int last = 0;
        for (int s = 0; s < distribution.length; s++) {
            if (distribution[s] > 0) {
                last = s;
                u -= distribution[s];
                if (u < 0) {
                    return s;
                }
            }
        }
        return last;
    }
}
