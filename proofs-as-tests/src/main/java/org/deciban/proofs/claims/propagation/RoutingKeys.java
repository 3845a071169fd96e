package org.deciban.proofs.claims.propagation;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Subspace;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;

/**
 * One layer that routes: token i holds its address, and for each of its heads the address of the token to read or none.
 *
 * <p>Scores are −β times the number of bits that differ; the sink, one token more, scores −β/2, so that it is read by whoever names
 * no address. What is read is a one-hot name, and each head writes to a place of its own.
 */
final class RoutingKeys {
    private static final double BETA = 2048;

    private final int nodes;
    private final int heads;
    private final int bits;
    private final ResidualLayout residual;
    private final Transformer transformer;

    /** @param fault changes the output matrix of the first head */
    RoutingKeys(int nodes, int heads, UnaryOperator<Matrix> fault) {
        this.nodes = nodes;
        this.heads = heads;
        this.bits = Math.max(1, 32 - Integer.numberOfLeadingZeros(nodes - 1));
        ResidualLayout.Builder builder = ResidualLayout.builder();
        builder.add("own", 2 * bits);
        builder.addEach("wanted", heads, 2 * bits);
        builder.add("is_sink", 1);
        builder.add("one", 1);
        builder.add("name", nodes);
        builder.addEach("read", heads, nodes);
        this.residual = builder.build();
        AttentionHead[] all = new AttentionHead[heads];
        Arrays.setAll(all, h -> head(h, h == 0 ? fault : UnaryOperator.identity()));
        Layer layer = new Layer("route", List.of(all), FeedForward.none(residual.modelDim()));
        this.transformer = new Transformer(residual, List.of(layer));
    }

    private AttentionHead head(int h, UnaryOperator<Matrix> fault) {
        int d = residual.modelDim();
        double[] q = new double[(2 * bits + 1) * d];
        double[] k = new double[(2 * bits + 1) * d];
        for (int i = 0; i < 2 * bits; i++) {
            // The key of a bit meets the query of its opposite.
            q[i * d + start("wanted." + h) + (i ^ 1)] = -BETA;
            k[i * d + start("own") + i] = 1;
        }
        q[2 * bits * d + start("one")] = -BETA / 2;
        k[2 * bits * d + start("is_sink")] = 1;
        double[] v = new double[nodes * d];
        double[] o = new double[d * nodes];
        for (int i = 0; i < nodes; i++) {
            v[i * d + start("name") + i] = 1;
            o[(start("read." + h) + i) * nodes + i] = 1;
        }
        return new AttentionHead(
                "head." + h,
                Matrix.ofRowMajor(2 * bits + 1, d, q),
                Matrix.ofRowMajor(2 * bits + 1, d, k),
                Matrix.ofRowMajor(nodes, d, v),
                fault.apply(Matrix.ofRowMajor(d, nodes, o)));
    }

    private int start(String name) {
        Subspace subspace = residual.subspace(name);
        return subspace.start();
    }

    /**
     * What arrives where when one token names another to one head.
     *
     * @param addresses the address of each token, different ones unless told otherwise
     * @return {@code [(head · nodes + token) · nodes + name]}
     */
    double[] read(int reader, int read, int head, int[] addresses) {
        int d = residual.modelDim();
        double[] tokens = new double[(nodes + 1) * d];
        for (int token = 0; token < nodes; token++) {
            int at = token * d;
            writeAddress(tokens, at + start("own"), addresses[token]);
            for (int h = 0; h < heads; h++) {
                int wanted = at + start("wanted." + h);
                if (token == reader && h == head) {
                    writeAddress(tokens, wanted, addresses[read]);
                } else {
                    // Both of each pair: every address differs from it in every bit.
                    Arrays.fill(tokens, wanted, wanted + 2 * bits, 1);
                }
            }
            tokens[at + start("one")] = 1;
            tokens[at + start("name") + token] = 1;
        }
        tokens[nodes * d + start("is_sink")] = 1;
        Matrix after = new DenseEngine().prepare(transformer).forward(Matrix.ofRowMajor(nodes + 1, d, tokens));
        double[] arrived = new double[heads * nodes * nodes];
        for (int h = 0; h < heads; h++) {
            for (int token = 0; token < nodes; token++) {
                for (int name = 0; name < nodes; name++) {
                    arrived[(h * nodes + token) * nodes + name] = after.get(token, start("read." + h) + name);
                }
            }
        }
        return arrived;
    }

    private void writeAddress(double[] tokens, int at, int address) {
        for (int bit = 0; bit < bits; bit++) {
            tokens[at + 2 * bit + (address >> bit & 1)] = 1;
        }
    }
}
