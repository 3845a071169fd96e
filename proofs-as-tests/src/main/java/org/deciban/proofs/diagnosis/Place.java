package org.deciban.proofs.diagnosis;

/** Where something is wrong with a model. */
public sealed interface Place {

    /**
     * Something of the graph, by what its token is called: {@code variable rain}, {@code message P(wet | rain) → wet}. The rows of a
     * table that a message sums over count as that message.
     */
    record Node(String name) implements Place {
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * A matrix of weights.
     *
     * @param layer of the unrolled transformer, from 0
     * @param layerName what the transformer calls it
     * @param part {@code head rows}, or {@code feed-forward}
     * @param matrix {@code W_Q}, {@code b_1} and so on
     */
    record Weights(int layer, String layerName, String part, String matrix) implements Place {
        @Override
        public String toString() {
            return "layer " + layer + " (" + layerName + "), " + part + ": " + matrix;
        }
    }

    /** An answer, where all weights and tokens are those of the compiler: then the engine or the compiler is at fault. */
    record Answer(String where) implements Place {
        @Override
        public String toString() {
            return where;
        }
    }
}
