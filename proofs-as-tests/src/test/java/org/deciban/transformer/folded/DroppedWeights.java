package org.deciban.transformer.folded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.deciban.transformer.Program;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;

/**
 * The attention weights that folding drops, against the patterns that the dense engine records. It stands in the package of the
 * folded engine because nothing public names those weights.
 */
public final class DroppedWeights {
    private DroppedWeights() {}

    /**
     * Requires every weight that is dropped to be exactly 0.0, in each layer of a dense run.
     *
     * @return how many weights were dropped, tied layers counted each time
     */
    public static long requireZero(Program program, double[] inputs) {
        Fold fold = Fold.of(program);
        ForwardTrace trace = ForwardTrace.of(point -> point.site() == Site.PATTERN);
        new DenseEngine().prepare(program.transformer()).forward(program.embed(inputs), trace);
        long dropped = 0;
        List<Integer> order = fold.schedule().order();
        for (int place = 0; place < order.size(); place++) {
            LayerFold layer = fold.folds().get(order.get(place));
            for (int h = 0; h < layer.layer.heads().size(); h++) {
                if (layer.freeHead(h) != null) {
                    continue;
                }
                double[] pattern =
                        trace.get(new HookPoint(place, h, Site.PATTERN)).toRowMajor();
                for (int query : asked(layer, h, program.tokens().rows())) {
                    dropped += requireZero(
                            pattern,
                            query,
                            kept(layer, h, query),
                            program.tokens().rows(),
                            place,
                            h);
                }
            }
        }
        return dropped;
    }

    /** The tokens of whose rows something is dropped: all for constant heads, else those whose outputs are read. */
    private static Iterable<Integer> asked(LayerFold layer, int head, int tokens) {
        TreeSet<Integer> asked = new TreeSet<>();
        if (layer.head(head).scores().isConstant()) {
            for (int t = 0; t < tokens; t++) {
                asked.add(t);
            }
        } else {
            layer.queries.stream().filter(q -> q.head() == head).forEach(q -> asked.add(q.token()));
        }
        return asked;
    }

    private static int[] kept(LayerFold layer, int head, int query) {
        FoldedHead folded = layer.head(head);
        return folded.scores().isConstant() ? folded.rowAt(folded.row(query)).tokens() : layer.candidates(head, query);
    }

    private static long requireZero(double[] pattern, int query, int[] kept, int tokens, int layer, int head) {
        for (int key = 0; key < tokens; key++) {
            if (Arrays.binarySearch(kept, key) < 0) {
                assertThat(pattern[query * tokens + key])
                        .as(
                                "the weight that was dropped in layer %d, head %d, of query %d and key %d",
                                layer, head, query, key)
                        .isEqualTo(0.0);
            }
        }
        return tokens - kept.length;
    }
}
