package org.deciban.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.deciban.tunnels.SequenceModel;

/**
 * A model to be measured.
 *
 * @param model the model
 * @param kind what it is: {@code constructed}, {@code learned} or {@code onnx}
 * @param claimsExact whether it is wrong if it is off
 * @param checkpoints the folder in which its training may have left some
 */
record TunnelSubject(SequenceModel model, Kind kind, boolean claimsExact, Optional<Path> checkpoints) {
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
        return new TunnelSubject(model, Kind.CONSTRUCTED, true, Optional.empty());
    }

    static TunnelSubject learned(SequenceModel model, Optional<Path> checkpoints) {
        return new TunnelSubject(model, Kind.LEARNED, false, checkpoints);
    }

    static TunnelSubject onnx(SequenceModel model) {
        return new TunnelSubject(model, Kind.ONNX, false, Optional.empty());
    }
}
