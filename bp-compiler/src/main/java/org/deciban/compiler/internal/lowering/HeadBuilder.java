package org.deciban.compiler.internal.lowering;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Subspace;

/** Writes a head as what it scores and what it moves, and says so in words. */
public final class HeadBuilder {
    private final String name;
    private final CellLayout layout;
    private final Weights queries;
    private final Weights keys;
    private final Weights reads;
    private final Weights writes;
    private final Set<String> looks = new LinkedHashSet<>();
    private final Set<String> adds = new LinkedHashSet<>();

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
        looks.add("scoring " + scaled(weight) + layout.name(queryDim) + " · " + layout.name(keyDim));
        addScore(queryDim, keyDim, weight);
        return this;
    }

    private void addScore(int queryDim, int keyDim, double weight) {
        queries.addRow(Map.of(queryDim, weight));
        keys.addRow(Map.of(keyDim, 1.0));
    }

    private static String scaled(double weight) {
        return weight == 1 ? "" : weight + " · ";
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
        looks.add("where " + keyAddress.name() + " is its " + queryAddress.name());
        for (int bit = 0; bit < queryAddress.size(); bit += 2) {
            addScore(queryAddress.at(bit), keyAddress.at(bit + 1), -beta);
            addScore(queryAddress.at(bit + 1), keyAddress.at(bit), -beta);
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
            looks.add("at the sink if " + layout.name(kind));
            addScore(kind, layout.isSink, layout.bounds.addressPrice());
        }
        return this;
    }

    /** Makes tokens of some kinds never look at the sink. */
    public HeadBuilder shunSink(int... kinds) {
        for (int kind : kinds) {
            looks.add("not at the sink if " + layout.name(kind));
            addScore(kind, layout.isSink, -layout.bounds.addressPrice());
        }
        return this;
    }

    /** Makes every token blind to tokens of some kinds. */
    public HeadBuilder hide(int... kinds) {
        for (int kind : kinds) {
            looks.add("not where " + layout.name(kind));
            addScore(layout.one, kind, -layout.bounds.addressPrice());
        }
        return this;
    }

    /** Moves {@code scale · (Σ weight · value[dim])} of the attended tokens into a dimension of the attending one. */
    public HeadBuilder move(Map<Integer, Double> from, int to, double scale) {
        String sum = from.keySet().stream()
                .sorted()
                .map(dimension -> scaled(from.get(dimension)) + layout.name(dimension))
                .collect(Collectors.joining(" + "));
        adds.add(scaled(scale) + (from.size() == 1 ? sum : "(" + sum + ")") + " to " + layout.name(to));
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

    /**
     * The head.
     *
     * @param purpose what it is for; where it looks and what it adds follow
     */
    public Explained<AttentionHead> build(String purpose) {
        AttentionHead head =
                new AttentionHead(name, queries.build(), keys.build(), reads.build(), writes.buildTransposed());
        return new Explained<>(
                head, purpose + "; looks " + String.join(", ", looks) + "; adds " + String.join(", ", adds));
    }
}
