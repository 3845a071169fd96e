package org.deciban.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What runs the transformer. */
final class EngineOption {
    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            converter = Words.Engines.class,
            completionCandidates = Words.Engines.class,
            description = {
                "What runs the transformer: ${COMPLETION-CANDIDATES}. Default: folded, which leaves out what the weights prove"
                        + " to be zero.",
                "dense computes every attention weight. onnx has ONNX Runtime execute the exported file. nd4j has to be built"
                        + " in: DECIBAN_MAVEN_ARGS=-Pnd4j ./deciban --version."
            })
    private @Nullable EngineChoice engine;

    EngineChoice choice() {
        return engine == null ? EngineChoice.FOLDED : engine;
    }

    /** The engine that was asked for, if one was. */
    Optional<EngineChoice> asked() {
        return Optional.ofNullable(engine);
    }
}
