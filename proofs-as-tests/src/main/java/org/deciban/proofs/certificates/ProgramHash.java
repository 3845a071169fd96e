package org.deciban.proofs.certificates;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.Map;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;

/**
 * The SHA-256 of what a run of a program computes from: every weight, the tokens with the inputs in place, and the read-out after
 * the last layer. Names do not count; tied layers count once, and where they stand.
 */
public final class ProgramHash {
    private final MessageDigest digest;

    private ProgramHash() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The hash of a program and its inputs, in hexadecimal. */
    public static String of(Program program, double[] inputs) {
        ProgramHash hash = new ProgramHash();
        Map<Layer, Integer> numbers = new IdentityHashMap<>();
        for (Layer layer : program.transformer().layers()) {
            boolean isNew = !numbers.containsKey(layer);
            hash.number(numbers.computeIfAbsent(layer, l -> numbers.size()));
            if (isNew) {
                hash.layer(layer);
            }
        }
        hash.matrix(program.embed(inputs));
        program.readOut().cells().forEach(cell -> {
            hash.number(cell.token());
            hash.number(cell.dimension());
        });
        hash.matrix(program.readOut().logits());
        program.readOut().states().forEach(hash::number);
        return HexFormat.of().formatHex(hash.digest.digest());
    }

    /** The hash of a text in UTF-8, in hexadecimal. */
    static String of(String text) {
        return HexFormat.of().formatHex(new ProgramHash().digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void layer(Layer layer) {
        number(layer.heads().size());
        for (AttentionHead head : layer.heads()) {
            matrix(head.wQ());
            matrix(head.wK());
            matrix(head.wV());
            matrix(head.wO());
        }
        FeedForward feedForward = layer.feedForward();
        matrix(feedForward.w1());
        matrix(feedForward.b1());
        matrix(feedForward.w2());
        matrix(feedForward.b2());
        number(feedForward.activation().ordinal());
    }

    private void matrix(Matrix matrix) {
        number(matrix.rows());
        number(matrix.columns());
        for (int r = 0; r < matrix.rows(); r++) {
            matrix.forEachInRow(r, (column, value) -> {
                number(column);
                number(Double.doubleToLongBits(value));
            });
            number(-1);
        }
    }

    private void number(long value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            digest.update((byte) (value >> shift));
        }
    }
}
