package org.deciban.proofs.claims.propagation;

/**
 * What is wrong with a model of a graph.
 *
 * @param node the variable, message or row that it was seen at
 * @param detail what was seen there
 */
record Diagnosis(Kind kind, String node, String detail) {
    /** What can be wrong. */
    enum Kind {
        /** Something of the graph has no token, or a token nothing of the graph. */
        MISSING_GROUNDING,
        /** A token has an address that is not its own, or a head looks where the graph has no edge. */
        WRONG_ROUTING,
        /** All is in its place, and a number is not what the graph asks for. */
        WRONG_WEIGHTS
    }
}
