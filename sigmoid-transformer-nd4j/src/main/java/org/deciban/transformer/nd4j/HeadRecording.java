package org.deciban.transformer.nd4j;

import org.deciban.transformer.Matrix;
import org.deciban.transformer.trace.ForwardObserver;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The scores and the pattern of a head, as far as an observer wants them. */
final class HeadRecording {
    private final String head;
    private final int tokens;
    private final HookPoint scoresPoint;
    private final HookPoint patternPoint;
    private final double @Nullable [] scores;
    private final double @Nullable [] pattern;

    HeadRecording(ForwardObserver observer, int layer, int index, String head, int tokens) {
        this.head = head;
        this.tokens = tokens;
        this.scoresPoint = new HookPoint(layer, index, Site.SCORES);
        this.patternPoint = new HookPoint(layer, index, Site.PATTERN);
        this.scores = observer.wants(scoresPoint) ? new double[Math.multiplyExact(tokens, tokens)] : null;
        this.pattern = observer.wants(patternPoint) ? new double[Math.multiplyExact(tokens, tokens)] : null;
    }

    /** Keeps a block of scores, shape {@code [keys, queries]}. */
    void scores(INDArray block, Columns queries, Arithmetic arithmetic) {
        if (scores != null) {
            double[] entries = arithmetic.read(block, 0, queries.count() * tokens);
            System.arraycopy(entries, 0, scores, queries.from() * tokens, entries.length);
        }
    }

    /** Keeps a block of the pattern, whose columns lack their factors. */
    void pattern(INDArray block, INDArray factors, Columns queries, Arithmetic arithmetic) {
        if (pattern != null) {
            double[] entries = arithmetic.read(block, 0, queries.count() * tokens);
            double[] factor = factors.toDoubleVector();
            for (int i = 0; i < entries.length; i++) {
                pattern[queries.from() * tokens + i] = entries[i] * factor[i / tokens];
            }
        }
    }

    /** @throws ArithmeticException if an entry is not finite, naming layer, head and tokens */
    void show(ForwardObserver observer, Precision precision) {
        show(observer, precision, scoresPoint, scores);
        show(observer, precision, patternPoint, pattern);
    }

    private void show(ForwardObserver observer, Precision precision, HookPoint point, double @Nullable [] entries) {
        if (entries == null) {
            return;
        }
        for (int i = 0; i < entries.length; i++) {
            if (!Double.isFinite(entries[i])) {
                throw new ArithmeticException(point + " of head " + head + " in layer " + point.layer() + " is "
                        + entries[i] + " at query token " + i / tokens + ", key token " + i % tokens
                        + ". Maybe the weights are outside the range of " + precision.numbers() + "?");
            }
        }
        observer.observe(point, Matrix.ofRowMajor(tokens, tokens, entries));
    }
}
