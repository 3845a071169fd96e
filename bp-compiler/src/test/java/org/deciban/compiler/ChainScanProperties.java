package org.deciban.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.inference.JunctionTree;

/** Against the forward and backward algorithm, written here in scaled probabilities, and against the junction tree. */
class ChainScanProperties {
    private static final CompilerOptions SCAN = CompilerOptions.exact().withConstruction(Construction.SCAN);
    private static final double ROUNDING = 1e-12;

    /** A chain: {@code pair[t][i][j]} between t and t + 1, {@code single[t][i]}, {@code evidence[t][i]}. */
    private static final class Chain {
        final int[] states;
        final double[][][] pair;
        final double[][] single;
        final double[][] evidence;
        final List<Integer> declared;

        Chain(Random random, int variables) {
            int kind = random.nextInt(3);
            states = random.ints(variables, 2, 6).toArray();
            pair = new double[variables - 1][][];
            single = new double[variables][];
            evidence = new double[variables][];
            declared = new ArrayList<>(IntStream.range(0, variables).boxed().toList());
            if (random.nextBoolean()) {
                Collections.shuffle(declared, random);
            }
            for (int t = 0; t < variables; t++) {
                single[t] = random.nextInt(3) == 0 ? weights(random, states[t], kind) : ones(states[t]);
                evidence[t] = ones(states[t]);
                if (random.nextInt(3) == 0) {
                    evidence[t] = random.doubles(states[t], 0, 1).toArray();
                } else if (random.nextInt(3) == 0) {
                    Arrays.fill(evidence[t], 0);
                    evidence[t][random.nextInt(states[t])] = 1;
                }
                if (t > 0) {
                    pair[t - 1] = new double[states[t - 1]][];
                    for (int i = 0; i < states[t - 1]; i++) {
                        pair[t - 1][i] = weights(random, states[t], kind);
                    }
                }
            }
        }

        private static double[] ones(int states) {
            double[] ones = new double[states];
            Arrays.fill(ones, 1);
            return ones;
        }

        /** Mild, with zeros, or e^(±30). */
        private static double[] weights(Random random, int states, int kind) {
            double[] weights = random.doubles(states, 0.1, 1).toArray();
            for (int s = 0; s < states; s++) {
                weights[s] = kind == 1 && random.nextInt(3) == 0
                        ? 0
                        : kind == 2 ? Math.exp(random.nextDouble(-30, 30)) : weights[s];
            }
            weights[random.nextInt(states)] += kind == 1 ? 0.5 : 0;
            return weights;
        }

        FactorGraph graph() {
            FactorGraph.Builder builder = FactorGraph.builder();
            for (int t : declared) {
                builder.variable(
                        "x" + t,
                        IntStream.range(0, states[t]).mapToObj(s -> "s" + s).toArray(String[]::new));
            }
            for (int t : declared) {
                builder.factor(List.of("x" + t), single[t]);
                if (t > 0) {
                    builder.factor(
                            List.of("x" + (t - 1), "x" + t),
                            Arrays.stream(pair[t - 1])
                                    .flatMapToDouble(Arrays::stream)
                                    .toArray());
                }
            }
            return builder.build();
        }

        Evidence evidence(FactorGraph graph) {
            Evidence.Builder builder = graph.evidence();
            for (int t = 0; t < states.length; t++) {
                builder.likelihood("x" + t, evidence[t]);
            }
            return builder.build();
        }

        /** α_t(i), all that lies before t and t itself, scaled. */
        double[][] forward() {
            double[][] alpha = new double[states.length][];
            for (int t = 0; t < states.length; t++) {
                alpha[t] = new double[states[t]];
                for (int j = 0; j < states[t]; j++) {
                    double before = t == 0 ? 1 : 0;
                    for (int i = 0; t > 0 && i < states[t - 1]; i++) {
                        before += alpha[t - 1][i] * pair[t - 1][i][j];
                    }
                    alpha[t][j] = before * single[t][j] * evidence[t][j];
                }
                scale(alpha[t]);
            }
            return alpha;
        }

