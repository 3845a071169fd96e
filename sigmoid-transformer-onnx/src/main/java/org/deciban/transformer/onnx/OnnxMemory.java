package org.deciban.transformer.onnx;

import org.deciban.transformer.io.OnnxBudgetException;
import org.deciban.transformer.io.OnnxType;

/** What runs take beside the weights, and how many fit. */
final class OnnxMemory {
    /** Inputs take less than 1/16 of a run, and must fit in a buffer. */
    private static final long MOST_AT_ONCE = 1L << 34;

    private OnnxMemory() {}

    /**
     * The runs that fit in a budget at once.
     *
     * <p>ONNX Runtime computes one head after the other and frees what is used up, so scores, pattern and one more array of
     * {@code tokens²} bound it, with a few residual streams. (Measured on 2,654 tokens of 192 dimensions: 2.75 · tokens² numbers a
     * run.)
     *
     * @throws OnnxBudgetException if not even one does
     */
    static int mostRuns(long tokens, long dimensions, OnnxType type, long budget) {
        double perRun = (3.0 * tokens * tokens + 16.0 * tokens * dimensions) * type.bytes();
        if (perRun > budget) {
            throw new OnnxBudgetException(
                    "a run over " + tokens + " tokens, which scores every pair of them in " + type + ",",
                    (long) perRun,
                    budget,
                    "Maybe run it on the folded engine?");
        }
        return (int) Math.max(1, Math.min(budget, MOST_AT_ONCE) / perRun);
    }
}
