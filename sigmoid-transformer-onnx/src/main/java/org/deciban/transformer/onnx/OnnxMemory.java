package org.deciban.transformer.onnx;

import org.deciban.transformer.Layer;
import org.deciban.transformer.Program;
import org.deciban.transformer.io.OnnxType;

/** What a run takes. */
final class OnnxMemory {
    private OnnxMemory() {}

    /**
     * An estimate from above of the bytes that one run takes beside the weights: scores and pattern of the heads, and streams.
     */
    static long perRun(Program program, OnnxType type) {
        long tokens = program.tokens().rows();
        long hidden = program.transformer().spec().feedForwardDim();
        boolean attends =
                program.transformer().layers().stream().map(Layer::heads).anyMatch(heads -> !heads.isEmpty());
        long pairs = attends ? 3 * tokens * tokens : 0;
        long streams = 8 * tokens * (program.tokens().columns() + hidden);
        return (pairs + streams) * type.bytes();
    }
}
