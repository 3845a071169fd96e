package org.deciban.proofs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.deciban.compiler.BeliefReach;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.TokenOrigin;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.trace.Edit;
import org.deciban.transformer.trace.ForwardObserver;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;
import org.deciban.transformer.trace.Interventions;

/**
 * An intervention in a compiled model at one head.
 *
 * @param kind what is done
 * @param changes by how much the intervention changes the row of a token at most, by token
 */
record InterventionCase(
        CompiledModel model, Evidence evidence, HookPoint point, Kind kind, Edit edit, List<Double> changes) {
    /** What is done to the output of a head. */
    enum Kind {
        ABLATED,
        HALVED,
        /** With the output that the head has under other evidence. */
        PATCHED
    }

    /** A head of a random layer is changed, at all tokens or at one message token. */
    static InterventionCase draw(FactorGraph graph, Evidence evidence, CompilerOptions options, Random random) {
        CompiledModel model = BpCompiler.compile(graph, options).on(new DenseEngine());
        int layer = random.nextInt(model.transformer().layers().size());
        int head =
                random.nextInt(model.transformer().layers().get(layer).heads().size());
        HookPoint point = new HookPoint(layer, head, random.nextBoolean() ? Site.RESULT : Site.Z);
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        Edit everywhere = edit(kind, model.trace(soft(graph, random), point::equals));
        List<Integer> messages = messageTokens(model);
        boolean one = !messages.isEmpty() && random.nextInt(3) > 0;
        Edit edit = one ? everywhere.onTokens(messages.get(random.nextInt(messages.size()))) : everywhere;
        Matrix before = model.trace(evidence, point::equals).get(point);
        return new InterventionCase(model, evidence, point, kind, edit, changes(before, edit.apply(point, before)));
    }

    private static Edit edit(Kind kind, ForwardTrace other) {
        switch (kind) {
            case ABLATED:
                return Edit.zero();
            case HALVED:
                return Edit.scale(0.5);
            default:
                return Edit.patch(other);
        }
    }

    private static List<Double> changes(Matrix before, Matrix after) {
        List<Double> changes = new ArrayList<>();
        for (int token = 0; token < before.rows(); token++) {
            double most = 0;
            for (int column = 0; column < before.columns(); column++) {
                most = Math.max(most, Math.abs(before.get(token, column) - after.get(token, column)));
            }
            changes.add(most);
        }
        return changes;
    }

    /** Evidence that rules nothing out, on about half of the variables. */
    static Evidence soft(FactorGraph graph, Random random) {
        Evidence.Builder builder = graph.evidence();
        for (Variable variable : graph.variables()) {
            if (random.nextBoolean()) {
                double[] likelihood = new double[variable.cardinality()];
                Arrays.setAll(likelihood, s -> 0.1 + 0.9 * random.nextDouble());
                builder.likelihood(variable, likelihood);
            }
        }
        return builder.build();
    }

    private static List<Integer> messageTokens(CompiledModel model) {
        List<Integer> tokens = new ArrayList<>();
        for (int token = 0; token < model.tokens().rows(); token++) {
            if (model.origin(token).kind() == TokenOrigin.Kind.MESSAGE) {
                tokens.add(token);
            }
        }
        return tokens;
    }

    /** What the head is called. */
    String head() {
        return model.transformer()
                .layers()
                .get(point.layer())
                .heads()
                .get(point.head())
                .name();
    }

    /** The prediction for the tokens whose row changes by more than this. */
    List<BeliefReach> reach(double least) {
        Set<Integer> tokens = new TreeSet<>();
        for (int token = 0; token < changes.size(); token++) {
            if (changes.get(token) > least) {
                tokens.add(token);
            }
        }
        return model.beliefsReachedFrom(point, tokens);
    }

    /** Log-beliefs by round, variable and state, without the intervention. */
    List<double[][]> before() {
        return model.logBeliefsAfterEachRound(evidence, ForwardObserver.NONE);
    }

    /** The same under the intervention. */
    List<double[][]> after() {
        return model.logBeliefsAfterEachRound(evidence, Interventions.at(point, edit));
    }

    /**
     * The largest amount that any head adds to the residual stream under the intervention. It is far above the beliefs where an
     * intervention leaves a logarithm nothing to work on, so that a message is marked as impossible.
     */
    double largestAmount() {
        ForwardTrace trace = ForwardTrace.of(here -> here.site() == Site.RESULT);
        model.logBeliefsAfterEachRound(evidence, Interventions.at(point, edit).with(trace));
        return trace.points().stream()
                .flatMapToDouble(here -> Arrays.stream(trace.get(here).toRowMajor()))
                .map(Math::abs)
                .max()
                .orElse(0);
    }

    @Override
    public String toString() {
        return "head " + head() + " " + kind + " at " + point + ", rows changed by " + changes + ", evidence "
                + evidence;
    }
}
