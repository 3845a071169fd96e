package org.deciban.transformer.io;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;

/**
 * Writes a program as an ONNX file: weights, tokens, and the whole way from inputs to distributions, in operators of the
 * standard opset 17 (intermediate representation 8), which runtimes have had since 2022.
 *
 * <p>With b the batch, which is fixed or symbolic:
 *
 * <pre>
 *   input   inputs       [b, inputs]                          in the order of {@link Program#inputs()}
 *   output  posteriors   [b, distributions, most states]      after the last read; 0 for states that do not exist
 *   output  reads        [b, reads, cells]                    the residual stream after each read layer
 * </pre>
 *
 * The metadata hold {@code deciban.tokens} and {@code deciban.dimensions}, {@code deciban.states} (the states of each distribution), {@code deciban.read.layers}, {@code
 * deciban.read.cells} and {@code deciban.input.cells} ({@code token:dimension}), {@code deciban.dtype}, and what the caller
 * adds. No shape depends on the inputs. Layers that are equal share their weights. The same program and options give the
 * same bytes.
 *
 * <p><b>Range.</b> If the residual stream becomes infinite or NaN anywhere in a run, all of that run's reads from there on are
 * NaN, and so are its posteriors. The posteriors are a softmax of logits, whatever the logits say: that evidence is impossible
 * shows in the reads, to whoever knows the construction.
 *
 * <p><b>float64</b> computes what {@link org.deciban.transformer.engine.DenseEngine} does, with another order of summation and
 * other last digits of exp and log.
 *
 * <p><b>float32</b> rounds weights, tokens and inputs. What is beyond its range is cut to ±{@link Float#MAX_VALUE}, and the
 * floor of LOG is ln 1e-37 ≈ −85.2, since 1e-300 is 0 there. A construction that writes its floors by a LOG unit at 0 and
 * compares by a unit {@code 1 − P/1e-300} keeps its meaning under both: the first becomes the other floor, the second {@code
 * 1 − P·3.4e38}, which still is 1 at P = 0 and at most 0 from 2.9e-39. So
 *
 * <ul>
 *   <li>a message gives no possible state less than 1e-37 of the largest, where float64 goes to 1e-300;
 *   <li>an input that is impossible stands at the floor of float64, which outweighs the other floor all the more;
 *   <li>marks that are counted are the same under both. A sum of floors that says "impossible" is smaller, by 85.2/690.8: the
 *       state has probability 0 still, but whoever compares such sums with a bound in the scale of float64 takes it for
 *       possible, and does not see that evidence contradicts itself; and a likelihood below e^(−1000) may count as impossible.
 * </ul>
 *
 * <p><b>Checksum.</b> The last metadata entry, which ends the file, is the SHA-256 of all bytes before it; see {@link
 * OnnxDescription}.
 */
public final class OnnxExporter {
    /** The name of the graph's input. */
    public static final String INPUTS = "inputs";

    /** The name of the output that holds distributions. */
    public static final String POSTERIORS = "posteriors";

    /** The name of the output that holds the cells after each read layer. */
    public static final String READS = "reads";

    /** The name of the first dimension, where it is symbolic. */
    public static final String BATCH = "batch";

    /** How the metadata keys of the exporter start. */
    public static final String OWN_KEYS = "deciban.";

    private OnnxExporter() {}

    /**
     * The size of the file, in bytes; nothing is written.
     *
     * @throws IllegalArgumentException if the program has no distributions to read
     */
    public static long size(Program program, OnnxOptions options) {
        return OnnxModel.of(program, options).size() + OnnxChecksum.SIZE;
    }

    /**
     * Writes the file; one that is there is replaced.
     *
     * @throws IllegalArgumentException if the program has no distributions to read
     * @throws OnnxBudgetException if the file would be larger than it may be; it is not begun
     * @throws UncheckedIOException if it cannot be written
     */
    public static void write(Program program, OnnxOptions options, Path file) {
        OnnxMessage model = withinBudget(program, options);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            write(model, out);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e, e);
        }
    }

    /**
     * The file as bytes.
     *
     * @throws IllegalArgumentException if the program has no distributions to read
     * @throws OnnxBudgetException if there would be more bytes than there may be; none is allocated
     */
    public static byte[] bytes(Program program, OnnxOptions options) {
        OnnxMessage model = withinBudget(program, options);
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.toIntExact(model.size() + OnnxChecksum.SIZE));
        try {
            write(model, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The checksum of the file that the options give, which is not written. */
    static String checksum(Program program, OnnxOptions options) {
        MessageDigest digest = OnnxChecksum.digest();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            withinBudget(program, options).writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void write(OnnxMessage model, OutputStream out) throws IOException {
        DigestOutputStream digesting = new DigestOutputStream(out, OnnxChecksum.digest());
        model.writeTo(digesting);
        digesting.flush();
        String checksum = HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        OnnxChecksum.entry(checksum).writeTo(out);
    }

    private static OnnxMessage withinBudget(Program program, OnnxOptions options) {
        OnnxMessage model = OnnxModel.of(program, options);
        long size = model.size() + OnnxChecksum.SIZE;
        if (size > options.mostBytes()) {
            Matrix tokens = program.tokens();
            throw new OnnxBudgetException(
                    "the ONNX file (" + tokens.rows() + " tokens × " + tokens.columns() + " dimensions, "
                            + options.type() + ", dense)",
                    size,
                    options.mostBytes(),
                    options.type() == OnnxType.FLOAT64
                            ? "Maybe export FLOAT32, or to a sparse format?"
                            : "Maybe export to a sparse format?");
        }
        return model;
    }
}
