package org.deciban.transformer.folded;

import java.util.Arrays;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;

/**
 * The attention weights that folding drops, as a dense forward pass has them.
 *
 * @param count how many there are, tied layers counted each time
 * @param of how many weights the pass has altogether
 * @param largest the largest of those dropped, 0.0 if folding is right
 */
public record DroppedWeights(long count, long of, double largest) {

    /** What folding drops of a program, in the dense pass of a run. */
    public static DroppedWeights of(Program program, double[] inputs) {
        return of(program, program.transformer(), program.embed(inputs));
    }

    /**
     * What folding drops of a program, in a dense pass that may be another.
     *
     * @param transformer of the same shape as that of the program
     * @param tokens as many as those of the program, within the bounds of its inputs or not
     */
    public static DroppedWeights of(Program program, Transformer transformer, Matrix tokens) {
        KeptWeights kept = KeptWeights.of(program);
        ForwardTrace trace = ForwardTrace.of(point -> point.site() == Site.PATTERN);
        new DenseEngine().prepare(transformer).forward(tokens, trace);
        DroppedWeights all = new DroppedWeights(0, 0, 0);
        for (HookPoint point : trace.points()) {
            all = all.and(of(kept, point, trace.get(point)));
        }
        return all;
    }

    private static DroppedWeights of(KeptWeights kept, HookPoint point, Matrix pattern) {
        int tokens = pattern.columns();
        double[] weights = pattern.toRowMajor();
        long count = 0;
        double largest = 0;
        for (int query : kept.queries(point.layer(), point.head())) {
            int[] keys = kept.keys(point.layer(), point.head(), query);
            for (int key = 0; key < tokens; key++) {
                if (Arrays.binarySearch(keys, key) < 0) {
                    largest = Math.max(largest, weights[query * tokens + key]);
                    count++;
                }
            }
        }
        return new DroppedWeights(count, weights.length, largest);
    }

    private DroppedWeights and(DroppedWeights other) {
        return new DroppedWeights(count + other.count, of + other.of, Math.max(largest, other.largest));
    }
}
