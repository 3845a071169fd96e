package org.deciban.transformer.folded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.deciban.transformer.Program;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;

/** The attention weights that folding drops, against the patterns that the dense engine records. */
final class DroppedWeights {
    private DroppedWeights() {}

    /**
     * Requires every weight that is dropped to be exactly 0.0, in each layer of a dense run.
     *
     * @return how many weights were dropped, tied layers counted each time
     */
    static long requireZero(Program program, double[] inputs) {
        KeptWeights kept = KeptWeights.of(program);
        ForwardTrace trace = ForwardTrace.of(point -> point.site() == Site.PATTERN);
        new DenseEngine().prepare(program.transformer()).forward(program.embed(inputs), trace);
        int tokens = program.tokens().rows();
        long dropped = 0;
        for (HookPoint point : trace.points()) {
            double[] pattern = trace.get(point).toRowMajor();
            for (int query : kept.queries(point.layer(), point.head())) {
                int[] keys = kept.keys(point.layer(), point.head(), query);
                for (int key = 0; key < tokens; key++) {
                    if (Arrays.binarySearch(keys, key) < 0) {
                        assertThat(pattern[query * tokens + key])
                                .as("the weight that was dropped at %s, of query %d and key %d", point, query, key)
                                .isEqualTo(0.0);
                        dropped++;
                    }
                }
            }
        }
        return dropped;
    }
}
