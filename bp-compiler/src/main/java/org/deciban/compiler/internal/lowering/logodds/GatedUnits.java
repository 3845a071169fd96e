package org.deciban.compiler.internal.lowering.logodds;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.deciban.compiler.internal.lowering.ExplainedUnits;
import org.deciban.compiler.internal.lowering.Weights;
import org.deciban.transformer.Activation;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Subspace;

/**
 * Builds a feed-forward out of units that can be switched off by marks. A mark is a dimension that is exactly 0 or about a
 * positive whole number; a unit is <em>off</em> where one of its marks is not 0, and on every token but messages.
 *
 * <p>With φ = softplus, {@code φ(u) = max(u,0) + ln(1 + e^(−|u|))}, or φ = relu, {@code φ(u) = max(u,0)}:
 *
 * <ul>
 *   <li><b>bend</b> {@code φ(x − G·marks)} is φ(x), or exactly 0 where off, since G = 2^100 outweighs x. Where on, the marks
 *       are exactly 0, so x loses no bits.
 *   <li><b>copy</b> {@code φ(x − G·marks) − φ(−x − G·marks)} is x, to rounding, or exactly 0 where off.
 *   <li><b>unless</b> {@code (2/W)·φ(W/2 − W·marks)} with W = 2^12 is exactly 1, or exactly 0 where off.
 * </ul>
 *
 * The two φ differ in <b>bend</b> alone, and there at |x| of order 1.
 */
final class GatedUnits {
    /** G: above every x, and G times any number of marks is finite in float32 too. */
    static final double GATE = 0x1p100;

    /** W: e^(−W/2) is 0 in float64 and float32. */
    private static final double SLOPE = 0x1p12;

    private final LogOddsLayout layout;
    private final Weights in;
    private final Weights out;
    private final List<String> texts = new ArrayList<>();

    GatedUnits(LogOddsLayout layout) {
        this.layout = layout;
        this.in = new Weights(layout.residual.modelDim());
        this.out = new Weights(layout.residual.modelDim());
    }

    /** Adds {@code weight · φ(x)} to a dimension, unless a mark stands. */
    void bend(Map<Integer, Double> x, List<Integer> marks, int to, double weight) {
        unit(x, marks, GATE, to, weight, "bend");
    }

    /** Adds {@code weight · x} to a dimension, unless a mark stands. */
    void copy(Map<Integer, Double> x, List<Integer> marks, int to, double weight) {
        Map<Integer, Double> negative = new HashMap<>(x);
        negative.replaceAll((dimension, factor) -> -factor);
        unit(x, marks, GATE, to, weight, "copy, upper half");
        unit(negative, marks, GATE, to, -weight, "copy, lower half");
    }

    /** Adds {@code weight} to a dimension, unless a mark stands. */
    void unless(List<Integer> marks, int to, double weight) {
        unit(Map.of(layout.one, SLOPE / 2), marks, SLOPE, to, weight * (2 / SLOPE), "unless");
    }

    private void unit(Map<Integer, Double> x, List<Integer> marks, double price, int to, double weight, String kind) {
        Map<Integer, Double> row = new HashMap<>(x);
        marks.forEach(mark -> row.put(mark, -price));
        row.put(layout.isSink, -price);
        row.put(layout.isVariable, -price);
        in.addRow(row);
        out.addRow(Map.of(to, weight));
        String argument = x.keySet().stream()
                .sorted()
                .map(dimension -> x.get(dimension) + " · " + name(dimension))
                .collect(Collectors.joining(" + "));
        String off = marks.isEmpty()
                ? ""
                : " unless " + marks.stream().map(this::name).collect(Collectors.joining(" or "));
        texts.add(kind + ": adds " + weight + " · φ(" + argument + ") to " + name(to) + off + ", on message tokens");
    }

    private String name(int dimension) {
        Subspace block = layout.residual.subspaceOf(dimension);
        return block.size() == 1 ? block.name() : block.name() + "[" + (dimension - block.start()) + "]";
    }

    ExplainedUnits build(Activation activation) {
        int d = layout.residual.modelDim();
        FeedForward feedForward = new FeedForward(
                in.build(), Matrix.zeros(texts.size(), 1), out.buildTransposed(), Matrix.zeros(d, 1), activation);
        return new ExplainedUnits(feedForward, texts);
    }
}
