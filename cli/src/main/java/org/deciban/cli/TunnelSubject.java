package org.deciban.cli;

import org.deciban.tunnels.SequenceModel;

/**
 * A model to be measured.
 *
 * @param model the model
 * @param kind what it is: {@code constructed}, {@code learned} or {@code onnx}
 * @param claimsExact whether it is wrong if it is off
 */
record TunnelSubject(SequenceModel model, Kind kind, boolean claimsExact) {
    /** Where a model comes from. */
    enum Kind {
        /** Compiled. */
        CONSTRUCTED,
        /** Trained here, or read from a file of what was. */
        LEARNED,
        /** A user's file. */
        ONNX
    }

    static TunnelSubject constructed(SequenceModel model) {
        return new TunnelSubject(model, Kind.CONSTRUCTED, true);
    }

    static TunnelSubject learned(SequenceModel model) {
        return new TunnelSubject(model, Kind.LEARNED, false);
    }

    static TunnelSubject onnx(SequenceModel model) {
        return new TunnelSubject(model, Kind.ONNX, false);
    }
}
