package org.deciban.tunnels.probes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.ObservableModel;
import org.deciban.tunnels.meters.Bootstrap;
import org.deciban.tunnels.meters.Divergences;
import org.deciban.tunnels.meters.Estimate;
import org.deciban.tunnels.meters.Measurement;
import org.deciban.tunnels.meters.Meter;
import org.deciban.tunnels.meters.Sample;
import org.deciban.tunnels.meters.WindTunnel;
import org.deciban.tunnels.results.ResultTable;

/**
 * Whether the frame settles before the precision while a model is trained (the frame–precision dissociation of arXiv:2512.22473): at
 * each checkpoint how far attention still is from that of the last one, and keys from orthogonal, beside how far the answers are from
 * exact and how much of the residual stream lies along the entropy.
 *
 * <p>A quantity has settled at the first checkpoint from which on it stays within 10 % of its range from its last value. A range of
 * nothing but noise settles late; look at the intervals.
 */
public final class FramePrecision {
    private static final double WITHIN = 0.1;

    private final List<Row> rows;

    private FramePrecision(List<Row> rows) {
        this.rows = rows;
    }

    /**
     * A model while it is trained.
     *
     * @param step how far training is
     */
    public record Checkpoint(long step, ObservableModel model) {}

    /**
     * What a checkpoint shows.
     *
     * @param attentionToLast total variation between the attention of a query and that at the last checkpoint, mean over heads
     * @param attentionToPattern to the pattern that solves the task, of the head that comes closest at the last checkpoint; NaN if
     *     the task has none
     * @param keyCosine mean |cos| of centred keys, mean over the heads of the first layer that has some
     * @param share of the first principal component, last layer
     * @param correlation of its coordinate with the entropy of the posterior, last layer
     * @param entropyError mean |H(model) − H(exact)|, bits
     * @param klBits KL(exact ‖ model)
     */
    public record Row(
            long step,
            Estimate attentionToLast,
            double attentionToPattern,
            double keyCosine,
            Estimate share,
            Estimate correlation,
            Estimate entropyError,
            Estimate klBits) {}

    /**
     * Looks at checkpoints.
     *
     * @param checkpoints of one model, by ascending step, with the same layers and heads
     * @throws IllegalArgumentException if there are fewer than two, or they do not ascend
     */
    public static FramePrecision of(AnalyticTask task, List<Checkpoint> checkpoints, ProbeOptions options) {
        if (checkpoints.size() < 2) {
            throw new IllegalArgumentException("at least 2 checkpoints are needed, got " + checkpoints.size());
        }
        for (int i = 1; i < checkpoints.size(); i++) {
            if (checkpoints.get(i).step <= checkpoints.get(i - 1).step) {
                throw new IllegalArgumentException("the steps of checkpoints must ascend, got "
                        + checkpoints.get(i).step + " after " + checkpoints.get(i - 1).step);
            }
        }
        Sample sample = Sample.draw(task, options.sequences(), options.seed());
        ObservableModel last = checkpoints.get(checkpoints.size() - 1).model;
        List<ProbeReport.Geometry> geometries = new ArrayList<>();
        for (Checkpoint checkpoint : checkpoints) {
            geometries.add(ProbeReport.Geometry.of(checkpoint.model, sample, options));
        }
        AttentionSharpening lastAttention =
                geometries.get(checkpoints.size() - 1).sharpening();
        int closest = lastAttention
                .closest()
                .map(row -> lastAttention.rows().indexOf(row))
                .orElse(-1);
        Bootstrap bootstrap = options.bootstrap();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < checkpoints.size(); i++) {
            Checkpoint checkpoint = checkpoints.get(i);
            ProbeReport.Geometry geometry = geometries.get(i);
            ValueManifold.Row manifold = geometry.manifold().residual(checkpoint.model.layers() - 1);
            Measurement measured = WindTunnel.measure(checkpoint.model, sample, bootstrap, () -> {});
            rows.add(new Row(
                    checkpoint.step,
                    Estimates.mean(bootstrap, attentionTo(last, checkpoint.model, sample)),
                    closest < 0
                            ? Double.NaN
                            : geometry.sharpening()
                                    .rows()
                                    .get(closest)
                                    .totalVariation()
                                    .value(),
                    geometry.orthogonality().firstLayerCosine(),
                    manifold.share(),
                    manifold.correlation(),
                    measured.summary(Meter.ENTROPY_ERROR).mean(),
                    measured.summary(Meter.KULLBACK_LEIBLER).mean()));
        }
        return new FramePrecision(List.copyOf(rows));
    }

    /** For each sequence, the mean over heads and queries of the total variation between the attention of two models. */
    private static List<Double> attentionTo(ObservableModel last, ObservableModel model, Sample sample) {
        List<Double> means = new ArrayList<>();
        Observation.forEach(model, sample, observation -> {
            Observation reference = Observation.of(last, sample, observation.index());
            double sum = 0;
            int count = 0;
            for (int layer = 0; layer < model.layers(); layer++) {
                for (int head = 0; head < model.heads(layer); head++) {
                    double[][] attention = observation.activations().attention(layer, head);
                    double[][] lastAttention = reference.activations().attention(layer, head);
                    for (int position : observation.sequence().positions()) {
                        sum += Divergences.totalVariation(lastAttention[position], attention[position]);
                        count++;
                    }
                }
            }
            means.add(sum / count);
        });
        return means;
    }

    /** One row for each checkpoint. */
    public List<Row> rows() {
        return rows;
    }

    /** The step at which attention has settled. */
    public long frameSettles() {
        return settles(row -> row.attentionToLast.value());
    }

    /** The step at which the entropy error has settled. */
    public long precisionSettles() {
        return settles(row -> row.entropyError.value());
    }

    /** The first step from which on a quantity stays within a tenth of its range from its last value. */
    public long settles(ToDoubleFunction<Row> quantity) {
        double[] values = rows.stream().mapToDouble(quantity).toArray();
        double lastValue = values[values.length - 1];
        double low = lastValue;
        double high = lastValue;
        for (double value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        int first = values.length - 1;
        while (first > 0 && Math.abs(values[first - 1] - lastValue) <= WITHIN * (high - low)) {
            first--;
        }
        return rows.get(first).step;
    }

    /** As text. */
    public ResultTable table() {
        ResultTable.Builder table = ResultTable.of(
                "Frame and precision over training",
                "step",
                "attention, TV to last",
                "TV to pattern",
                "|cos| of keys",
                "PC1 share",
                "rank correlation",
                "entropy error",
                "KL");
        for (Row row : rows) {
            table.row(
                    Long.toString(row.step),
                    row.attentionToLast,
                    row.attentionToPattern,
                    row.keyCosine,
                    row.share,
                    row.correlation,
                    row.entropyError,
                    row.klBits);
        }
        long frame = frameSettles();
        long precision = precisionSettles();
        String order = frame < precision ? "before" : frame == precision ? "at the same checkpoint as" : "after";
        return table.note("Attention settles at step " + frame + ", the entropy error at step " + precision
                        + ": the frame settles " + order + " the precision.")
                .build();
    }
}
