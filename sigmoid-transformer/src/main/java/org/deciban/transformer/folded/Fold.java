package org.deciban.transformer.folded;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;

/**
 * A program reduced to the entries that its outputs depend on.
 *
 * @param entries the entries
 * @param folds how each distinct layer makes them
 * @param constancy which of them keep one value where
 */
record Fold(Program program, Schedule schedule, Entries entries, List<LayerFold> folds, Constancy constancy) {

    /** Follows the outputs back; heads for which dropping weights cannot be proven are run in full. */
    static Fold of(Program program) {
        Schedule schedule = Schedule.of(program.transformer().layers());
        WrittenDimensions written = new WrittenDimensions(program, schedule.distinct());
        Heads heads = new Heads(program.tokens(), written);
        Set<AttentionHead> unproven = new HashSet<>();
        while (true) {
            Entries entries = new Entries(program);
            List<LayerFold> folds = new ArrayList<>();
            for (Layer layer : schedule.distinct()) {
                folds.add(heads.fold(layer, entries, unproven));
            }
            program.readOut().cells().forEach(cell -> entries.add(cell.token(), cell.dimension()));
            for (int e = 0; e < entries.size(); e++) {
                for (LayerFold fold : folds) {
                    fold.expand(e);
                }
            }
            Set<AttentionHead> refused = refused(program, schedule, entries, folds, written);
            if (!unproven.addAll(refused)) {
                return new Fold(program, schedule, entries, folds, new Constancy(program, schedule, entries, folds));
            }
        }
    }

    /** The heads of which some query has weight that cannot be proven to be 0.0 outside its candidates. */
    private static Set<AttentionHead> refused(
            Program program, Schedule schedule, Entries entries, List<LayerFold> folds, WrittenDimensions written) {
        Set<AttentionHead> refused = new HashSet<>();
        if (folds.stream().allMatch(fold -> fold.queries.isEmpty())) {
            return refused;
        }
        Bounds bounds = new Bounds(program, schedule, entries, folds, written);
        for (int layer = 0; layer < folds.size(); layer++) {
            LayerFold fold = folds.get(layer);
            Map<Integer, double[]> spreads = new HashMap<>();
            for (Query query : fold.queries) {
                int at = layer;
                FoldedHead head = fold.head(query.head());
                double spread = spreads.computeIfAbsent(query.head(), h -> bounds.movingSpread(at, h))[
                        bounds.classOf(query.token())];
                if (!refused.contains(head.head())
                        && head.candidates(query.token(), spread).length != query.candidates().length) {
                    refused.add(head.head());
                }
            }
        }
        return refused;
    }

    /** Folded heads, made once; keys of heads with the same W_K once. */
    private static final class Heads {
        private final Matrix tokens;
        private final WrittenDimensions written;
        private final Map<AttentionHead, FoldedHead> folded = new HashMap<>();
        private final Map<KeySource, FoldedHead.Keys> keys = new HashMap<>();

        private record KeySource(Matrix wK, BitSet still) {}

        Heads(Matrix tokens, WrittenDimensions written) {
            this.tokens = tokens;
            this.written = written;
        }

        LayerFold fold(Layer layer, Entries entries, Set<AttentionHead> unproven) {
            int count = layer.heads().size();
            FoldedHead[] heads = new FoldedHead[count];
            FreeHead[] free = new FreeHead[count];
            for (int h = 0; h < count; h++) {
                AttentionHead head = layer.heads().get(h);
                HeadScores scores = new HeadScores(head, written);
                boolean valuesMove = !scores.isConstant() && moves(head.wV());
                if (scores.isFree() || valuesMove || unproven.contains(head)) {
                    free[h] = new FreeHead(head, written);
                } else {
                    heads[h] = folded.computeIfAbsent(head, key -> new FoldedHead(scores, keys(scores), tokens));
                }
            }
            return new LayerFold(layer, entries, written, heads, free);
        }

        private FoldedHead.Keys keys(HeadScores scores) {
            KeySource source = new KeySource(scores.head().wK(), scores.still());
            return keys.computeIfAbsent(source, s -> FoldedHead.Keys.of(scores, tokens));
        }

        private boolean moves(Matrix weights) {
            for (int row = 0; row < weights.rows(); row++) {
                if (written.meets(weights, row)) {
                    return true;
                }
            }
            return false;
        }
    }
}
