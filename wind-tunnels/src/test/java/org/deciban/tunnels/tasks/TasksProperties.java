package org.deciban.tunnels.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.TokenSequence;

/** Posteriors against the enumeration of all hypotheses, and labels against posteriors. */
class TasksProperties {
    /** All bijections of so many values: entry k is the value of key k. */
    private static List<int[]> bijections(int values) {
        List<int[]> all = new ArrayList<>();
        extend(new int[values], 0, all);
        return all;
    }

    private static void extend(int[] start, int next, List<int[]> all) {
        if (next == start.length) {
            all.add(start.clone());
            return;
        }
        for (int value = 0; value < start.length; value++) {
            boolean used = false;
            for (int k = 0; k < next; k++) {
                used |= start[k] == value;
            }
            if (!used) {
                start[next] = value;
                extend(start, next + 1, all);
            }
        }
    }

    private static void assertClose(double[][] actual, double[][] expected) {
        for (int p = 0; p < expected.length; p++) {
            assertThat(actual[p]).hasSameSizeAs(expected[p]);
            for (int s = 0; s < expected[p].length; s++) {
                assertThat(Math.abs(actual[p][s] - expected[p][s])).isLessThan(1e-14);
            }
        }
    }

    private static void normalise(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
    }

    @Property(tries = 100)
    void theBijectionsThatFitThePairsAgreeWithThePosterior(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 5) int values, @ForAll boolean again) {
        Bijection task = new Bijection(values, values, again ? 0.4 : 0);
        LabelledSequence sequence = task.draw(new Random(seed));
        int[] tokens = sequence.tokens().symbols();
        int[] positions = sequence.positions();
        double[][] expected = new double[positions.length][values];
        for (int p = 0; p < positions.length; p++) {
            for (int[] bijection : bijections(values)) {
                boolean fits = true;
                for (int at = 0; at < positions[p]; at += 2) {
                    fits &= tokens[at + 1] == values + bijection[tokens[at]];
                }
                expected[p][bijection[tokens[positions[p]]]] += fits ? 1 : 0;
            }
            normalise(expected[p]);
        }
        assertClose(task.posterior(sequence.tokens(), positions), expected);
    }

    @Property(tries = 100)
    void thePathsOfHiddenStatesAgreeWithThePosterior(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 3) int states,
            @ForAll @IntRange(min = 2, max = 4) int symbols,
            @ForAll @IntRange(min = 1, max = 5) int steps) {
        HmmFiltering task = new HmmFiltering(states, symbols, 8, steps);
        LabelledSequence sequence = task.draw(new Random(seed));
        double[][] expected = new double[steps][states];
        int[] observed = task.observations(sequence.tokens());
        double[][] transition = task.transition(sequence.tokens());
        double[][] emission = task.emission(sequence.tokens());
        for (int last = 0; last < steps; last++) {
            int paths = (int) Math.round(Math.pow(states, last + 1));
            for (int path = 0; path < paths; path++) {
                double weight = 1;
                int code = path;
                int before = -1;
                for (int step = 0; step <= last; step++) {
                    int state = code % states;
                    code /= states;
                    weight *= emission[state][observed[step]] * (before < 0 ? 1 : transition[before][state]);
                    before = state;
                }
                expected[last][before] += weight;
            }
            normalise(expected[last]);
        }
        assertClose(task.posterior(sequence.tokens(), sequence.positions()), expected);
    }

    @Property(tries = 100)
    void theDictionariesThatFitThePairsAgreeWithThePosterior(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int pairs, @ForAll @IntRange(max = 6) int filler) {
        int vocabulary = 4;
        AssociativeRecall task = new AssociativeRecall(vocabulary, pairs, pairs, filler);
        LabelledSequence sequence = task.draw(new Random(seed));
        int[] tokens = sequence.tokens().symbols();
        double[][] expected = new double[pairs][vocabulary];
        for (int dictionary = 0; dictionary < 256; dictionary++) {
            boolean fits = true;
            for (int at = 0; at + 1 < tokens.length; at++) {
                int key = tokens[at] - 1;
                int value = tokens[at + 1] - 1 - vocabulary;
                fits &= value < 0 || (dictionary >> 2 * key & 3) == value;
            }
            for (int p = 0; p < pairs && fits; p++) {
                int key = tokens[sequence.positions()[p]] - 1;
                expected[p][dictionary >> 2 * key & 3]++;
            }
        }
        for (double[] row : expected) {
            normalise(row);
        }
        assertClose(task.posterior(sequence.tokens(), sequence.positions()), expected);
    }

    @Property(tries = 50)
    void theRowsOfTheTableAgreeWithThePosterior(@ForAll long seed) {
        TwoVariables task = new TwoVariables();
        TokenSequence tokens = task.draw(new Random(seed)).tokens();
        double[] row = tokens.row(0);
        double[][] expected = new double[2][2];
        for (int a = 0; a < 2; a++) {
            for (int b = 0; b < 2; b++) {
                expected[0][a] += row[1 + 2 * a + b];
                expected[1][b] += row[1 + 2 * a + b];
            }
        }
        normalise(expected[0]);
        normalise(expected[1]);
        assertClose(task.posterior(tokens, new int[] {0, 1}), expected);
    }

    /** Over many sequences the outcomes come as often as the posteriors say, by the bound of Hoeffding and Azuma. */
    @Property(tries = 4)
    void labelsAreDistributedByThePosterior(@ForAll long seed) {
        int sequences = 2000;
        for (AnalyticTask task : List.of(
                new Bijection(4, 4, 0.3),
                new HmmFiltering(3, 3, 16, 4),
                new AssociativeRecall(4, 3, 2, 2),
                new TwoVariables())) {
            Random random = new Random(seed);
            int outcomes = task.outcomes().size();
            int asked = task.draw(new Random(0)).positions().length;
            double[][] surplus = new double[asked][outcomes];
            double confident = 0;
            for (int i = 0; i < sequences; i++) {
                LabelledSequence sequence = task.draw(random);
                double[][] posterior = task.posterior(sequence.tokens(), sequence.positions());
                for (int p = 0; p < asked; p++) {
                    int best = 0;
                    for (int s = 0; s < outcomes; s++) {
                        surplus[p][s] += (sequence.labels()[p] == s ? 1 : 0) - posterior[p][s];
                        best = posterior[p][s] > posterior[p][best] ? s : best;
                    }
                    // Labels that did not depend on the tokens would pass the sum above, not this.
                    confident += (sequence.labels()[p] == best ? 1 : 0) - posterior[p][best];
                }
            }
            // Each has probability below 1e-9 of being farther off.
            double bound = Math.sqrt(2 * sequences * Math.log(2e9));
            for (double[] row : surplus) {
                for (double sum : row) {
                    assertThat(Math.abs(sum)).isLessThan(bound);
                }
            }
            assertThat(Math.abs(confident)).isLessThan(asked * bound);
        }
    }
}
