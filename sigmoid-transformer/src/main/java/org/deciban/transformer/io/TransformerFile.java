package org.deciban.transformer.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.deciban.transformer.Program;
import org.deciban.transformer.io.JsonValue.JsonObject;

/**
 * A program as a safetensors file: weights dense under the names of TransformerLens, tokens and read-out sparse under those of
 * PyTorch's CSR tensors, and a config in the metadata. {@code docs/formats.md} lists every tensor and key.
 *
 * <p>Reading gives back what was written: {@code read(write(f)).equals(f)}, and a file that was written here is written again
 * byte for byte. Files of other writers may lose what makes no difference to the numbers: blanks in the JSON, metadata other
 * than the config, the order of tensors, the numbers of blocks and blocks that are equal, zeros that CSR tensors hold
 * explicitly, and the signs of zeros. Anything else that a file holds and a program does not is refused: a key or tensor that
 * is not known may change what the others mean.
 *
 * <p><b>float32.</b> With {@link TensorType#F32} every weight, token entry and logit is the nearest float32, and those beyond its
 * range are ±{@link Float#MAX_VALUE}. {@link #program()} is the program so rounded, which is another one than was given.
 *
 * @param program what an engine runs
 * @param provenance what the writer says of it, free in form
 * @param weights F64 or F32, the type of weights, token entries and logits; bounds of inputs are always F64
 */
public record TransformerFile(Program program, JsonObject provenance, TensorType weights) {
    /** The most bytes that are written or read unless asked for: two gibibytes. */
    public static final long DEFAULT_BUDGET = 2L << 30;

    /**
     * @throws IllegalArgumentException if the type is of integers, or the residual stream has no dimension
     */
    public TransformerFile {
        if (!weights.isReal()) {
            throw new IllegalArgumentException("weights are F64 or F32, got " + weights);
        }
        if (program.transformer().layout().modelDim() == 0) {
            throw new IllegalArgumentException("the residual stream must have at least one dimension to be written");
        }
        if (weights == TensorType.F32) {
            program = Float32.round(program);
        }
    }

    /** A program in float64. */
    public static TransformerFile of(Program program, JsonObject provenance) {
        return new TransformerFile(program, provenance, TensorType.F64);
    }

    /** The same with weights of another type; from F32 to F64 the digits that were lost do not come back. */
    public TransformerFile withWeights(TensorType type) {
        return new TransformerFile(program, provenance, type);
    }

    /** The bytes that the tensors take in the file, weights with their zeros; the header comes on top. */
    public long dataBytes() {
        return ProgramWriter.of(this).dataBytes();
    }

    /**
     * Writes a file of at most {@link #DEFAULT_BUDGET} bytes; a file of that name is replaced.
     *
     * @throws FileBudgetException if it would be larger; nothing is written
     * @throws IllegalArgumentException if the config would be longer than a header may be, or a name has half of a surrogate
     *     pair; nothing is written
     */
    public void write(Path path) throws IOException {
        write(path, DEFAULT_BUDGET);
    }

    /**
     * Writes a file of at most so many bytes of tensors.
     *
     * @throws FileBudgetException as {@link #write(Path)}
     * @throws IllegalArgumentException as {@link #write(Path)}
     */
    public void write(Path path, long budgetBytes) throws IOException {
        SafetensorsWriter writer = ProgramWriter.of(this);
        if (writer.dataBytes() > budgetBytes) {
            throw new FileBudgetException("the transformer as a file", writer.dataBytes(), budgetBytes);
        }
        writer.requireWritable();
        try (FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            writer.writeTo(channel);
        }
    }

    /** Writes to a channel, whatever the size, a block at a time. */
    public void writeTo(WritableByteChannel channel) throws IOException {
        ProgramWriter.of(this).writeTo(channel);
    }

    /**
     * Reads a file of at most {@link #DEFAULT_BUDGET} bytes.
     *
     * @throws TransformerFormatException if it cannot be read, or is not of this format
     * @throws FileBudgetException if it is larger; nothing was read but the header
     */
    public static TransformerFile read(Path path) {
        return read(path, DEFAULT_BUDGET);
    }

    /**
     * Reads a file of at most so many bytes of tensors. It takes about twice as many bytes of memory if no entry is zero.
     *
     * @throws TransformerFormatException as {@link #read(Path)}
     * @throws FileBudgetException as {@link #read(Path)}
     */
    public static TransformerFile read(Path path, long budgetBytes) {
        try (SafetensorsReader reader = SafetensorsReader.open(path)) {
            return read(reader, budgetBytes);
        }
    }

    /**
     * Reads a file that is open, and closes it.
     *
     * @param file what messages call it
     * @throws TransformerFormatException as {@link #read(Path)}
     * @throws FileBudgetException as {@link #read(Path)}
     */
    public static TransformerFile read(String file, SeekableByteChannel channel) {
        try (SafetensorsReader reader = SafetensorsReader.open(file, channel)) {
            return read(reader, DEFAULT_BUDGET);
        }
    }

    private static TransformerFile read(SafetensorsReader reader, long budgetBytes) {
        long bytes = reader.tensors().values().stream()
                .mapToLong(TensorInfo::end)
                .max()
                .orElse(0);
        if (bytes > budgetBytes) {
            throw new FileBudgetException("the file " + reader.file(), bytes, budgetBytes);
        }
        return ProgramReader.read(reader);
    }
}
