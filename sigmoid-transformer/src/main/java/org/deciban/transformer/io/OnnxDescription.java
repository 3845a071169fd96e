package org.deciban.transformer.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.deciban.transformer.Program;

/**
 * What an exported file takes and gives, read from its bytes by this project's own code.
 *
 * <p>A file is described only if its {@linkplain OnnxExporter checksum} is right: then it is, byte for byte, what an exporter
 * wrote, and it is safe to hand to a runtime in native code, which cannot be said of any bytes.
 *
 * @param file what the caller calls it
 * @param type its numbers
 * @param batch the number of runs that it takes at once; empty if any
 * @param tokens the number of tokens
 * @param dimensions the width of the residual stream
 * @param inputs the number of inputs of a run
 * @param reads the number of layers after which it reads
 * @param cells the number of cells that each read gives
 * @param states the number of states of each distribution
 * @param metadata the entries of the file's metadata
 */
public record OnnxDescription(
        String file,
        OnnxType type,
        OptionalInt batch,
        int tokens,
        int dimensions,
        int inputs,
        int reads,
        int cells,
        List<Integer> states,
        Map<String, String> metadata) {

    /** Copies. */
    public OnnxDescription {
        states = List.copyOf(states);
        metadata = Map.copyOf(metadata);
    }

    /**
     * The bytes of a file, to be described and then run: what is checked is what runs.
     *
     * @throws OnnxFormatException if the file cannot be read, or is too large for the format
     */
    public static byte[] readBytes(Path file) {
        try {
            long size = Files.size(file);
            if (size > OnnxOptions.FORMAT_LIMIT) {
                throw new OnnxFormatException(
                        file.toString(),
                        "expected at most " + OnnxOptions.FORMAT_LIMIT + " bytes, found " + size
                                + ". Maybe it is no ONNX file?");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new OnnxFormatException(file.toString(), "no such file. Maybe the name is misspelt?");
        } catch (IOException e) {
            throw new OnnxFormatException(
                    file.toString(), "the file cannot be read: " + e + ". Maybe it is a folder, or may not be read?");
        }
    }

    /**
     * Describes a file whose checksum is right.
     *
     * @param file what to call it in messages
     * @throws OnnxFormatException if it is damaged, not written by the exporter, or not of the shape that {@link OnnxExporter}
     *     states
     */
    public static OnnxDescription of(String file, byte[] bytes) {
        requireChecksum(file, bytes);
        return ofUnverified(file, bytes);
    }

    private static void requireChecksum(String file, byte[] bytes) {
        if (!OnnxChecksum.isPresent(bytes)) {
            throw new OnnxFormatException(
                    file,
                    "expected an ONNX file that ends with deciban's checksum, found " + bytes.length
                            + " bytes without it. Maybe the file is cut short, or another program wrote it?");
        }
        if (!OnnxChecksum.isRight(bytes)) {
            throw new OnnxFormatException(
                    file,
                    "the contents do not have the checksum that the file ends with."
                            + " Maybe it was damaged or edited? Export it again");
        }
    }

    /**
     * Describes a file that need not have a checksum, such as an exported one that another program has rewritten.
     *
     * @param file what to call it in messages
     * @throws OnnxFormatException if it is not of the shape, or lacks the metadata, that {@link OnnxExporter} states
     */
    public static OnnxDescription ofUnverified(String file, byte[] bytes) {
        OnnxReader model = OnnxReader.of(file, bytes);
        Map<String, String> metadata = new HashMap<>();
        OnnxValues values = new OnnxValues(file);
        while (model.hasNext()) {
            OnnxReader.Field field = model.next();
            if (field.number() == 7) {
                values.readGraph(field.content());
            } else if (field.number() == 14) {
                putEntry(metadata, field.content());
            }
        }
        return values.describe(new OnnxMetadata(file, metadata));
    }

    private static void putEntry(Map<String, String> metadata, OnnxReader entry) {
        String key = "";
        String value = "";
        while (entry.hasNext()) {
            OnnxReader.Field field = entry.next();
            if (field.number() == 1) {
                key = field.content().text();
            } else if (field.number() == 2) {
                value = field.content().text();
            }
        }
        metadata.put(key, value);
    }

    /** Whether the file is, byte for byte, what the exporter writes for a program. */
    public boolean holds(Program program) {
        OnnxOptions options =
                batch.isPresent() ? OnnxOptions.of(type).withBatch(batch.getAsInt()) : OnnxOptions.of(type);
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
            if (!entry.getKey().startsWith(OnnxExporter.OWN_KEYS)) {
                options = options.withMetadata(entry.getKey(), entry.getValue());
            }
        }
        return OnnxExporter.checksum(program, options).equals(metadata.get(OnnxChecksum.KEY));
    }

    /** The most states of a distribution: the last dimension of the posteriors. */
    public int mostStates() {
        return states.stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}
