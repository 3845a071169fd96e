package org.deciban.proofs.verify;

import java.util.List;
import java.util.Optional;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;

/** A part of a program that differs from the same part of another program of its shape. */
interface Part {
    /** Which part. */
    Fault.Place place();

    /** The names of the matrices that differ. */
    List<String> weights();

    /**
     * Where the output differs most on the input that the program hands the part.
     *
     * @param stream what the program hands its layers
     * @return empty if the outputs are the same to the bit, or differ by no more than asked for
     */
    Optional<Deviation> deviation(Stream stream, double relative);

    /** The program with this part put right. */
    Program repair(Program program);

    /** The residual stream of a run before the attention and before the feed-forward of each layer. */
    interface Stream {
        /** Shape {@code [tokens, d]}. */
        Matrix beforeHeads(int layer);

        /** Shape {@code [tokens, d]}. */
        Matrix beforeFeedForward(int layer);
    }
}
