package org.deciban.compiler.internal.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages worked out by hand; a belief is compared with weights up to their scale. */
class RowInterpreterTest {
    private static final double NO = Double.NEGATIVE_INFINITY;

    private static RowFactorGraph graph(int[] cardinalities, RowFactor... factors) {
        List<RowVariable> variables = Arrays.stream(cardinalities)
                .mapToObj(k -> new RowVariable("v", k))
                .toList();
        return new RowFactorGraph(variables, List.of(factors));
    }

    /** A factor over two variables of two states: weights of (0,0), (0,1), (1,0), (1,1), zeros without a row. */
    private static RowFactor pair(int first, int second, double... table) {
        int rows = (int) Arrays.stream(table).filter(weight -> weight > 0).count();
        int[] states = new int[2 * rows];
        double[] logs = new double[rows];
        for (int i = 0, row = 0; i < 4; i++) {
            if (table[i] > 0) {
                states[2 * row] = i / 2;
                states[2 * row + 1] = i % 2;
                logs[row++] = Math.log(table[i]);
            }
        }
        return new RowFactor("f", new int[] {first, second}, states, logs);
    }

    private static List<double[][]> run(RowFactorGraph graph, double[][] logEvidence, int rounds) {
        return RowInterpreter.logBeliefsAfterEachRound(graph, logEvidence, rounds, 0);
    }

    private static double[] ln(double... likelihood) {
        return Arrays.stream(likelihood).map(Math::log).toArray();
    }

    private static void assertBelief(double[] logBelief, double... weights) {
        double[] belief = Arrays.stream(logBelief).map(Math::exp).toArray();
        double sum = Arrays.stream(belief).sum();
        double total = Arrays.stream(weights).sum();
        for (int s = 0; s < weights.length; s++) {
            if (weights[s] == 0) {
                assertThat(logBelief[s]).isEqualTo(NO);
            }
            assertThat(belief[s] / sum).isCloseTo(weights[s] / total, within(1e-15));
        }
    }

    @Test
    void twoVariables() {
        RowFactorGraph graph = graph(new int[] {2, 2}, pair(0, 1, 1, 2, 3, 0));
        List<double[][]> rounds = run(graph, new double[][] {ln(0.5, 1), ln(1, 1)}, 2);
        assertThat(rounds).hasSize(3);
        assertBelief(rounds.get(0)[0], 0.5, 1);
        assertBelief(rounds.get(0)[1], 1, 1);
        for (int round = 1; round <= 2; round++) {
            // To x: (1 + 2, 3 + 0). To y: (0.5·1 + 1·3, 0.5·2 + 1·0).
            assertBelief(rounds.get(round)[0], 0.5 * 3, 1 * 3);
            assertBelief(rounds.get(round)[1], 3.5, 1);
        }
    }

    @Test
    void aZeroOfATableIsAZeroOfTheMessage() {
        RowFactorGraph graph = graph(new int[] {2, 2}, pair(0, 1, 1, 2, 3, 0));
        List<double[][]> rounds = run(graph, new double[][] {ln(1, 1), {NO, 0}}, 1);
        // Given y = 1 only the row (0, 1) is left.
        assertBelief(rounds.get(1)[0], 1, 0);
        assertBelief(rounds.get(1)[1], 0, 1);
    }

    @Test
    void impossibleEvidenceLeavesNoState() {
        RowFactorGraph graph = graph(new int[] {2, 2}, pair(0, 1, 1, 2, 3, 0));
        List<double[][]> rounds = run(graph, new double[][] {{NO, 0}, {NO, 0}}, 3);
        for (int round = 1; round <= 3; round++) {
            assertThat(rounds.get(round)[0]).containsExactly(NO, NO);
            assertThat(rounds.get(round)[1]).containsExactly(NO, NO);
        }
    }

    @Test
    void aStateWithoutARowIsImpossible() {
        RowFactor unary = new RowFactor("f", new int[] {0}, new int[] {2, 0}, new double[] {Math.log(3), 0});
        List<double[][]> rounds = run(graph(new int[] {3}, unary), new double[][] {ln(1, 1, 1)}, 1);
        assertBelief(rounds.get(1)[0], 1, 0, 3);
    }

    @Test
    void aChainOfThreeVariables() {
        // f(x, y) and g(y, z), with x observed to be 0.
        RowFactorGraph graph = graph(new int[] {2, 2, 2}, pair(0, 1, 1, 2, 3, 4), pair(1, 2, 5, 1, 0, 2));
        List<double[][]> rounds = run(graph, new double[][] {{0, NO}, ln(1, 1), ln(1, 1)}, 3);
        // Round 1: f → y (1, 2), g → y (5 + 1, 0 + 2), g → z (5 + 0, 1 + 2), blind to x.
        assertBelief(rounds.get(1)[0], 1, 0);
        assertBelief(rounds.get(1)[1], 1 * 6, 2 * 2);
        assertBelief(rounds.get(1)[2], 5, 3);
        // From round 2: g → z (1·5 + 2·0, 1·1 + 2·2), the exact posterior.
        for (int round = 2; round <= 3; round++) {
            assertBelief(rounds.get(round)[0], 1, 0);
            assertBelief(rounds.get(round)[1], 6, 4);
            assertBelief(rounds.get(round)[2], 5, 5);
        }
    }

