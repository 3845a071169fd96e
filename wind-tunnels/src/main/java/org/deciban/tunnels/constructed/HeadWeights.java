package org.deciban.tunnels.constructed;

import java.util.ArrayList;
import java.util.List;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Subspace;

/** Writes a head as what it scores and what it moves, one coordinate for each term. */
final class HeadWeights {
    private record Term(int from, int to, double weight) {}

    private final int modelDim;
    private final List<Term> scores = new ArrayList<>();
    private final List<Term> moves = new ArrayList<>();

    HeadWeights(int modelDim) {
        this.modelDim = modelDim;
    }

    /** Adds {@code weight · query[queryDim] · key[keyDim]} to the score. */
    HeadWeights score(int queryDim, int keyDim, double weight) {
        scores.add(new Term(queryDim, keyDim, weight));
        return this;
    }

    /** Adds {@code weight · (query block) · (key block)} to the score. */
    HeadWeights score(Subspace query, Subspace key, double weight) {
        for (int i = 0; i < query.size(); i++) {
            score(query.at(i), key.at(i), weight);
        }
        return this;
    }

    /** Moves {@code weight · value} of the attended tokens from one block to another. */
    HeadWeights move(Subspace from, Subspace to, double weight) {
        for (int i = 0; i < from.size(); i++) {
            moves.add(new Term(from.at(i), to.at(i), weight));
        }
        return this;
    }

    AttentionHead build(String name) {
        Matrix.Builder queries = Matrix.builder(scores.size(), modelDim);
        Matrix.Builder keys = Matrix.builder(scores.size(), modelDim);
        for (Term term : scores) {
            queries.append(term.from, term.weight);
            queries.endRow();
            keys.append(term.to, 1);
            keys.endRow();
        }
        Matrix.Builder reads = Matrix.builder(moves.size(), modelDim);
        double[] writes = new double[modelDim * moves.size()];
        for (int channel = 0; channel < moves.size(); channel++) {
            Term term = moves.get(channel);
            reads.append(term.from, 1);
            reads.endRow();
            writes[term.to * moves.size() + channel] = term.weight;
        }
        return new AttentionHead(
                name, queries.build(), keys.build(), reads.build(), Matrix.ofRowMajor(modelDim, moves.size(), writes));
    }
}
