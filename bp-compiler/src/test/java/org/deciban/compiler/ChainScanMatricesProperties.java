package org.deciban.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.transformer.Activation;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Subspace;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;

/**
 * What stands in the residual stream of a scan after every level: the product of the transfer matrices of a stretch of the chain, worked
 * out here by plain products of matrices.
 */
class ChainScanMatricesProperties {
    private static final CompilerOptions SCAN = CompilerOptions.exact().withConstruction(Construction.SCAN);

    /** More states than a variable of {@link #chain} has. */
    private static final int STATES = 4;

    /** Weights for longer chains, and variables of more states, than those that are looked at. */
    private static final ModelBounds BOUNDS =
            BpCompiler.intermediate(longest(), SCAN).bounds();

    private static final int LEVELS = 5;

    private static FactorGraph longest() {
        FactorGraph.Builder builder = FactorGraph.builder();
        IntStream.range(0, 16).forEach(v -> builder.variable("x" + v, "a", "b", "c", "d"));
        Random random = new Random(1);
        IntStream.range(1, 16)
                .forEach(v -> builder.factor(
                        List.of("x" + (v - 1), "x" + v),
                        random.doubles(16, 0.1, 1).toArray()));
        return builder.build();
    }

    /** {@code pair[t]}, shape {@code [STATES, STATES]}, between t and t + 1; {@code evidence[t]}; zeros where there is no state. */
    private record Chain(int[] states, double[][][] pair, double[][] evidence) {
        static Chain draw(Random random, int variables) {
            int[] states = random.ints(variables, 2, STATES).toArray();
            double[][][] pair = new double[variables - 1][STATES][STATES];
            double[][] evidence = new double[variables][STATES];
            for (int t = 0; t < variables; t++) {
                for (int i = 0; i < states[t]; i++) {
                    evidence[t][i] = random.nextInt(6) == 0 ? 0 : random.nextDouble(0.1, 1);
                    for (int j = 0; t + 1 < variables && j < states[t + 1]; j++) {
                        pair[t][i][j] = random.nextInt(4) == 0 ? 0 : random.nextDouble(0.1, 1);
                    }
                }
            }
            return new Chain(states, pair, evidence);
        }

        int length() {
            return states.length;
        }

        boolean isOfSomething() {
            return Arrays.stream(pair).allMatch(table -> sum(table) > 0)
                    && Arrays.stream(evidence)
                            .allMatch(row -> Arrays.stream(row).sum() > 0);
        }

        FactorGraph graph() {
            FactorGraph.Builder builder = FactorGraph.builder();
            for (int t = 0; t < length(); t++) {
                builder.variable(
                        "x" + t,
                        IntStream.range(0, states[t]).mapToObj(s -> "s" + s).toArray(String[]::new));
            }
            for (int t = 0; t + 1 < length(); t++) {
                int columns = states[t + 1];
                builder.factor(
                        List.of("x" + t, "x" + (t + 1)),
                        Arrays.stream(pair[t])
                                .limit(states[t])
                                .flatMapToDouble(row -> Arrays.stream(row, 0, columns))
                                .toArray());
            }
            return builder.build();
        }

        Evidence evidenceOn(FactorGraph graph) {
            Evidence.Builder builder = graph.evidence();
            IntStream.range(0, length())
                    .forEach(t -> builder.likelihood("x" + t, Arrays.copyOf(evidence[t], states[t])));
            return builder.build();
        }

        /** {@code diag(e_a) F_a … diag(e_{t−1}) F_{t−1}}, which comes into t from the side before it. */
        double[][] forward(int target, int factors) {
            int first = Math.max(0, target - factors);
            double[][] product = times(diagonal(evidence[first]), pair[first]);
            for (int t = first + 1; t < target; t++) {
                product = times(product, times(diagonal(evidence[t]), pair[t]));
            }
            return product;
        }

