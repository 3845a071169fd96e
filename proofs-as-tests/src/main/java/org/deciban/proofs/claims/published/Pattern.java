package org.deciban.proofs.claims.published;

import java.util.List;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.deciban.proofs.generators.DenseTransformers;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;

/**
 * A head on tokens of which none is special, and what its attention says about it:
 *
 * <pre>
 *   ln α_ij − ln α_i0  =  x_iᵀ M (x_j − x_0),     M = W_Qᵀ W_K
 * </pre>
 *
 * is linear in M, and has one solution if the x_i span the space and the differences do.
 */
record Pattern(AttentionHead head, Matrix tokens) {
    static Pattern draw(Random random) {
        int d = 1 + random.nextInt(4);
        int keys = 1 + random.nextInt(d);
        Matrix wQ = DenseTransformers.gaussian(keys, d, 1 / Math.sqrt(d), random);
        Matrix wK = DenseTransformers.gaussian(keys, d, 1 / Math.sqrt(d), random);
        AttentionHead head = new AttentionHead("head", wQ, wK, Matrix.zeros(1, d), Matrix.zeros(d, 1));
        return new Pattern(head, DenseTransformers.gaussian(3 * d + 2, d, 1, random));
    }

    /** The largest |entry − entry of M| of the solution, relative to the largest entry of M. */
    double error() {
        Matrix pattern = pattern();
        int n = tokens.rows();
        int d = tokens.columns();
        RealMatrix equations = new Array2DRowRealMatrix(n * (n - 1), d * d);
        RealVector sides = new ArrayRealVector(n * (n - 1));
        for (int i = 0, row = 0; i < n; i++) {
            for (int j = 1; j < n; j++, row++) {
                for (int a = 0; a < d; a++) {
                    for (int b = 0; b < d; b++) {
                        equations.setEntry(row, a * d + b, tokens.get(i, a) * (tokens.get(j, b) - tokens.get(0, b)));
                    }
                }
                sides.setEntry(row, Math.log(pattern.get(i, j)) - Math.log(pattern.get(i, 0)));
            }
        }
        RealVector found = new QRDecomposition(equations).getSolver().solve(sides);
        RealMatrix form = Algebra.real(head.wQ()).transpose().multiply(Algebra.real(head.wK()));
        double worst = 0;
        double largest = 0;
        for (int a = 0; a < d; a++) {
            for (int b = 0; b < d; b++) {
                worst = Math.max(worst, Math.abs(found.getEntry(a * d + b) - form.getEntry(a, b)));
                largest = Math.max(largest, Math.abs(form.getEntry(a, b)));
            }
        }
        return worst / largest;
    }

    private Matrix pattern() {
        int d = tokens.columns();
        ResidualLayout.Builder layout = ResidualLayout.builder();
        layout.add("x", d);
        Transformer transformer =
                new Transformer(layout.build(), List.of(new Layer("layer", List.of(head), FeedForward.none(d))));
        HookPoint point = new HookPoint(0, 0, Site.PATTERN);
        ForwardTrace trace = ForwardTrace.of(point::equals);
        new DenseEngine().prepare(transformer).forward(tokens, trace);
        return trace.get(point);
    }
}
