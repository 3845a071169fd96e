package org.deciban.proofs.claims.published;

import org.deciban.compiler.decompile.Coupling;
import org.deciban.compiler.decompile.ImplicitHead;
import org.deciban.compiler.decompile.ImplicitRound;
import org.deciban.compiler.decompile.LinkFunction;
import org.deciban.compiler.decompile.Term;
import org.deciban.compiler.decompile.UpdateLink;
import org.deciban.compiler.decompile.WeightedEdge;
import org.deciban.transformer.Matrix;

/**
 * How large the terms are that one layer adds up to each entry of the residual stream, signs ignored.
 *
 * <p>Two float64 programs that add the same terms in another order agree to a small multiple of ulp(1) times this, and to no
 * absolute tolerance: a sum of 700 and −700 is 0 to thirteen digits. An attention weight is as exact as its score, so it
 * counts with the terms of the score; the logarithm of u magnifies a relative error of u, so it counts with the terms of u
 * over u.
 */
final class Yardstick {
    private final double[][] states;
    private final double[][] gross;

    private Yardstick(double[][] states) {
        this.states = states;
        this.gross = new double[states.length][states[0].length];
    }

    /** Entry {@code [token][dimension]}: what the layer adds up there, starting from these states; at least 1. */
    static double[][] of(ImplicitRound round, Matrix before, Matrix mid) {
        Yardstick yardstick = new Yardstick(nodes(before));
        for (int i = 0; i < yardstick.gross.length; i++) {
            for (int d = 0; d < yardstick.gross[i].length; d++) {
                yardstick.gross[i][d] = Math.max(1, Math.abs(yardstick.states[i][d]));
            }
        }
        round.heads().forEach(yardstick::addHead);
        double[][] gathered = nodes(mid);
        double[][] after = new double[gathered.length][];
        for (int i = 0; i < after.length; i++) {
            after[i] = yardstick.gross[i].clone();
            for (UpdateLink link : round.links()) {
                addLink(link, gathered[i], yardstick.gross[i], after[i]);
            }
            for (Term term : round.unary()) {
                after[i][term.dimension()] += Math.abs(term.weight());
            }
        }
        return after;
    }

    private void addHead(ImplicitHead head) {
        double[] largestScore = new double[states.length];
        for (WeightedEdge edge : head.edges()) {
            largestScore[edge.to()] = Math.max(largestScore[edge.to()], grossScore(head, edge));
        }
        for (WeightedEdge edge : head.edges()) {
            double factor = edge.weight() * (1 + grossScore(head, edge) + largestScore[edge.to()]);
            for (Coupling path : head.form().valuePath()) {
                gross[edge.to()][path.to()] += factor * Math.abs(path.weight() * states[edge.from()][path.from()]);
            }
        }
    }

    private double grossScore(ImplicitHead head, WeightedEdge edge) {
        double sum = 0;
        for (Coupling term : head.form().compatibility()) {
            sum += Math.abs(term.weight() * states[edge.to()][term.to()] * states[edge.from()][term.from()]);
        }
        return sum;
    }

    private static void addLink(UpdateLink link, double[] gathered, double[] gross, double[] after) {
        double u = link.bias();
        double grossU = Math.abs(u);
        for (Term input : link.inputs()) {
            u += input.weight() * gathered[input.dimension()];
            grossU += Math.abs(input.weight()) * gross[input.dimension()];
        }
        boolean logarithm = link.function() == LinkFunction.LOG_OF_SUM && grossU > 0;
        double size = Math.abs(link.function().combine(u)) + (logarithm ? grossU / Math.abs(u) : grossU);
        for (Term output : link.outputs()) {
            after[output.dimension()] += Math.abs(output.weight()) * size;
        }
    }

    private static double[][] nodes(Matrix matrix) {
        double[][] nodes = new double[matrix.rows()][matrix.columns()];
        for (int i = 0; i < nodes.length; i++) {
            for (int d = 0; d < nodes[i].length; d++) {
                nodes[i][d] = matrix.get(i, d);
            }
        }
        return nodes;
    }
}
