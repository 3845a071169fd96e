package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two published tables about loopy belief propagation, each an average over 100 random graphs, drawn again with other seeds.
 *
 * <p>A published average is accepted if it lies within 3.3 standard errors of the difference to ours, which a right one
 * misses once in a thousand times.
 */
class LoopyTablesTest {
    private static final double STANDARD_ERRORS = 3.3;
    private static final int PUBLISHED_GRAPHS = 100;
    private static final int GRAPHS = 1000;

    /** arXiv 2603.17063, table of loopy graphs: pairwise tables U(0.1, 1), at most 100 rounds, tolerance 1e-6. */
    @ParameterizedTest
    @CsvSource({
        "triangle,  '01 12 02',          8.5,  0.000045, 0.002091",
        "square,    '01 12 23 03',       8.4,  0.000002, 0.000382",
        "dating,    '02 12 24 34 31',    13.2, 0.000102, 0.003590",
        "two loops, '01 02 12 13 23',    10.2, 0.000086, 0.003111",
        "chain,     '02 03 12 24 35 41', 8.7,  0.000021, 0.001055"
    })
    void weakCouplingConvergesWithSmallErrors(String name, String edges, double rounds, double kl, double mae) {
        BeliefPropagationOptions options =
                BeliefPropagationOptions.defaults().withMaxRounds(100).withTolerance(1e-6);
        SummaryStatistics roundsSeen = new SummaryStatistics();
        SummaryStatistics divergence = new SummaryStatistics();
        SummaryStatistics error = new SummaryStatistics();
        Random random = new Random(1);
        for (int i = 0; i < GRAPHS; i++) {
            FactorGraph graph = published(name, edges.split(" "), random);
            BeliefPropagationResult result = BeliefPropagation.run(graph, Evidence.none(), options);
            Marginals beliefs = result.findFixedPoint().orElseThrow();
            Marginals posteriors = Enumeration.run(graph, Evidence.none()).marginals();
            roundsSeen.addValue(result.rounds());
            divergence.addValue(mean(graph, v -> divergence(p(posteriors, v), p(beliefs, v))));
            error.addValue(meanError(graph, posteriors, beliefs));
        }
        assertSameMean("rounds", roundsSeen, rounds);
        assertSameMean("KL divergence in nats", divergence, kl);
        assertSameMean("mean absolute error", error, mae);
    }

    private static FactorGraph published(String name, String[] edges, Random random) {
        FactorGraph.Builder builder = FactorGraph.builder();
        for (char v = '0'; v <= String.join("", edges).chars().max().orElseThrow(); v++) {
            builder.variable("x" + v, "0", "1");
        }
        for (int e = 0; e < edges.length; e++) {
            double[] table = random.doubles(4, 0.1, 1).toArray();
            if (name.equals("dating") && (e == 2 || e == 3)) {
                table = new double[] {
                    uniform(random, 0.7, 1),
                    uniform(random, 0.1, 0.3),
                    uniform(random, 0.1, 0.3),
                    uniform(random, 0.7, 1)
                };
            } else if (name.equals("chain") && e < edges.length - 1) {
                double scale = uniform(random, 1.5, 3);
                table[2] = Math.min(5, scale * table[2]);
                table[3] = Math.min(5, scale * table[3]);
            }
            builder.factor(List.of("x" + edges[e].charAt(0), "x" + edges[e].charAt(1)), table);
        }
        return builder.build();
    }

    /** K4 Ising with couplings U(−J, J) and fields U(−0.3, 0.3), at most 1000 rounds; share of graphs that converge. */
    @ParameterizedTest
    @CsvSource({
        "0.5, 0,   1.00, 0.0043",
        "1,   0,   0.99, 0.037",
        "2,   0,   0.55, 0.129",
        "3,   0,   0.41, 0.206",
        "4,   0,   0.30, 0.278",
        "2,   0.5, 0.88, ",
        "3,   0.5, 0.67, ",
        "4,   0.5, 0.53, "
    })
    void strongCouplingDoesNot(double coupling, double damping, double converged, Double meanError) {
        BeliefPropagationOptions options = BeliefPropagationOptions.defaults()
                .withDomain(MessageDomain.PROBABILITY)
                .withTolerance(1e-6)
                .withDamping(damping);
        int graphs = damping == 0 ? GRAPHS / 2 : GRAPHS / 4;
        SummaryStatistics error = new SummaryStatistics();
        Random random = new Random(2);
        for (int i = 0; i < graphs; i++) {
            FactorGraph graph = completeIsing(coupling, random);
            BeliefPropagationResult result = BeliefPropagation.run(graph, Evidence.none(), options);
            if (result.converged()) {
                Marginals posteriors = Enumeration.run(graph, Evidence.none()).marginals();
                error.addValue(meanError(graph, posteriors, result.beliefs()));
            }
        }
        double share = (double) error.getN() / graphs;
        double variance = share * (1 - share) * (1.0 / graphs + 1.0 / PUBLISHED_GRAPHS);
        assertThat(Math.abs(share - converged))
                .as("converged: published %s, found %s", converged, share)
                .isLessThanOrEqualTo(STANDARD_ERRORS * Math.sqrt(variance));
        if (meanError != null) {
            assertSameMean("mean error of the converged", error, meanError, converged * PUBLISHED_GRAPHS);
        }
    }

    private static FactorGraph completeIsing(double coupling, Random random) {
        FactorGraph.Builder builder = FactorGraph.builder();
        for (int v = 0; v < 4; v++) {
            double h = uniform(random, -0.3, 0.3);
            builder.variable("x" + v, "-", "+").factor(List.of("x" + v), Math.exp(-h), Math.exp(h));
        }
        for (int u = 0; u < 4; u++) {
            for (int v = u + 1; v < 4; v++) {
                double equal = Math.exp(uniform(random, -coupling, coupling));
                builder.factor(List.of("x" + u, "x" + v), equal, 1 / equal, 1 / equal, equal);
            }
        }
        return builder.build();
    }

    private static double uniform(Random random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    private static double p(Marginals marginals, Variable variable) {
        return marginals.probability(variable, 1);
    }

    private static double divergence(double p, double q) {
        return p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q));
    }

    private static double meanError(FactorGraph graph, Marginals posteriors, Marginals beliefs) {
        return mean(graph, v -> Math.abs(p(posteriors, v) - p(beliefs, v)));
    }

    private static double mean(FactorGraph graph, ToDoubleFunction<Variable> value) {
        return graph.variables().stream().mapToDouble(value).average().orElseThrow();
    }

    private static void assertSameMean(String what, SummaryStatistics found, double published) {
        assertSameMean(what, found, published, PUBLISHED_GRAPHS);
    }

    private static void assertSameMean(String what, SummaryStatistics found, double published, double publishedCount) {
        double standardError = Math.sqrt(found.getVariance() * (1.0 / found.getN() + 1 / publishedCount));
        assertThat(Math.abs(found.getMean() - published))
                .as("%s: published %s, found %s, standard error %s", what, published, found.getMean(), standardError)
                .isLessThanOrEqualTo(STANDARD_ERRORS * standardError);
    }
}
