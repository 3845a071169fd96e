package org.deciban.transformer.folded;

import java.util.List;
import java.util.stream.IntStream;
import org.deciban.transformer.Program;

/**
 * Which attention weights a folded run computes: it takes all others of the same queries to be exactly 0.0, which whoever has the
 * dense pattern can check.
 *
 * <p>Nothing is said of queries on which no output depends, and of heads that run in full.
 */
public final class KeptWeights {
    private final Fold fold;
    private final int tokens;

    private KeptWeights(Fold fold) {
        this.fold = fold;
        this.tokens = fold.program().tokens().rows();
    }

    /** What folding keeps of a program. */
    public static KeptWeights of(Program program) {
        return new KeptWeights(Fold.of(program));
    }

    /**
     * The query tokens of which something may be dropped, ascending: all of a head with a constant pattern, else those on which
     * outputs depend; none of a head that runs in full.
     *
     * @param layer a layer of the transformer
     * @throws IndexOutOfBoundsException if there is no such layer or head
     */
    public List<Integer> queries(int layer, int head) {
        LayerFold folded = layer(layer);
        if (folded.freeHead(head) != null) {
            return List.of();
        }
        if (folded.head(head).scores().isConstant()) {
            return IntStream.range(0, tokens).boxed().toList();
        }
        return folded.queries.stream()
                .filter(query -> query.head() == head)
                .map(Query::token)
                .sorted()
                .toList();
    }

    /**
     * The key tokens whose weights are computed, ascending.
     *
     * @param query one of {@link #queries}
     */
    public int[] keys(int layer, int head, int query) {
        LayerFold folded = layer(layer);
        FoldedHead of = folded.head(head);
        int[] keys = of.scores().isConstant() ? of.rowAt(of.row(query)).tokens() : folded.candidates(head, query);
        return keys.clone();
    }

    private LayerFold layer(int layer) {
        return fold.folds().get(fold.schedule().order().get(layer));
    }
}
