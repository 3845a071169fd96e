package org.deciban.transformer.onnx;

/** ONNX Runtime cannot be loaded on this machine: it has no build for it, or its native code cannot be unpacked. */
public final class OnnxUnavailableException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    OnnxUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