        /** {@code diag(e_b) F_{b−1}ᵀ … diag(e_{t+1}) F_tᵀ}, which comes into t from the side behind it. */
        double[][] backward(int target, int factors) {
            int first = Math.min(length() - 1, target + factors);
            double[][] product = times(diagonal(evidence[first]), transposed(pair[first - 1]));
            for (int t = first - 1; t > target; t--) {
                product = times(product, times(diagonal(evidence[t]), transposed(pair[t - 1])));
            }
            return product;
        }
    }

    private static double[][] diagonal(double[] entries) {
        double[][] matrix = new double[STATES][STATES];
        IntStream.range(0, STATES).forEach(i -> matrix[i][i] = entries[i]);
        return matrix;
    }

    private static double[][] transposed(double[][] a) {
        double[][] matrix = new double[STATES][STATES];
        IntStream.range(0, STATES * STATES)
                .forEach(at -> matrix[at % STATES][at / STATES] = a[at / STATES][at % STATES]);
        return matrix;
    }

    private static double[][] times(double[][] a, double[][] b) {
        double[][] matrix = new double[STATES][STATES];
        for (int i = 0; i < STATES; i++) {
            for (int j = 0; j < STATES; j++) {
                for (int k = 0; k < STATES; k++) {
                    matrix[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return matrix;
    }

    private static double sum(double[][] matrix) {
        return Arrays.stream(matrix).flatMapToDouble(Arrays::stream).sum();
    }

    @Property(tries = 40)
    void afterLevelLAMessageTokenHoldsTheProductOfTwoToTheLFactors(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 12) int variables) {
        Chain chain = Chain.draw(new Random(seed), variables);
        Assume.that(chain.isOfSomething());
        FactorGraph graph = chain.graph();
        CompiledModel model = BpCompiler.compile(graph, SCAN.withBounds(BOUNDS));
        // A table that says nothing is dropped, and the chain cut.
        Assume.that(model.intermediate().cost().factors() == variables - 1);
        assertThat(model.transformer().layers()).hasSize(2 * LEVELS + 1);
        ForwardTrace trace = model.trace(chain.evidenceOn(graph), point -> point.site() == Site.RESID_POST);
        ResidualLayout layout = model.transformer().layout();
        for (int level = 0; level < LEVELS; level++) {
            Matrix residual = trace.get(HookPoint.residual(2 * level + 1, Site.RESID_POST));
            for (int t = 0; t + 1 < variables; t++) {
                int into = 1 + variables + 2 * t;
                assertHolds(residual, into, layout, chain.backward(t, 1 << level));
                assertHolds(residual, into + 1, layout, chain.forward(t + 1, 1 << level));
            }
        }
    }

    /** The logarithms of a matrix and, in a row K more, of its sums over the rows, up to a constant; marks where there are none. */
    private static void assertHolds(Matrix residual, int token, ResidualLayout layout, double[][] expected) {
        Subspace message = layout.subspace("message");
        Subspace impossible = layout.subspace("impossible");
        double total = 0;
        double[][] found = new double[STATES + 1][STATES];
        for (int i = 0; i <= STATES; i++) {
            for (int j = 0; j < STATES; j++) {
                int entry = i * STATES + j;
                boolean marked = residual.get(token, impossible.at(entry)) != 0;
                if (marked) {
                    assertThat(residual.get(token, impossible.at(entry))).isEqualTo(Activation.LOG_FLOOR);
                }
                found[i][j] = marked ? 0 : Math.exp(residual.get(token, message.at(entry)));
                total += i < STATES ? found[i][j] : 0;
            }
        }
        double scale = sum(expected) == 0 ? 0 : total / sum(expected);
        for (int j = 0; j < STATES; j++) {
            double column = 0;
            for (int i = 0; i < STATES; i++) {
                assertEntry(found[i][j], scale * expected[i][j]);
                column += scale * expected[i][j];
            }
            assertEntry(found[STATES][j], column);
        }
    }

    private static void assertEntry(double found, double expected) {
        assertThat(found == 0).isEqualTo(expected == 0);
        assertThat(found).isCloseTo(expected, within(1e-13 * expected));
    }
}
