package org.deciban.factorgraph.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LogisticOrProperties {
    private static final double DENSITY = 0.6;

    /** Proposition i has a bias and a weight for each earlier one, 0 where they are not connected. */
    private static double[][] weights(int propositions, Random random) {
        double[][] weights = new double[propositions][];
        for (int i = 0; i < propositions; i++) {
            weights[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                weights[i][j] = j == i || random.nextDouble() < DENSITY ? 2 * random.nextGaussian() : 0;
            }
        }
        return weights;
    }

    private static KnowledgeBase base(double[][] weights, boolean[] negated, int observed) {
        KnowledgeBaseBuilder builder = KnowledgeBase.builder();
        for (int i = 0; i < weights.length; i++) {
            builder.predicate("a" + i).logOdds(weights[i][i], Atom.of("a" + i)).query(Atom.of("a" + i));
            for (int j = 0; j < i; j++) {
                if (weights[i][j] != 0) {
                    Atom condition = Atom.of("a" + j);
                    builder.logOdds(
                            weights[i][j], Atom.of("a" + i), negated[j] ? condition.negative() : condition.positive());
                }
            }
        }
        return builder.evidence(Atom.of("a" + observed), true).build();
    }

    /** By the definition, over all assignments. */
    private static double[] posteriors(double[][] weights, boolean[] negated, int observed) {
        int n = weights.length;
        double[] sums = new double[n];
        double total = 0;
        for (int world = 0; world < 1 << n; world++) {
            double probability = (world >> observed & 1) == 1 ? 1 : 0;
            for (int i = 0; i < n; i++) {
                double sum = weights[i][i];
                for (int j = 0; j < i; j++) {
                    sum += (world >> j & 1) == 1 != negated[j] ? weights[i][j] : 0;
                }
                probability *= 1 / (1 + Math.exp((world >> i & 1) == 1 ? -sum : sum));
            }
            total += probability;
            for (int i = 0; i < n; i++) {
                sums[i] += (world >> i & 1) == 1 ? probability : 0;
            }
        }
        for (int i = 0; i < n; i++) {
            sums[i] /= total;
        }
        return sums;
    }

    @Property(tries = 100)
    void posteriorsAreThoseOfEnumeration(@ForAll @IntRange(min = 2, max = 8) int propositions, @ForAll long seed) {
        Random random = new Random(seed);
        double[][] weights = weights(propositions, random);
        boolean[] negated = new boolean[propositions];
        for (int i = 0; i < propositions; i++) {
            negated[i] = random.nextBoolean();
        }
        int observed = random.nextInt(propositions);
        double[] expected = posteriors(weights, negated, observed);
        Map<String, Double> actual = Programs.posteriors(base(weights, negated, observed));
        for (int i = 0; i < propositions; i++) {
            assertThat(actual.get("a" + i)).as("a" + i).isEqualTo(expected[i], within(1e-10));
        }
    }
}
