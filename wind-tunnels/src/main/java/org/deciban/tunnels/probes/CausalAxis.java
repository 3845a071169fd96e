package org.deciban.tunnels.probes;

import java.util.List;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.ObservableModel;
import org.deciban.tunnels.meters.Estimate;
import org.deciban.tunnels.results.ResultTable;

/**
 * Whether the axis along which the entropy of the posterior can be read is one that the model uses.
 *
 * <p>On the first half of the sequences an axis u is found in the residual stream after a layer, where the model is asked: the first
 * principal component, and the direction of the linear decoder of least squares. On the second half it is removed around the mean,
 * {@code x − ((x − μ)·u) u}, at those positions, after one layer or after all. Controls: removal of random unit vectors orthogonal
 * to u, as in arXiv:2512.23752; the same displacement along them, {@code x − ((x − μ)·u) r}, which moves the stream exactly as far;
 * and removal of a direction with the same variance, where there is one.
 *
 * <p>An axis is <em>decodable</em> if R² on the second half is above ½ with the whole interval. It is <em>causal</em> if, with the
 * whole interval, its removal moves the answers by more than .01 bits, and by more than the mean of the displacements, and its
 * estimate is above that of every control; a direction of the same variance counts as one if it has 90 % of it. It is inert if the
 * whole interval is at most .01 bits, and undecided if .01 is within. Answers move by KL(before ‖ after).
 */
public final class CausalAxis {
    /** R² above which an axis is decodable. */
    public static final double DECODABLE = 0.5;

    /** The change in bits above which answers have moved. */
    public static final double MOVED_BITS = 0.01;

    private final List<Row> rows;

    CausalAxis(List<Row> rows) {
        this.rows = List.copyOf(rows);
    }

    /**
     * What came out for one axis.
     *
     * @param place {@code embedding}, the number of a layer, or {@code all}
     * @param axis {@code PC1} or {@code least squares}
     * @param rSquared of the entropy on the second half; for all layers that of the last
     * @param rSquaredBeyondPosition of the entropy less its mean at the position, so that what positions say of it does not count;
     *     NaN if the entropy is a function of the position, as in a bijection without repeats: there any encoding of positions
     *     says it, that of an untrained model too
     * @param rSquaredOfRest of a decoder of least squares on what is left without the axis: near rSquared, if the axis is one of
     *     many that say the same
     * @param varianceShare that lies along the axis; for all layers that of the last
     * @param klBefore KL(posterior ‖ prediction) in bits
     * @param klChange by removing the axis
     * @param moved KL(before ‖ after) in bits, by removing the axis
     * @param movedByRandom by removing random directions, mean over them
     * @param movedByDisplacement by the same displacement along random directions, mean over them
     * @param largestControl of single random directions and displacements
     * @param movedByEqualVariance by removing the direction with the nearest variance
     * @param equalVarianceRatio its variance over that of the axis
     */
    public record Row(
            String place,
            String axis,
            Estimate rSquared,
            double rSquaredBeyondPosition,
            double rSquaredOfRest,
            double varianceShare,
            Estimate klBefore,
            Estimate klChange,
            Estimate moved,
            Estimate movedByRandom,
            Estimate movedByDisplacement,
            double largestControl,
            Estimate movedByEqualVariance,
            double equalVarianceRatio,
            AxisVerdict verdict) {}

    /** One row for each place and axis. */
    public List<Row> rows() {
        return rows;
    }

    /**
     * Runs the probe.
     *
     * @throws IllegalArgumentException if the model does not take sequences of the task
     */
    public static CausalAxis of(AnalyticTask task, ObservableModel model, ProbeOptions options) {
        return new CausalAxis(new AxisTrial(task, model, options).rows());
    }

    /** The forward passes with a change that the probe makes at most: every layer, the embedding and all at once, two axes each. */
    static long passes(ObservableModel model, ProbeOptions options) {
        long places = model.layers() + 2L;
        long held = options.sequences() - options.sequences() / 2;
        return 2 * places * (2 + 2L * options.controls()) * held;
    }

    /** What can be read from the axes, what their removal does, and the verdicts. */
    public ResultTable table() {
        ResultTable.Builder table = ResultTable.of(
                "Is the entropy axis causal? KL in bits when it is removed where the model is asked",
                "after layer",
                "axis",
                "variance",
                "R²",
                "beyond position",
                "R² of rest",
                "KL before",
                "KL change",
                "verdict");
        for (Row row : rows) {
            table.row(
                    row.place,
                    row.axis,
                    row.varianceShare,
                    row.rSquared,
                    row.rSquaredBeyondPosition,
                    row.rSquaredOfRest,
                    row.klBefore,
                    row.klChange,
                    row.verdict.toString());
        }
        if (rows.stream().allMatch(row -> Double.isNaN(row.rSquaredBeyondPosition))) {
            table.note(
                    "The entropy is a function of the position here: an untrained model that knows positions has a high R², too.");
        }
        return table.build();
    }

    /** How far answers move when axes are removed, and under the controls. */
    public ResultTable controls() {
        ResultTable.Builder table = ResultTable.of(
                "How far answers move: KL(before ‖ after) in bits, axis and controls",
                "after layer",
                "axis",
                "axis removed",
                "random removed",
                "same displacement",
                "largest of both",
                "equal variance",
                "its variance ratio");
        for (Row row : rows) {
            table.row(
                    row.place,
                    row.axis,
                    row.moved,
                    row.movedByRandom,
                    row.movedByDisplacement,
                    row.largestControl,
                    row.movedByEqualVariance,
                    row.equalVarianceRatio);
        }
        return table.build();
    }
}
