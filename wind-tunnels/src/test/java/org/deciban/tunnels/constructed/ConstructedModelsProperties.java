package org.deciban.tunnels.constructed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.tasks.AssociativeRecall;
import org.deciban.tunnels.tasks.Bijection;
import org.deciban.tunnels.tasks.HmmFiltering;
import org.deciban.tunnels.tasks.TwoVariables;

/** Random tasks, random sequences: each model is within 1e-12 bits of the posterior at every position. */
class ConstructedModelsProperties {
    @Property(tries = 60)
    void theBijectionIsExact(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 20) int values,
            @ForAll @IntRange(min = 1, max = 24) int pairs,
            @ForAll @DoubleRange(min = 0, max = 1) double repeats) {
        Bijection task = new Bijection(values, repeats == 0 ? Math.min(pairs, values) : pairs, repeats);
        LabelledSequence sequence = task.draw(new Random(seed));
        assertThat(Bits.worst(task, new ConstructedBijection(task), sequence)).isLessThan(Bits.EXACT);
    }

    @Property(tries = 40)
    void recallIsExact(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 20) int pairs,
            @ForAll @IntRange(min = 0, max = 30) int filler) {
        Random random = new Random(seed);
        AssociativeRecall task =
                new AssociativeRecall(Math.max(2, pairs + random.nextInt(4)), pairs, 1 + random.nextInt(pairs), filler);
        LabelledSequence sequence = task.draw(random);
        assertThat(Bits.worst(task, new ConstructedRecall(task), sequence)).isLessThan(Bits.EXACT);
    }

    @Property(tries = 25)
    void bothHmmsAreExact(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 5) int states,
            @ForAll @IntRange(min = 2, max = 5) int symbols,
            @ForAll @IntRange(min = 1, max = 25) int steps) {
        Random random = new Random(seed);
        HmmFiltering task = new HmmFiltering(states, symbols, 1 << random.nextInt(7), steps);
        LabelledSequence sequence = task.draw(random);
        assertThat(Bits.worst(task, ConstructedHmm.scan(task), sequence)).isLessThan(Bits.EXACT);
        assertThat(Bits.worst(task, ConstructedHmm.deep(task), sequence)).isLessThan(Bits.EXACT);
    }

    @Property(tries = 40)
    void twoVariablesAreExact(@ForAll long seed) {
        TwoVariables task = new TwoVariables();
        LabelledSequence sequence = task.draw(new Random(seed));
        assertThat(Bits.worst(task, new ConstructedTwoVariables(), sequence)).isLessThan(Bits.EXACT);
    }
}
