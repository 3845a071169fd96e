package org.deciban.compiler.decompile;

import java.util.Optional;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Transformer;

/**
 * Undoes compilation by row attention.
 *
 * <p>The weights say which bounds, damping and number of rounds they serve; they are compared with the construction as
 * forms ({@link HeadForm}), so a change of the basis of queries, keys or values that is exact in floating point makes no
 * difference. The graph is read off the tokens, in any order: addresses and flags say which token stands for what, one-hot
 * states and log-potentials are the tables. What was read is then compiled again and every entry compared. So an answer is
 * never wrong: whatever differs from the compiled form of the graph that was read, a table entry that only one side of its
 * factor holds included, is a {@link Misfit} with its place.
 */
public final class Decompiler {
    private Decompiler() {}

    /**
     * The factor graph and evidence of a compiled model, from what an engine is given to run.
     *
     * @param transformer the weights; of its layout the names and sizes of the subspaces are used
     * @param tokens the tokens, with or without evidence, shape {@code [tokens, d]}
     */
    public static Decompilation decompile(Transformer transformer, Matrix tokens) {
        Misfits misfits = new Misfits(transformer.layout());
        Optional<RowWeights> weights = RowWeights.read(transformer, misfits);
        if (weights.isEmpty()) {
            return new Decompilation.Refused(misfits.list());
        }
        Optional<RowReading> reading = RowTokenReader.read(transformer.layout(), tokens, misfits);
        reading.ifPresent(read -> RowTokenCheck.check(read, weights.get(), tokens, misfits));
        if (misfits.any() || reading.isEmpty()) {
            return new Decompilation.Refused(misfits.list());
        }
        return reading.get().recovered(weights.get());
    }
}
