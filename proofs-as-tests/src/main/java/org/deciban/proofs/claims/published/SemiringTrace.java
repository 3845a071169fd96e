package org.deciban.proofs.claims.published;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.TokenOrigin;
import org.deciban.compiler.TokenOrigin.Kind;
import org.deciban.factorgraph.Evidence;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Subspace;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;

/**
 * What the two layers of a round of row attention did in one forward pass, compared with the two operations of the log semiring on the
 * numbers that stood in the tokens before.
 */
final class SemiringTrace {
    private static final double SMALLEST = 1e-300;

    private final CompiledModel model;
    private final ForwardTrace trace;
    private final Subspace message;
    private final Subspace impossible;
    private final Subspace out;
    private final int logPotential;

    SemiringTrace(CompiledModel model, Evidence evidence, Engine engine) {
        Transformer transformer = model.transformer();
        ResidualLayout layout = transformer.layout();
        this.model = model;
        this.trace = ForwardTrace.ofResiduals();
        this.message = layout.subspace("message");
        this.impossible = layout.subspace("impossible");
        this.out = layout.subspace("out");
        this.logPotential = layout.subspace("log_potential").dimension();
        engine.prepare(transformer).forward(model.embed(evidence), trace);
    }

    private List<Integer> layers(String name) {
        List<Integer> found = new ArrayList<>();
        for (int l = 0; l < model.transformer().layers().size(); l++) {
            if (model.transformer().layers().get(l).name().equals(name)) {
                found.add(l);
            }
        }
        return found;
    }

    private List<Integer> tokens(Kind kind) {
        List<Integer> found = new ArrayList<>();
        for (int token = 0; token < model.tokens().rows(); token++) {
            if (model.origin(token).kind() == kind) {
                found.add(token);
            }
        }
        return found;
    }

    /**
     * ⊗: after every gather layer, the log-belief of each variable against the exact sum of what the messages to it and its own evidence
     * held; per unit of what is added.
     */
    double errorOfProducts() {
        double worst = 0;
        Subspace belief = model.transformer().layout().subspace("state.0");
        for (int l : layers("gather")) {
            Matrix before = trace.get(HookPoint.residual(l, Site.RESID_PRE));
            Matrix after = trace.get(HookPoint.residual(l, Site.RESID_POST));
            for (int variable : tokens(Kind.VARIABLE)) {
                for (int s = 0; s < states(variable); s++) {
                    // The erase head takes away what stood there; both are among the terms that are added.
                    double old = 2 * Math.abs(before.get(variable, belief.at(s)));
                    double actual = after.get(variable, belief.at(s));
                    worst = larger(worst, errorOfProduct(before, variable, s, actual, old));
                }
            }
        }
        return worst;
    }

    private double errorOfProduct(Matrix before, int variable, int state, double actual, double erased) {
        int index = model.origin(variable).variable().orElseThrow();
        BigDecimal exact = logarithm(before, variable, state);
        double gross = 1 + erased + Math.abs(exact.doubleValue());
        for (int token : tokens(Kind.MESSAGE)) {
            if (model.origin(token).variable().orElseThrow() == index) {
                BigDecimal added = logarithm(before, token, state);
                exact = exact.add(added);
                gross += Math.abs(added.doubleValue());
            }
        }
        return exact.subtract(new BigDecimal(actual)).abs().doubleValue() / gross;
    }

    /** A log-message as the gather heads read it: exact zeros weigh more than any sum of others. */
    private BigDecimal logarithm(Matrix states, int token, int state) {
        BigDecimal mark = new BigDecimal(states.get(token, impossible.at(state)))
                .multiply(new BigDecimal(model.bounds().impossibleWeight()));
        return new BigDecimal(states.get(token, message.at(state))).add(mark);
    }

    /**
     * ⊕: after every update layer, each message against the sum over the rows that agree on its state, relative to the sum over all rows;
     * per unit of the largest score.
     */
    double errorOfSums() {
        double worst = 0;
        for (int l : layers("update")) {
            Matrix before = trace.get(HookPoint.residual(l, Site.RESID_PRE));
            Matrix after = trace.get(HookPoint.residual(l, Site.RESID_POST));
            for (int token : tokens(Kind.MESSAGE)) {
                worst = larger(worst, errorOfSum(before, after, token));
            }
        }
        return worst;
    }

    private double errorOfSum(Matrix before, Matrix after, int token) {
        List<Integer> rows = rowsOf(model.origin(token));
        double[] scores = new double[rows.size()];
        double gross = 1;
        double largest = Double.NEGATIVE_INFINITY;
        for (int r = 0; r < scores.length; r++) {
            scores[r] = before.get(rows.get(r), logPotential);
            double here = Math.abs(scores[r]);
            for (int slot = 0; slot < model.bounds().slots(); slot++) {
                double gathered = gathered(before, token, rows.get(r), slot);
                scores[r] += gathered;
                here += Math.abs(gathered);
            }
            gross = Math.max(gross, here);
            largest = Math.max(largest, scores[r]);
        }
        double[] sums = new double[states(token)];
        double total = 0;
        for (int r = 0; r < scores.length; r++) {
            double weight = Math.exp(scores[r] - largest);
            total += weight;
            for (int s = 0; s < sums.length; s++) {
                sums[s] += weight * before.get(rows.get(r), out.at(s));
            }
        }
        double worst = 0;
        for (int s = 0; s < sums.length; s++) {
            double share = sums[s] / total;
            // Below the floor of the LOG units a share is marked, and its logarithm is the floor.
            double expected = Math.log(Math.max(share, SMALLEST));
            double error = Math.abs(after.get(token, message.at(s)) - expected) / (gross + Math.abs(expected));
            boolean marked = after.get(token, impossible.at(s)) != 0;
            worst = larger(worst, marked == share < SMALLEST ? error : Double.POSITIVE_INFINITY);
        }
        return worst;
    }

    private double gathered(Matrix before, int token, int row, int slot) {
        ResidualLayout layout = model.transformer().layout();
        Subspace state = layout.subspace("state." + slot);
        Subspace named = layout.subspace("row." + slot);
        double sum = 0;
        for (int s = 0; s < state.size(); s++) {
            sum += before.get(token, state.at(s)) * before.get(row, named.at(s));
        }
        return sum;
    }

    private List<Integer> rowsOf(TokenOrigin edge) {
        return tokens(Kind.ROW).stream()
                .filter(row -> model.origin(row).factor().equals(edge.factor()))
                .filter(row -> model.origin(row).variable().equals(edge.variable()))
                .toList();
    }

    /** The smallest log-message that was not zero. */
    double lowestMessage() {
        double lowest = 0;
        for (int l : layers("update")) {
            Matrix after = trace.get(HookPoint.residual(l, Site.RESID_POST));
            for (int token : tokens(Kind.MESSAGE)) {
                for (int s = 0; s < states(token); s++) {
                    boolean possible = after.get(token, impossible.at(s)) == 0;
                    lowest = possible ? Math.min(lowest, after.get(token, message.at(s))) : lowest;
                }
            }
        }
        return lowest;
    }

    /** The states of the variable of a token of either kind. */
    private int states(int token) {
        int variable = model.origin(token).variable().orElseThrow();
        return model.graph().variables().get(variable).cardinality();
    }

    private static double larger(double worst, double error) {
        return error <= worst ? worst : error;
    }
}
