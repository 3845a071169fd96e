package org.deciban.transformer.folded;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.deciban.transformer.Cell;
import org.deciban.transformer.Program;

/** Runs a fold in the arithmetic of the weights: sums, exponentials and activations as the layers have them. */
final class SparseRun implements FoldedRun {
    /** Runs that are computed side by side. */
    private static final int LANES = 16;

    private final Fold fold;
    private final List<LayerCode> codes = new ArrayList<>();
    private final double[] base;
    private final int[] inputEntries;
    private final int[] readEntries;

    SparseRun(Fold fold) {
        this.fold = fold;
        Program program = fold.program();
        Entries entries = fold.entries();
        for (int layer = 0; layer < fold.folds().size(); layer++) {
            codes.add(new LayerCode(layer, fold));
        }
        this.base =
                IntStream.range(0, entries.size()).mapToDouble(entries::base).toArray();
        this.inputEntries = program.inputs().stream()
                .mapToInt(
                        input -> entries.find(input.cell().token(), input.cell().dimension()))
                .toArray();
        this.readEntries = program.readOut().cells().stream()
                .mapToInt((Cell cell) -> entries.find(cell.token(), cell.dimension()))
                .toArray();
    }

    @Override
    public int groupSize(int runs) {
        return FoldedRun.evenGroupSize(runs, LANES);
    }

    @Override
    public void run(double[][] inputs, double[][][] outputs, int from, int to, int threads) {
        int lanes = to - from;
        double[] x = new double[base.length * lanes];
        double[] scratch = new double
                [codes.stream().mapToInt(code -> code.scratchSize(lanes)).max().orElse(0)];
        double[] outputValues = new double
                [codes.stream().mapToInt(code -> code.outputsSize(lanes)).max().orElse(0)];
        for (int e = 0; e < base.length; e++) {
            for (int l = 0; l < lanes; l++) {
                x[e * lanes + l] = base[e];
            }
        }
        for (int i = 0; i < inputEntries.length; i++) {
            for (int l = 0; l < lanes && inputEntries[i] >= 0; l++) {
                x[inputEntries[i] * lanes + l] = inputs[from + l][i];
            }
        }
        List<Integer> order = fold.schedule().order();
        List<Integer> reads = fold.program().readOut().layers();
        int read = 0;
        for (int place = 0; place < order.size(); place++) {
            codes.get(order.get(place)).run(x, scratch, outputValues, lanes);
            if (reads.get(read) == place) {
                for (int l = 0; l < lanes; l++) {
                    outputs[from + l][read] = read(x, lanes, l, place);
                }
                read++;
            }
        }
    }

    private double[] read(double[] x, int lanes, int lane, int place) {
        double[] values = new double[readEntries.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = x[readEntries[i] * lanes + lane];
            if (!Double.isFinite(values[i])) {
                throw new ArithmeticException("the residual stream is " + values[i] + " after layer " + place + " at "
                        + fold.program().readOut().cells().get(i)
                        + ". Maybe the weights are outside the range of float64?");
            }
        }
        return values;
    }

    @Override
    public boolean isProductForm() {
        return false;
    }

    @Override
    public long bytes() {
        return codes.stream().mapToLong(LayerCode::bytes).sum() + 8L * base.length;
    }
}
