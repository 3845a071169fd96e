package org.deciban.transformer.folded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Offset;

class ChunksProperties {
    @Property
    void chunksFollowEachOtherAndCostWhatIsWantedAtMostOneIndexMore(
            @ForAll @Size(max = 200) List<@DoubleRange(min = 0.5, max = 100) Double> costs,
            @ForAll @DoubleRange(min = 1, max = 300) double wanted) {
        Chunks chunks = Chunks.of(0, costs.size(), wanted, costs::get);
        int next = 0;
        double all = 0;
        for (int chunk = 0; chunk < chunks.count(); chunk++) {
            assertThat(chunks.from(chunk)).isEqualTo(next);
            double cost = 0;
            for (int i = next; i < chunks.to(chunk); i++) {
                assertThat(cost).isLessThan(wanted);
                cost += costs.get(i);
            }
            next = chunks.to(chunk);
            all += cost;
            assertThat(cost >= wanted || next == costs.size()).isTrue();
        }
        assertThat(next).isEqualTo(costs.size());
        assertThat(chunks.cost()).isCloseTo(all, Offset.offset(1e-9 * (1 + all)));
    }

    @Property
    void groupsOfABatchAreEvenAndHoldAllRuns(@ForAll @IntRange(min = 1, max = 5000) int runs) {
        int size = FoldedRun.evenGroupSize(runs, 64);
        int groups = (runs + size - 1) / size;
        assertThat(size).isBetween(1, 64);
        assertThat(size % 8).isZero();
        assertThat(groups).isLessThanOrEqualTo((runs + 63) / 64 + 3);
    }

    /** Sixteen groups, four of 48, and one group each for two threads. */
    @Example
    void largeBatchesAreSharedEvenlyByTwoAndByFourThreads() {
        assertThat(FoldedRun.evenGroupSize(1024, 64)).isEqualTo(64);
        assertThat(FoldedRun.evenGroupSize(192, 64)).isEqualTo(48);
        assertThat(FoldedRun.evenGroupSize(100, 64)).isEqualTo(56);
    }
}
