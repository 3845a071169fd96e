package org.deciban.transformer.nd4j;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A range of columns of a matrix that is stored column by column.
 *
 * @param from the first
 * @param count how many
 */
record Columns(int from, int count) {
    /** Calls the task for all of {@code [0, total)}, in blocks of at most {@code size} whose sizes differ by at most one. */
    static void forEachBlock(int total, int size, boolean parallel, java.util.function.Consumer<Columns> task) {
        int blocks = (int) ((total + (long) size - 1) / size);
        IntConsumer one = block -> {
            int from = (int) ((long) total * block / blocks);
            task.accept(new Columns(from, (int) ((long) total * (block + 1) / blocks) - from));
        };
        IntStream range = IntStream.range(0, blocks);
        (parallel ? range.parallel() : range).forEach(one);
    }

    /** These columns of a matrix, as a view unless they are all. */
    INDArray of(INDArray matrix) {
        return count == matrix.columns()
                ? matrix
                : matrix.get(NDArrayIndex.all(), NDArrayIndex.interval(from, from + count));
    }

    /** The first columns of a matrix, as a view unless they are all. */
    static INDArray first(INDArray matrix, int count) {
        return new Columns(0, count).of(matrix);
    }
}
