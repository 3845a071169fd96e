package org.deciban.compiler.decompile;

import org.deciban.transformer.Matrix;

/** The states of the nodes, {@code [node][dimension]}. */
final class NodeStates {
    private NodeStates() {}

    static double[][] of(Matrix states) {
        double[][] nodes = new double[states.rows()][states.columns()];
        for (int node = 0; node < nodes.length; node++) {
            double[] state = nodes[node];
            states.forEachInRow(node, (dimension, value) -> state[dimension] = value);
        }
        return nodes;
    }

    static double[][] copy(double[][] states) {
        double[][] copy = new double[states.length][];
        for (int node = 0; node < states.length; node++) {
            copy[node] = states[node].clone();
        }
        return copy;
    }

    static Matrix toMatrix(double[][] states) {
        Matrix.Builder builder = Matrix.builder(states.length, states[0].length);
        for (double[] state : states) {
            for (int dimension = 0; dimension < state.length; dimension++) {
                builder.append(dimension, state[dimension]);
            }
            builder.endRow();
        }
        return builder.build();
    }
}
