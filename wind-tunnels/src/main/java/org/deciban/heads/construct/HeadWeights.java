package org.deciban.heads.construct;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Subspace;

/** Writes a head as what it scores and what it moves. */
final class HeadWeights {
    private final String name;
    private final TokenCode code;
    private final List<Map<Integer, Double>> queries = new ArrayList<>();
    private final List<Map<Integer, Double>> keys = new ArrayList<>();
    private final List<Map<Integer, Double>> reads = new ArrayList<>();
    private final List<Map<Integer, Double>> writes = new ArrayList<>();

    /** A head that scores everything 0 and moves nothing. */
    HeadWeights(String name, TokenCode code) {
        this.name = name;
        this.code = code;
    }

    /** Adds the product of a linear form of the query and one of the key to the score. */
    HeadWeights score(Map<Integer, Double> query, Map<Integer, Double> key) {
        queries.add(query);
        keys.add(key);
        return this;
    }

    /** Adds a number for every key that a linear form of the key is 1 on. */
    HeadWeights forKeys(Map<Integer, Double> key, double number) {
        return score(Map.of(code.one.dimension(), number), key);
    }

    /** Adds a number for every key. */
    HeadWeights forAll(double number) {
        return forKeys(Map.of(code.one.dimension(), 1.0), number);
    }

    /** Adds a number where the numbers of two one-hot blocks agree. */
    HeadWeights match(Subspace query, Subspace key, double number) {
        return match(query, key, 0, number);
    }

    /** The same from an offset on. */
    HeadWeights match(Subspace query, Subspace key, int firstOffset, double number) {
        for (int i = firstOffset; i < query.size(); i++) {
            score(Map.of(query.at(i), number), Map.of(key.at(i), 1.0));
        }
        return this;
    }

    /** Adds −price for every key after the query. */
    HeadWeights notAfter(double price) {
        return match(code.here(), code.after(), -price);
    }

    /** Adds −price for the query's own token, unless that is the start. */
    HeadWeights notSelf(double price) {
        for (int j = 1; j < code.maximumLength; j++) {
            score(Map.of(code.here().at(j), -price), Map.of(code.here().at(j), 1.0));
        }
        return this;
    }

    /** Adds a number for the key that stands a distance before the query. */
    HeadWeights before(int distance, double number) {
        for (int j = distance; j < code.maximumLength; j++) {
            score(Map.of(code.here().at(j), number), Map.of(code.here().at(j - distance), 1.0));
        }
        return this;
    }

    /** The same, or for the start where nothing stands so far before. */
    HeadWeights beforeOrStart(int distance, double number) {
        for (int j = 0; j < Math.min(distance, code.maximumLength); j++) {
            score(Map.of(code.here().at(j), number), Map.of(code.start.dimension(), 1.0));
        }
        return before(distance, number);
    }

    /** Adds a number for the start. */
    HeadWeights start(double number) {
        return forKeys(Map.of(code.start.dimension(), 1.0), number);
    }

    /** Adds a number for the start, unless a linear form of the query is 1. */
    HeadWeights startUnless(Map<Integer, Double> query, double number) {
        Map<Integer, Double> form = new TreeMap<>();
        query.forEach((dimension, weight) -> form.put(dimension, -number * weight));
        form.merge(code.one.dimension(), number, Double::sum);
        return score(form, Map.of(code.start.dimension(), 1.0));
    }

    /** Moves a linear form of the attended tokens to a dimension of the attending one. */
    HeadWeights move(Map<Integer, Double> from, int to, double scale) {
        reads.add(from);
        writes.add(Map.of(to, scale));
        return this;
    }

    /** Moves numbers of a block, from an offset on, to the same offsets of another. */
    HeadWeights move(Subspace from, int firstOffset, Subspace to) {
        return move(from, firstOffset, from.size(), to);
    }

    /** The same up to an offset, which is not moved. */
    HeadWeights move(Subspace from, int firstOffset, int endOffset, Subspace to) {
        for (int i = firstOffset; i < endOffset; i++) {
            move(Map.of(from.at(i), 1.0), to.at(i), 1);
        }
        return this;
    }

    AttentionHead build() {
        return new AttentionHead(name, rows(queries), rows(keys), rows(reads), columns(writes));
    }

    private Matrix rows(List<Map<Integer, Double>> forms) {
        return Weights.ofRows(forms, code.modelDim());
    }

    private Matrix columns(List<Map<Integer, Double>> forms) {
        return Weights.ofColumns(forms, code.modelDim());
    }
}
