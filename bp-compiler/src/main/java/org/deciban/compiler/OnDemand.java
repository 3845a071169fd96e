package org.deciban.compiler;

import org.deciban.transformer.Program;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.engine.PreparedProgram;
import org.jspecify.annotations.Nullable;

/** A program that is prepared when it is first run, and once: whoever only looks at the weights does not wait for an engine. */
final class OnDemand {
    private final Program program;
    private final Engine engine;
    private @Nullable PreparedProgram prepared;

    OnDemand(Program program, Engine engine) {
        this.program = program;
        this.engine = engine;
    }

    Program program() {
        return program;
    }

    Engine engine() {
        return engine;
    }

    /** The prepared program. Threads that ask at the same time wait for one of them to prepare it. */
    synchronized PreparedProgram prepared() {
        if (prepared == null) {
            prepared = engine.prepare(program);
        }
        return prepared;
    }
}