    @Test
    void aFactorOfThreeVariables() {
        // h(x, y, z): (0,0,0) 1, (0,1,1) 2, (1,1,0) 3, (1,2,1) 4; y has three states; soft evidence on x and z.
        RowFactor factor =
                new RowFactor("h", new int[] {0, 1, 2}, new int[] {0, 0, 0, 0, 1, 1, 1, 1, 0, 1, 2, 1}, ln(1, 2, 3, 4));
        List<double[][]> rounds =
                run(graph(new int[] {2, 3, 2}, factor), new double[][] {ln(1, 0.5), ln(1, 1, 1), ln(0.2, 1)}, 1);
        assertBelief(rounds.get(1)[0], 1 * (1 * 0.2 + 2 * 1), 0.5 * (3 * 0.2 + 4 * 1));
        assertBelief(rounds.get(1)[1], 1 * 1 * 0.2, 2 * 1 * 1 + 3 * 0.5 * 0.2, 4 * 0.5 * 1);
        assertBelief(rounds.get(1)[2], 0.2 * (1 * 1 + 3 * 0.5), 1 * (2 * 1 + 4 * 0.5));
    }

    @Test
    void aCycleOfTwoFactors() {
        RowFactorGraph graph = graph(new int[] {2, 2}, pair(0, 1, 1, 2, 3, 4), pair(0, 1, 2, 1, 1, 2));
        List<double[][]> rounds = run(graph, new double[][] {ln(1, 1), ln(1, 1)}, 3);
        // f → x (3, 7), g → x (3, 3), f → y (4, 6), g → y (3, 3)
        assertBelief(rounds.get(1)[0], 9, 21);
        assertBelief(rounds.get(1)[1], 12, 18);
        // f → x (3, 7), g → x (2·4 + 1·6, 1·4 + 2·6), f → y (4, 6), g → y (2·3 + 1·7, 1·3 + 2·7)
        assertBelief(rounds.get(2)[0], 3 * 14, 7 * 16);
        assertBelief(rounds.get(2)[1], 4 * 13, 6 * 17);
        // f → x (13 + 2·17, 3·13 + 4·17), g → x (14, 16), f → y (14 + 3·16, 2·14 + 4·16), g → y (13, 17)
        assertBelief(rounds.get(3)[0], 47 * 14, 107 * 16);
        assertBelief(rounds.get(3)[1], 62 * 13, 92 * 17);
    }

    @Test
    void aDampedMessageIsTheWeightedGeometricMeanOfOldAndNew() {
        // Undamped, f → y is (3.5, 1) in every round; the first old message is (1, 1).
        RowFactorGraph graph = graph(new int[] {2, 2}, pair(0, 1, 1, 2, 3, 0));
        List<double[][]> rounds =
                RowInterpreter.logBeliefsAfterEachRound(graph, new double[][] {ln(0.5, 1), ln(1, 1)}, 2, 0.25);
        assertBelief(rounds.get(1)[1], Math.pow(3.5, 0.75), 1);
        assertBelief(rounds.get(2)[1], Math.pow(3.5, 0.75 + 0.25 * 0.75), 1);
    }

    @Test
    void dampingKeepsAZeroAZero() {
        RowFactorGraph graph = graph(new int[] {2, 2}, pair(0, 1, 1, 2, 3, 0));
        List<double[][]> rounds =
                RowInterpreter.logBeliefsAfterEachRound(graph, new double[][] {ln(1, 1), {NO, 0}}, 2, 0.9);
        assertBelief(rounds.get(1)[0], 1, 0);
        assertBelief(rounds.get(2)[0], 1, 0);
    }

    @Test
    void potentialsBeyondTheRangeOfDoublesKeepTheirRatios() {
        // Weights e^−5000 · (1, 2) and e^+5000 · (3, 1), with e^±5000 outside of float64.
        RowFactor low =
                new RowFactor("low", new int[] {0}, new int[] {0, 1}, new double[] {-5000, -5000 + Math.log(2)});
        RowFactor high =
                new RowFactor("high", new int[] {0}, new int[] {0, 1}, new double[] {5000 + Math.log(3), 5000});
        List<double[][]> rounds = run(graph(new int[] {2}, low, high), new double[][] {ln(1, 1)}, 1);
        double[] belief = rounds.get(1)[0];
        assertThat(belief[0] - belief[1]).isCloseTo(Math.log(1.5), within(1e-11));
    }
}
