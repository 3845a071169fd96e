package org.deciban.proofs.claims.published;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.deciban.compiler.decompile.ImplicitRound;
import org.deciban.proofs.generators.DenseCase;
import org.deciban.proofs.generators.DenseTransformers;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;

/** A transformer with tokens, and a gauge. */
record Gauged(DenseCase given, Gauge gauge) {
    static Gauged draw(Random random) {
        DenseCase given = DenseTransformers.draw(random, random.nextInt(3) == 0 ? 4 : 1);
        return new Gauged(given, Gauge.draw(given.tokens().columns(), random));
    }

    Stream<Gauged> smaller() {
        return DenseReductions.of(given).map(less -> {
            int d = less.tokens().columns();
            boolean narrower = d < given.tokens().columns();
            return new Gauged(less, narrower ? Gauge.draw(d, new Random(gauge.seed())) : gauge);
        });
    }

    /**
     * From the same states: a layer, and the layer in other bases, run by an engine on the states in the new basis; the largest difference per
     * unit of what is added up.
     */
    double error(Engine engine) {
        ForwardTrace trace = ForwardTrace.ofResiduals();
        new DenseEngine().prepare(given.transformer()).forward(given.tokens(), trace);
        Transformer changed = gauge.to(given.transformer());
        double worst = 0;
        for (int l = 0; l < changed.layers().size(); l++) {
            Matrix before = trace.get(HookPoint.residual(l, Site.RESID_PRE));
            Matrix expected = trace.get(HookPoint.residual(l, Site.RESID_POST));
            Transformer one =
                    new Transformer(changed.layout(), List.of(changed.layers().get(l)));
            Matrix actual = gauge.from(engine.prepare(one).forward(gauge.to(before)));
            double size = largestSize(given.transformer().layers().get(l), before, trace, l);
            for (int i = 0; i < actual.rows(); i++) {
                for (int d = 0; d < actual.columns(); d++) {
                    double error = Math.abs(actual.get(i, d) - expected.get(i, d)) / size;
                    worst = error <= worst ? worst : error;
                }
            }
        }
        return worst;
    }

    /** A change of basis mixes dimensions, so the largest of them counts. */
    private static double largestSize(Layer layer, Matrix before, ForwardTrace trace, int l) {
        double[][] sizes =
                Yardstick.of(ImplicitRound.of(layer, before), before, trace.get(HookPoint.residual(l, Site.RESID_MID)));
        return Stream.of(sizes).flatMapToDouble(Arrays::stream).max().orElseThrow();
    }

    @Override
    public String toString() {
        return DenseReductions.text(given) + "\nS = " + DenseReductions.text(gauge.basis());
    }
}
