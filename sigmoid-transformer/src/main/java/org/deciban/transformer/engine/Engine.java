package org.deciban.transformer.engine;

import org.deciban.transformer.Transformer;

/** A way to run transformers. */
public interface Engine {
    /** What the command line calls this engine. */
    String name();

    /** Makes a transformer ready to run, once for any number of forward passes. */
    PreparedTransformer prepare(Transformer transformer);
}
