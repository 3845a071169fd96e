package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class EdgeQueueProperties {
    /** Priorities of few values, so that equal ones are frequent. */
    @Property
    void onTopIsAnEdgeOfTheLargestPriorityAfterEveryChange(
            @ForAll @IntRange(min = 1, max = 40) int edges, @ForAll long seed) {
        Random random = new Random(seed);
        EdgeQueue queue = new EdgeQueue(edges);
        double[] priorities = new double[edges];
        assertThat(queue.topPriority()).isZero();
        for (int change = 0; change < 100; change++) {
            int edge = random.nextInt(edges);
            priorities[edge] = random.nextInt(30) / 10.0;
            queue.setPriority(edge, priorities[edge]);
            assertThat(queue.topPriority())
                    .isEqualTo(Arrays.stream(priorities).max().orElseThrow());
            assertThat(priorities[queue.top()]).isEqualTo(queue.topPriority());
        }
    }

    /** As it would be if every edge were sent once: the order is that of the priorities. */
    @Property
    void edgesComeInTheOrderOfTheirPriorities(@ForAll @IntRange(min = 1, max = 40) int edges, @ForAll long seed) {
        double[] priorities = new Random(seed).doubles(edges, 1, 2).toArray();
        EdgeQueue queue = new EdgeQueue(edges);
        for (int edge = 0; edge < edges; edge++) {
            queue.setPriority(edge, priorities[edge]);
        }
        double[] inOrder = new double[edges];
        for (int place = edges - 1; place >= 0; place--) {
            inOrder[place] = queue.topPriority();
            queue.setPriority(queue.top(), 0);
        }
        assertThat(inOrder).isEqualTo(Arrays.stream(priorities).sorted().toArray());
        assertThat(queue.topPriority()).isZero();
    }
}
