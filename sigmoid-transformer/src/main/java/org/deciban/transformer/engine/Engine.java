package org.deciban.transformer.engine;

import org.deciban.transformer.Program;
import org.deciban.transformer.Transformer;

/** A way to run transformers. */
public interface Engine {
    /** What the command line calls this engine. */
    String name();

    /** Makes a transformer ready to run on any tokens, once for any number of forward passes. */
    PreparedTransformer prepare(Transformer transformer);

    /** Makes a program ready to run. Engines that gain from knowing the tokens do so here. */
    default PreparedProgram prepare(Program program) {
        return new EmbeddedProgram(program, prepare(program.transformer()));
    }
}
