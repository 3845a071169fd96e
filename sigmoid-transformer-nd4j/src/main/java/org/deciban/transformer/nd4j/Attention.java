package org.deciban.transformer.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One head over all pairs of tokens, a block of queries after the other.
 *
 * <p>Short runs are taken together, by one batched product of matrices for as many of them as fit in a block: a product of
 * its own costs ND4J about 20 µs whatever its size. Long runs are cut into blocks of queries.
 */
final class Attention {
    /** Scores in a block: 4 MB of float64, which the last cache holds. */
    private static final int BLOCK = 1 << 19;

    /** From here on a run is worth products of its own. */
    private static final int LONG_RUN = 512;

    private static final int MOST_QUERIES = 256;

    private final Stream stream;
    private final Arithmetic arithmetic;
    private final Scratch scratch;
    private final INDArray queries;
    private final INDArray keys;
    private final INDArray values;

    /** The queries, keys and values are the projected stream, shapes {@code [d_k or d_v, runs · tokens]}. */
    Attention(Stream stream, Arithmetic arithmetic, Scratch scratch, INDArray queries, INDArray keys, INDArray values) {
        this.stream = stream;
        this.arithmetic = arithmetic;
        this.scratch = scratch;
        this.queries = queries;
        this.keys = keys;
        this.values = values;
    }

    /** Writes the mixed values to the rows of {@code mixed} from {@code row} on. */
    void mixInto(INDArray mixed, int row, HeadRecording recording) {
        int tokens = stream.tokens();
        if (stream.runs() > 1 && tokens < LONG_RUN) {
            int together = Math.max(1, BLOCK / (tokens * tokens));
            Columns.forEachBlock(stream.runs(), together, arithmetic.inParallel(), runs -> batch(runs, mixed, row));
            return;
        }
        int block = Math.max(1, Math.min(MOST_QUERIES, BLOCK / tokens));
        for (int run = 0; run < stream.runs(); run++) {
            Columns all = new Columns(run * tokens, tokens);
            INDArray keysByToken = all.of(keys).transpose();
            INDArray valuesOfRun = all.of(values);
            Columns.forEachBlock(tokens, block, arithmetic.inParallel(), asked -> {
                Columns of = new Columns(all.from() + asked.from(), asked.count());
                INDArray scores = scratch.take(tokens, of.count());
                INDArray mix = scratch.take(valuesOfRun.rows(), of.count());
                keysByToken.mmuli(of.of(queries), scores);
                recording.scores(scores, asked, arithmetic);
                try (INDArray factors = arithmetic.exponentiate(scores, of.count())) {
                    recording.pattern(scores, factors, asked, arithmetic);
                    valuesOfRun.mmuli(scores, mix);
                    arithmetic.place(mix, of.count(), factors, mixed, row, of.from());
                }
                scratch.release(scores);
                scratch.release(mix);
            });
        }
    }

    private void batch(Columns runs, INDArray mixed, int row) {
        int tokens = stream.tokens();
        Columns of = new Columns(runs.from() * tokens, runs.count() * tokens);
        INDArray scores = scratch.take(tokens, of.count());
        INDArray mix = scratch.take(values.rows(), of.count());
        Nd4j.matmul(perRun(of.of(queries)), perRun(of.of(keys)).permute(0, 2, 1), perRun(scores));
        try (INDArray factors = arithmetic.exponentiate(scores, of.count())) {
            Nd4j.matmul(perRun(scores), perRun(of.of(values)), perRun(mix));
            arithmetic.place(mix, of.count(), factors, mixed, row, of.from());
        }
        scratch.release(scores);
        scratch.release(mix);
    }

    /** The same memory, column by column, as {@code [runs, tokens, rows]}. */
    private INDArray perRun(INDArray columns) {
        int tokens = stream.tokens();
        return columns.transpose().reshape('c', columns.columns() / tokens, tokens, columns.rows());
    }
}
