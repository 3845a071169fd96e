package org.deciban.transformer.onnx;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.deciban.transformer.Program;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.engine.PreparedTransformer;
import org.deciban.transformer.io.OnnxBudgetException;
import org.deciban.transformer.io.OnnxExporter;
import org.deciban.transformer.io.OnnxOptions;
import org.deciban.transformer.io.OnnxType;

/**
 * Exports a program as ONNX and has ONNX Runtime execute the file: a check on everything from here to the arithmetic.
 *
 * <p>What is dense in the file is dense in memory: a run takes {@code tokens²} numbers for the scores of a head and as many for
 * their softmax. Batches run in chunks within the memory budget. Results may differ in the last digits between machines and
 * numbers of threads.
 *
 * <p>In float64 ONNX Runtime's softmax uses one thread and takes about 15 ns an entry, which is most of a run: the dense engine,
 * which passes over zeros, is several times faster. In float32 a run takes about a twentieth of that.
 */
public final class OnnxEngine implements Engine {
    /** The memory that a forward pass may take unless said otherwise: 2 GiB. */
    public static final long DEFAULT_MEMORY = 1L << 31;

    /** A file above this goes to disk, not through the heap. */
    private static final long LARGE_FILE = 64L << 20;

    private final OnnxType type;
    private final long memory;
    private final int threads;

    private OnnxEngine(OnnxType type, long memory, int threads) {
        this.type = type;
        this.memory = memory;
        this.threads = threads;
    }

    /** The engine in float64. */
    public static OnnxEngine float64() {
        return of(OnnxType.FLOAT64);
    }

    /** The engine in float32; see {@link OnnxExporter} for what changes. */
    public static OnnxEngine float32() {
        return of(OnnxType.FLOAT32);
    }

    private static OnnxEngine of(OnnxType type) {
        return new OnnxEngine(type, DEFAULT_MEMORY, Runtime.getRuntime().availableProcessors());
    }

    /**
     * The same with another budget for the scores of a forward pass.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public OnnxEngine withMemory(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("the memory must be at least 1 byte, got " + bytes);
        }
        return new OnnxEngine(type, bytes, threads);
    }

    /**
     * The same with another number of threads; all processors unless said otherwise.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public OnnxEngine withThreads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("there must be at least 1 thread, got " + count);
        }
        return new OnnxEngine(type, memory, count);
    }

    @Override
    public String name() {
        return type == OnnxType.FLOAT64 ? "onnx" : "onnx-float32";
    }

    /**
     * Loads ONNX Runtime, which takes about half a second the first time; whoever prepares a program does so anyway.
     *
     * @throws OnnxUnavailableException if ONNX Runtime cannot be loaded on this machine
     */
    public static void load() {
        OrtRuntime.environment();
    }

    /** The numbers it computes with. */
    public OnnxType type() {
        return type;
    }

    /**
     * Refuses.
     *
     * @throws UnsupportedOperationException always: an exported file needs to know the tokens, and shows no activations
     */
    @Override
    public PreparedTransformer prepare(Transformer transformer) {
        throw showsNothing();
    }

    static UnsupportedOperationException showsNothing() {
        return new UnsupportedOperationException("the onnx engine runs whole programs and shows no activations."
                + " Maybe trace on the dense or the folded engine?");
    }

    /**
     * Exports and opens a program.
     *
     * @throws IllegalArgumentException if the program has no distributions to read
     * @throws OnnxBudgetException if the file would be larger than the format allows, or a run would take more than the memory
     *     budget; nothing of that size was allocated
     * @throws OnnxUnavailableException if ONNX Runtime cannot be loaded on this machine
     */
    @Override
    public OnnxProgram prepare(Program program) {
        OnnxOptions options = OnnxOptions.of(type);
        int mostRuns =
                OnnxMemory.mostRuns(program.tokens().rows(), program.tokens().columns(), type, memory);
        try {
            OrtRuntime.Opened opened = OnnxExporter.size(program, options) > LARGE_FILE
                    ? openFromDisk(program, options)
                    : openFromHeap(OnnxExporter.bytes(program, options));
            return new OnnxProgram(program, type, new OnnxSession(opened, type, OptionalInt.empty(), mostRuns));
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime refuses what was exported: " + e.getMessage(), e);
        }
    }

    private OrtRuntime.Opened openFromHeap(byte[] file) throws OrtException {
        return OrtRuntime.open((environment, options) -> environment.createSession(file, options), threads);
    }

    private OrtRuntime.Opened openFromDisk(Program program, OnnxOptions export) throws OrtException {
        try {
            Path file = Files.createTempFile("deciban", ".onnx");
            try {
                OnnxExporter.write(program, export, file);
                return OrtRuntime.open(
                        (environment, options) -> environment.createSession(file.toString(), options), threads);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a temporary ONNX file: " + e, e);
        }
    }
}
