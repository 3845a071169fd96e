package org.deciban.proofs.claims.published;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.deciban.compiler.published.PublishedGraph;
import org.deciban.compiler.published.PublishedNode;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;

/**
 * A way to write the index of a node into a token such that a head can find it: the score of a query and a key is largest, by a margin,
 * where the indices are the same.
 */
enum AddressCode {
    /** A dimension for each index. */
    ONE_HOT {
        @Override
        double[] code(int index, int bits) {
            double[] code = new double[1 << bits];
            code[index] = 1;
            return code;
        }
    },
    /** Two dimensions for each bit; the query has them exchanged, so that the score is −λ times the bits that differ. */
    PAIRED_BITS {
        @Override
        double[] code(int index, int bits) {
            double[] code = new double[2 * bits];
            for (int bit = 0; bit < bits; bit++) {
                code[2 * bit + (index >> bit & 1)] = 1;
            }
            return code;
        }

        @Override
        Matrix query(int width, Random random) {
            Matrix.Builder query = Matrix.builder(width, width);
            for (int i = 0; i < width; i++) {
                query.append(i ^ 1, -1).endRow();
            }
            return query.build();
        }
    },
    /** A dimension of ±1 for each bit. */
    SIGNS {
        @Override
        double[] code(int index, int bits) {
            double[] code = new double[bits];
            Arrays.setAll(code, bit -> 2 * (index >> bit & 1) - 1);
            return code;
        }
    },
    /** One-hot tokens, W_Q and W_K the same random rotation. */
    ROTATED {
        @Override
        double[] code(int index, int bits) {
            return ONE_HOT.code(index, bits);
        }

        @Override
        Matrix query(int width, Random random) {
            return rotation(width, random);
        }

        @Override
        Matrix key(Matrix query) {
            return query;
        }
    },
    /** One-hot tokens, W_Q a random diagonal and W_K its inverse. */
    RESCALED {
        @Override
        double[] code(int index, int bits) {
            return ONE_HOT.code(index, bits);
        }

        @Override
        Matrix query(int width, Random random) {
            Matrix.Builder query = Matrix.builder(width, width);
            for (int i = 0; i < width; i++) {
                query.append(i, Math.exp(random.nextGaussian())).endRow();
            }
            return query.build();
        }

        @Override
        Matrix key(Matrix query) {
            Matrix.Builder key = Matrix.builder(query.rows(), query.columns());
            for (int i = 0; i < query.rows(); i++) {
                key.append(i, 1 / query.get(i, i)).endRow();
            }
            return key.build();
        }
    };

    abstract double[] code(int index, int bits);

    /** What W_Q does to an address, before λ. */
    Matrix query(int width, Random random) {
        return Matrix.identity(width);
    }

    /** What W_K does to an address. */
    Matrix key(Matrix query) {
        return Matrix.identity(query.rows());
    }

    /**
     * What each node gathers from its first neighbour by a head of this code, or from a token of belief ½ if it has none.
     *
     * @param temperature λ
     */
    double[] gather(PublishedGraph graph, double temperature, Random random) {
        int nodes = graph.nodes().size();
        Transformer transformer = transformer(nodes, temperature, random);
        Matrix after = new DenseEngine().prepare(transformer).forward(tokens(graph));
        double[] gathered = new double[nodes];
        Arrays.setAll(gathered, i -> after.get(i, after.columns() - 1));
        return gathered;
    }

    /** One head; dimensions are own address, address of the neighbour, belief, what is gathered. */
    Transformer transformer(int nodes, double temperature, Random random) {
        int width = code(0, bits(nodes)).length;
        int d = 2 * width + 2;
        Matrix query = query(width, random);
        Matrix.Builder wQ = Matrix.builder(width, d);
        Matrix.Builder wK = Matrix.builder(width, d);
        Matrix key = key(query);
        for (int row = 0; row < width; row++) {
            query.forEachInRow(row, (column, value) -> wQ.append(width + column, temperature * value));
            key.forEachInRow(row, wK::append);
            wQ.endRow();
            wK.endRow();
        }
        double[] writes = new double[d];
        writes[d - 1] = 1;
        AttentionHead head = new AttentionHead(
                "neighbour",
                wQ.build(),
                wK.build(),
                Matrix.builder(1, d).append(d - 2, 1).build(),
                Matrix.ofRowMajor(d, 1, writes));
        ResidualLayout.Builder layout = ResidualLayout.builder();
        layout.add("own", width);
        layout.add("neighbour", width);
        layout.add("belief", 1);
        layout.add("gathered", 1);
        return new Transformer(layout.build(), List.of(new Layer(name(), List.of(head), FeedForward.none(d))));
    }

    private Matrix tokens(PublishedGraph graph) {
        int nodes = graph.nodes().size();
        int bits = bits(nodes);
        List<PublishedNode> all = new ArrayList<>(graph.nodes());
        all.add(new PublishedNode(true, 0.5, List.of(), PublishedNode.NO_TABLE));
        int width = code(0, bits).length;
        Matrix.Builder tokens = Matrix.builder(nodes + 1, 2 * width + 2);
        for (int i = 0; i <= nodes; i++) {
            PublishedNode node = all.get(i);
            double[] own = code(i, bits);
            double[] neighbour =
                    code(node.neighbours().isEmpty() ? nodes : node.neighbours().get(0), bits);
            for (int k = 0; k < width; k++) {
                tokens.append(k, own[k]);
            }
            for (int k = 0; k < width; k++) {
                tokens.append(width + k, neighbour[k]);
            }
            tokens.append(2 * width, node.belief()).endRow();
        }
        return tokens.build();
    }

    private static int bits(int nodes) {
        return Math.max(1, 32 - Integer.numberOfLeadingZeros(nodes));
    }

    /** Uniform among the rotations and reflections but for signs: the Q of a matrix of normal entries. */
    static Matrix rotation(int width, Random random) {
        double[][] normal = new double[width][width];
        for (double[] row : normal) {
            Arrays.setAll(row, i -> random.nextGaussian());
        }
        RealMatrix q = new QRDecomposition(Algebra.real(normal)).getQ();
        return Algebra.matrix(q);
    }
}
