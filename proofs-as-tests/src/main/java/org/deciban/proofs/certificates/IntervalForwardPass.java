package org.deciban.proofs.certificates;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.deciban.transformer.Cell;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.ReadOut;

/**
 * The forward pass of a program on intervals: encloses what its weights and tokens compute <em>in real numbers</em>.
 *
 * <p>The weights, tokens and inputs are taken as the reals that their doubles are. Softmax is that of the engines, {@code
 * e^(s − max s)} over its sum, in reals, where a score more than 746 below the largest has weight 0; activations are those of {@link org.deciban.transformer.Activation} in reals, the floor of LOG being the double 1e-300. What a
 * float64 engine prints is another number; it need not lie in the enclosure.
 *
 * <p>Any program is enclosed. The width stays small where attention is constant or attends by content to values that are
 * constant, as in a compiled model; how, is said in {@link LinearMix}, {@link HeadPass} and {@link FeedForwardPass}. Sound by the
 * specification of {@link Math#exp}, {@link Math#log} and {@link Math#log1p}, see {@link Interval}.
 *
 * @param cells what is read after the last layer, in the order of {@link ReadOut#cells()}
 * @param distributions by distribution and state {@code P(s) = e^(z_s) / Σ e^(z)}
 */
public record IntervalForwardPass(List<Interval> cells, List<List<Interval>> distributions) {
    /** Copies the lists. */
    public IntervalForwardPass {
        cells = List.copyOf(cells);
        distributions = distributions.stream().map(List::copyOf).toList();
    }

    /**
     * Runs a program.
     *
     * @param inputs as a run of an engine takes them
     * @throws IllegalArgumentException if inputs are missing, or outside their bounds
     */
    public static IntervalForwardPass of(Program program, double[] inputs) {
        return of(program.transformer().layers(), program.embed(inputs), program.readOut());
    }

    private static IntervalForwardPass of(List<Layer> layers, Matrix tokens, ReadOut readOut) {
        Stream stream = new Stream(tokens, layers);
        Map<Layer, LayerPass> passes = new IdentityHashMap<>();
        layers.forEach(layer -> passes.computeIfAbsent(layer, l -> new LayerPass(l, stream)));
        BitSet needed = needed(passes.values(), readOut);
        layers.forEach(layer -> passes.get(layer).apply(stream, needed));
        List<Interval> cells = new ArrayList<>();
        for (Cell cell : readOut.cells()) {
            cells.add(stream.get(cell.token(), cell.dimension()));
        }
        return new IntervalForwardPass(cells, distributions(readOut, cells));
    }

    /** The tokens on which what is read depends. */
    private static BitSet needed(Iterable<LayerPass> passes, ReadOut readOut) {
        BitSet needed = new BitSet();
        readOut.cells().forEach(cell -> needed.set(cell.token()));
        int before = -1;
        while (before < needed.cardinality()) {
            before = needed.cardinality();
            passes.forEach(pass -> pass.require(needed));
        }
        return needed;
    }

    private static List<List<Interval>> distributions(ReadOut readOut, List<Interval> cells) {
        List<List<Interval>> distributions = new ArrayList<>();
        int row = 0;
        for (int states : readOut.states()) {
            Interval[] logits = new Interval[states];
            for (int s = 0; s < states; s++, row++) {
                Interval[] sum = {Interval.ZERO};
                readOut.logits()
                        .forEachInRow(
                                row,
                                (cell, weight) ->
                                        sum[0] = sum[0].plus(cells.get(cell).times(weight)));
                logits[s] = sum[0];
            }
            distributions.add(List.of(Softmax.of(logits).weights()));
        }
        return distributions;
    }
}
