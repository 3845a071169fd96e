package org.deciban.compiler.internal.lowering;

import java.util.Map;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Subspace;

/** Writes a head as what it scores and what it moves. */
public final class HeadBuilder {
    private final String name;
    private final CellLayout layout;
    private final Weights queries;
    private final Weights keys;
    private final Weights reads;
    private final Weights writes;

    /** A head that scores everything 0 and moves nothing. */
    public HeadBuilder(String name, CellLayout layout) {
        this.name = name;
        this.layout = layout;
        int modelDim = layout.residual().modelDim();
        this.queries = new Weights(modelDim);
        this.keys = new Weights(modelDim);
        this.reads = new Weights(modelDim);
        this.writes = new Weights(modelDim);
    }

    /** Adds {@code weight · query[queryDim] · key[keyDim]} to the score. */
    public HeadBuilder score(int queryDim, int keyDim, double weight) {
        queries.addRow(Map.of(queryDim, weight));
        keys.addRow(Map.of(keyDim, 1.0));
        return this;
    }

    /**
     * Adds {@code −β · Hamming(query address, key address)} to the score.
     *
     * <p>An address of b bits is b pairs, (1,0) for a 0 and (0,1) for a 1. The first of the query's pair meets the second
     * of the key's and the reverse, so a pair contributes −β when the bits differ and products that are each exactly 0.0
     * when they agree: a match adds exactly zero to whatever else is in the score, in any order of summation. A token
     * without the address has zeros there and scores 0 as well, so its kind must be kept out by another term.
     */
    public HeadBuilder match(Subspace queryAddress, Subspace keyAddress) {
        double beta = layout.bounds.addressPrice();
        for (int bit = 0; bit < queryAddress.size(); bit += 2) {
            score(queryAddress.at(bit), keyAddress.at(bit + 1), -beta);
            score(queryAddress.at(bit + 1), keyAddress.at(bit), -beta);
        }
        return this;
    }

    /**
     * Makes tokens of some kinds look at the sink alone, whose value is zero: for them the head does nothing.
     *
     * @param kinds flags that are 1 on the tokens to rest, 0 on all others
     */
    public HeadBuilder rest(int... kinds) {
        for (int kind : kinds) {
            score(kind, layout.isSink, layout.bounds.addressPrice());
        }
        return this;
    }

    /** Makes tokens of some kinds never look at the sink. */
    public HeadBuilder shunSink(int... kinds) {
        for (int kind : kinds) {
            score(kind, layout.isSink, -layout.bounds.addressPrice());
        }
        return this;
    }

    /** Makes every token blind to tokens of some kinds. */
    public HeadBuilder hide(int... kinds) {
        for (int kind : kinds) {
            score(layout.one, kind, -layout.bounds.addressPrice());
        }
        return this;
    }

    /** Moves {@code scale · (Σ weight · value[dim])} of the attended tokens into a dimension of the attending one. */
    public HeadBuilder move(Map<Integer, Double> from, int to, double scale) {
        reads.addRow(from);
        writes.addRow(Map.of(to, scale));
        return this;
    }

    /** Moves a block, dimension by dimension. */
    public HeadBuilder move(Subspace from, Subspace to, double scale) {
        for (int i = 0; i < from.size(); i++) {
            move(Map.of(from.at(i), 1.0), to.at(i), scale);
        }
        return this;
    }

    /** The head. */
    public AttentionHead build() {
        return new AttentionHead(name, queries.build(), keys.build(), reads.build(), writes.buildTransposed());
    }
}
