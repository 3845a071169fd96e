package org.deciban.transformer.nd4j;

/** Is told when a layer is done. */
@FunctionalInterface
interface LayerListener {
    /** Hears nothing. */
    LayerListener NONE = (layer, stream) -> {};

    /** The stream is the one after the layer and changes when the call is over. */
    void after(int layer, Stream stream);
}
