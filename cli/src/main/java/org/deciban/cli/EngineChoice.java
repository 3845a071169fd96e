package org.deciban.cli;

import java.util.List;
import java.util.ServiceLoader;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.folded.FoldedEngine;
import org.deciban.transformer.onnx.OnnxEngine;
import org.deciban.transformer.onnx.OnnxUnavailableException;

/** The engines that can be asked for. */
enum EngineChoice {
    /** See {@link FoldedEngine}. */
    FOLDED {
        @Override
        Engine engine() {
            return new FoldedEngine();
        }
    },
    /** See {@link DenseEngine}. */
    DENSE {
        @Override
        Engine engine() {
            return new DenseEngine();
        }
    },
    /** The engine of the module sigmoid-transformer-nd4j, which is in the command only where it was built in. */
    ND4J {
        @Override
        Engine engine() {
            return ServiceLoader.load(Engine.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .filter(engine -> engine.name().equals(Words.of(this)))
                    .findFirst()
                    .orElseThrow(() -> new BadInputException("the engine nd4j is not in this build."
                            + " Maybe build it in, once, with DECIBAN_MAVEN_ARGS=-Pnd4j ./deciban --version?"));
        }
    },
    /** See {@link OnnxEngine}. */
    ONNX {
        @Override
        Engine engine() {
            return OnnxEngine.float64();
        }
    };

    /**
     * The engine.
     *
     * @throws BadInputException if it is not in this build
     */
    abstract Engine engine();

    /** Whether what was thrown says that native code is not there for this machine. */
    boolean isUnavailable(IllegalStateException thrown) {
        return thrown instanceof OnnxUnavailableException || this == ND4J;
    }

    /** What running some models on it takes. */
    Work work(List<Sizes> models) {
        return isDense() ? Work.dense(models) : Work.folded(models);
    }

    /** The threads that a single run uses. */
    int threads() {
        return isDense() ? Runtime.getRuntime().availableProcessors() : 1;
    }

    /** Whether it computes every attention weight, {@code tokens²} for each head. */
    boolean isDense() {
        return this != FOLDED;
    }
}
