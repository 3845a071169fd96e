package org.deciban.tunnels.ablations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.tasks.AssociativeRecall;
import org.deciban.tunnels.tasks.Bijection;
import org.deciban.tunnels.tasks.HmmFiltering;

/** The exact posterior takes the new names along: it is computed from the renamed tokens by the task, which knows no names. */
class LabelPermutationProperties {
    @Property(tries = 200)
    void ofABijection(@ForAll @IntRange(min = 2, max = 9) int values, @ForAll long seed) {
        check(new Bijection(values, values, 0.3), seed);
    }

    @Property(tries = 200)
    void ofAHiddenMarkovModel(
            @ForAll @IntRange(min = 2, max = 5) int states,
            @ForAll @IntRange(min = 2, max = 6) int symbols,
            @ForAll long seed) {
        check(new HmmFiltering(states, symbols, 16, 8), seed);
    }

    @Property(tries = 100)
    void ofRecall(@ForAll @IntRange(min = 2, max = 9) int vocabulary, @ForAll long seed) {
        check(new AssociativeRecall(vocabulary, vocabulary, 1, 3), seed);
    }

    private static void check(AnalyticTask task, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        LabelledSequence sequence = task.draw(random);
        LabelPermutation permutation = LabelPermutation.draw(task, random).orElseThrow();
        double[][] exact = task.posterior(sequence.tokens(), sequence.positions());
        double[][] renamed = task.posterior(permutation.renamed(sequence.tokens()), sequence.positions());
        for (int position = 0; position < exact.length; position++) {
            assertThat(permutation.back(renamed[position])).containsExactly(exact[position], within(1e-12));
            double[] sorted = exact[position].clone();
            double[] sortedRenamed = renamed[position].clone();
            Arrays.sort(sorted);
            Arrays.sort(sortedRenamed);
            assertThat(sortedRenamed).containsExactly(sorted, within(1e-12));
        }
    }

    /** With enough names some change: a permutation that is never anything but the identity would be none. */
    @Property(tries = 50)
    void namesChange(@ForAll long seed) {
        Bijection task = new Bijection(20, 19, 0);
        SplittableRandom random = new SplittableRandom(seed);
        LabelledSequence sequence = task.draw(random);
        LabelPermutation permutation = LabelPermutation.draw(task, random).orElseThrow();
        assertThat(permutation.renamed(sequence.tokens())).isNotEqualTo(sequence.tokens());
    }
}
