package org.deciban.tunnels.constructed;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;
import org.deciban.tunnels.Activations;

/**
 * What a program does, its tokens in the order of the positions and the others behind. Patterns take {@code tokens²} entries each:
 * where all of them are small enough, everything is kept from one forward pass, else each question is one of its own.
 *
 * <p>Where several positions are shown as one token, the first has its place among the keys and the others have weight 0.
 */
final class ProgramActivations implements Activations {
    private static final long KEPT_ENTRIES = 1 << 24;
    private static final Set<Site> ASKED = Set.of(Site.PATTERN, Site.K, Site.RESID_POST);

    private final Pass pass;
    private final ForwardTrace kept;
    /** The token at each place. */
    private final int[] order;

    ProgramActivations(Pass pass) {
        this.pass = pass;
        Pass.Positions positions = pass.positions();
        int tokens = pass.program().tokens().rows();
        boolean[] shown = new boolean[tokens];
        IntStream.range(0, positions.count()).forEach(position -> shown[positions.token(position)] = true);
        this.order = IntStream.concat(
                        IntStream.range(0, positions.count()).map(positions::token),
                        IntStream.range(0, tokens).filter(token -> !shown[token]))
                .toArray();
        long heads = pass.program().transformer().layers().stream()
                .mapToLong(layer -> layer.heads().size())
                .sum();
        boolean fits = heads * tokens * tokens <= KEPT_ENTRIES;
        this.kept = run(point -> fits && ASKED.contains(point.site()));
    }

    private ForwardTrace run(Predicate<HookPoint> selection) {
        ForwardTrace trace = ForwardTrace.of(selection);
        new DenseEngine().prepare(pass.program()).forward(pass.inputs().values(), trace);
        return trace;
    }

    private Matrix value(HookPoint point) {
        return kept.find(point).orElseGet(() -> run(point::equals).get(point));
    }

    private double[][] rows(Matrix value) {
        return Arrays.stream(order)
                .mapToObj(token -> IntStream.range(0, value.columns())
                        .mapToDouble(column -> value.get(token, column))
                        .toArray())
                .toArray(double[][]::new);
    }

    @Override
    public double[][] attention(int layer, int head) {
        Matrix pattern = value(new HookPoint(layer, head, Site.PATTERN));
        Pass.Positions positions = pass.positions();
        return Arrays.stream(order)
                .mapToObj(query -> IntStream.range(0, order.length)
                        .mapToDouble(place -> place < positions.count() && positions.isRepeated(place)
                                ? 0
                                : pattern.get(query, order[place]))
                        .toArray())
                .toArray(double[][]::new);
    }

    @Override
    public double[][] keys(int layer, int head) {
        return rows(value(new HookPoint(layer, head, Site.K)));
    }

    @Override
    public double[][] residual(int layer) {
        return rows(
                layer < 0
                        ? pass.program().embed(pass.inputs().values())
                        : value(HookPoint.residual(layer, Site.RESID_POST)));
    }
}
