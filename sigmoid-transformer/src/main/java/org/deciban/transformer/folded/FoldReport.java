package org.deciban.transformer.folded;

/**
 * What folding found. Weight-tied layers count once; the {@code weights} are attention weights, one for each query token, key token
 * and head, and the five counts after {@link #weights} add up to it.
 *
 * @param heads heads
 * @param constantHeads heads whose pattern nothing can change: evaluated once
 * @param contentHeads heads that attend by content to candidates found beforehand
 * @param freeHeads heads that run over all tokens, as in the dense engine: keys or values can change, or some weight could not
 *     be proven to be 0.0
 * @param weights {@code tokens² · heads}
 * @param unread weights of queries that no output depends on
 * @param droppedByConstantGap exactly 0.0 in float64: the query's score is constant and at least 746 below the best one
 * @param droppedByBoundedGap exactly 0.0 in float64: the static part of the score is further below the best one than the moving
 *     parts can differ, plus 746
 * @param kept weights that are computed, or were once for all runs
 * @param free weights of free heads that are computed
 * @param entries entries of the residual stream that outputs depend on
 * @param movingEntries those of them that change in a run
 * @param productForm whether logarithms are run as products
 * @param bytes of all arrays that a run reads and that do not depend on it
 */
public record FoldReport(
        int heads,
        int constantHeads,
        int contentHeads,
        int freeHeads,
        double weights,
        double unread,
        double droppedByConstantGap,
        double droppedByBoundedGap,
        double kept,
        double free,
        int entries,
        int movingEntries,
        boolean productForm,
        long bytes) {

    static FoldReport of(Fold fold, FoldedRun run) {
        double n = fold.program().tokens().rows();
        int heads = 0;
        int constantHeads = 0;
        int freeHeads = 0;
        double unread = 0;
        double constantGap = 0;
        double boundedGap = 0;
        double kept = 0;
        double free = 0;
        for (LayerFold layer : fold.folds()) {
            for (int h = 0; h < layer.layer.heads().size(); h++) {
                heads++;
                double asked;
                if (layer.freeHead(h) != null) {
                    freeHeads++;
                    asked = layer.freeHead(h).queries();
                    free += asked * n;
                } else if (layer.head(h).scores().isConstant()) {
                    constantHeads++;
                    asked = layer.askedTokens(h);
                    double found = layer.keptWeights(h);
                    kept += found;
                    constantGap += asked * n - found;
                } else {
                    int head = h;
                    asked = layer.queries.stream().filter(q -> q.head() == head).count();
                    double found = layer.queries.stream()
                            .filter(q -> q.head() == head)
                            .mapToDouble(q -> q.candidates().length)
                            .sum();
                    kept += found;
                    boundedGap += asked * n - found;
                }
                unread += n * n - asked * n;
            }
        }
        int moving = 0;
        for (int e = 0; e < fold.entries().size(); e++) {
            moving += fold.constancy().everMoves(e) ? 1 : 0;
        }
        return new FoldReport(
                heads,
                constantHeads,
                heads - constantHeads - freeHeads,
                freeHeads,
                n * n * heads,
                unread,
                constantGap,
                boundedGap,
                kept,
                free,
                fold.entries().size(),
                moving,
                run.isProductForm(),
                run.bytes());
    }
}
