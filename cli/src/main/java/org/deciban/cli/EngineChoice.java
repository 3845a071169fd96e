package org.deciban.cli;

import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.engine.Engine;

/** The engines that can be asked for. */
enum EngineChoice {
    /** See {@link DenseEngine}. */
    DENSE {
        @Override
        Engine engine() {
            return new DenseEngine();
        }
    };

    abstract Engine engine();
}