        double[][] smoothed() {
            double[][] posterior = forward();
            double[] beta = ones(states[states.length - 1]);
            for (int t = states.length - 1; t >= 0; t--) {
                for (int i = 0; i < states[t]; i++) {
                    posterior[t][i] *= beta[i];
                }
                scale(posterior[t]);
                double[] next = t == 0 ? new double[0] : new double[states[t - 1]];
                for (int i = 0; i < next.length; i++) {
                    for (int j = 0; j < states[t]; j++) {
                        next[i] += pair[t - 1][i][j] * single[t][j] * evidence[t][j] * beta[j];
                    }
                }
                scale(next);
                beta = next;
            }
            return posterior;
        }

        private static void scale(double[] row) {
            double sum = Arrays.stream(row).sum();
            for (int i = 0; i < row.length; i++) {
                row[i] /= sum;
            }
        }

        boolean isPossible() {
            return Arrays.stream(forward()[states.length - 1]).allMatch(Double::isFinite);
        }
    }

    private static double distance(Marginals actual, double[][] expected) {
        double worst = 0;
        for (int t = 0; t < expected.length; t++) {
            for (int s = 0; s < expected[t].length; s++) {
                worst = Math.max(worst, Math.abs(actual.probability("x" + t, "s" + s) - expected[t][s]));
            }
        }
        return worst;
    }

    @Property(tries = 60)
    void smoothedPosteriorsAreThoseOfTheForwardAndBackwardAlgorithm(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int variables) {
        Chain chain = new Chain(new Random(seed), variables);
        FactorGraph graph = chain.graph();
        Evidence evidence = chain.evidence(graph);
        Statistics.label("possible").collect(chain.isPossible());
        if (!chain.isPossible()) {
            assertThat(refuses(() -> BpCompiler.compile(graph, SCAN).infer(evidence)))
                    .isTrue();
            assertThat(refuses(() -> BpCompiler.intermediate(graph, SCAN).infer(evidence)))
                    .isTrue();
            return;
        }
        CompiledModel model = BpCompiler.compile(graph, SCAN);
        Marginals actual = model.infer(evidence);
        assertThat(distance(actual, chain.smoothed())).isLessThan(ROUNDING);
        assertThat(actual.farthestFrom(JunctionTree.run(graph, evidence).marginals())
                        .magnitude())
                .isLessThan(ROUNDING);
        assertThat(model.intermediate().infer(evidence).farthestFrom(actual).magnitude())
                .isLessThan(ROUNDING);
    }

    /** For evidence, or because factors of one variable contradict each other without any. */
    private static boolean refuses(Runnable inference) {
        try {
            inference.run();
            return false;
        } catch (ImpossibleEvidenceException e) {
            return true;
        } catch (CompileException e) {
            return e.getMessage().contains("allow no state of it together");
        }
    }

    @Property(tries = 30)
    void filteredPosteriorsAreThoseOfTheForwardAlgorithm(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int variables) {
        Chain chain = new Chain(new Random(seed), variables);
        Collections.sort(chain.declared);
        FactorGraph graph = chain.graph();
        if (chain.isPossible()) {
            Marginals filtered = BpCompiler.compile(graph, SCAN).filtered(chain.evidence(graph));
            assertThat(distance(filtered, chain.forward())).isLessThan(ROUNDING);
        }
    }

    @Property(tries = 20)
    void forestsOfChainsAreExact(@ForAll long seed, @ForAll @IntRange(min = 2, max = 12) int variables) {
        Random random = new Random(seed);
        Chain chain = new Chain(random, variables);
        for (double[][] table : chain.pair) {
            // A table that says nothing cuts the chain.
            if (random.nextInt(3) == 0) {
                Arrays.stream(table).forEach(row -> Arrays.fill(row, 1));
            }
        }
        FactorGraph graph = chain.graph();
        if (chain.isPossible()) {
            Marginals actual = BpCompiler.compile(graph, SCAN).infer(chain.evidence(graph));
            assertThat(distance(actual, chain.smoothed())).isLessThan(ROUNDING);
        }
    }
}
