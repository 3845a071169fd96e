package org.deciban.heads.recorded;

import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.trace.ForwardObserver;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;

/**
 * A program run once on its default inputs, its attention shown as it arises. Its tokens are no symbols of a vocabulary, so that scores
 * that read symbols have nothing to read.
 *
 * @param description what it was taken from
 * @param program what runs
 */
public record ProgramAttention(String description, Program program) implements AttentionSource {
    /**
     * {@inheritDoc}
     *
     * @throws AttentionBudgetException if the program has too many tokens for a pattern to be held
     */
    @Override
    public void visit(Visitor visitor) {
        int tokens = program.tokens().rows();
        AttentionBudgetException.require(description, tokens, tokens);
        new DenseEngine().prepare(program).forward(program.defaultInputs(), new ForwardObserver() {
            @Override
            public boolean wants(HookPoint point) {
                return point.site() == Site.PATTERN;
            }

            @Override
            public void observe(HookPoint point, Matrix value) {
                String name = program.transformer()
                        .layers()
                        .get(point.layer())
                        .heads()
                        .get(point.head())
                        .name();
                visitor.head(point.layer(), point.head(), name, rows(value), new int[0]);
            }
        });
    }

    private static double[][] rows(Matrix matrix) {
        double[][] rows = new double[matrix.rows()][matrix.columns()];
        for (int row = 0; row < rows.length; row++) {
            matrix.addRowTo(row, rows[row], 0);
        }
        return rows;
    }
}
