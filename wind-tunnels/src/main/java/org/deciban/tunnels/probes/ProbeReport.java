package org.deciban.tunnels.probes;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.Intervention;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.ObservableModel;
import org.deciban.tunnels.meters.Bootstrap;
import org.deciban.tunnels.meters.Sample;
import org.deciban.tunnels.results.ResultTable;

/**
 * All probes of one model.
 *
 * @param orthogonality of keys
 * @param sharpening of attention
 * @param manifold of the residual stream
 * @param axis whether the entropy axis is causal
 */
public record ProbeReport(
        KeyOrthogonality orthogonality, AttentionSharpening sharpening, ValueManifold manifold, CausalAxis axis) {
    private static final long SLOW = 100_000_000;

    /**
     * Runs them.
     *
     * @throws IllegalArgumentException if the model does not take sequences of the task
     */
    public static ProbeReport of(AnalyticTask task, ObservableModel model, ProbeOptions options) {
        Geometry geometry = Geometry.of(model, Sample.draw(task, options.sequences(), options.seed()), options);
        return new ProbeReport(
                geometry.orthogonality(),
                geometry.sharpening(),
                geometry.manifold(),
                CausalAxis.of(task, model, options));
    }

    /**
     * About how long {@link #of} takes: a recording and a changed forward pass, the fastest of two each, times how many there will
     * be; where a pass takes longer than .1 s, a recording is taken for one pass for each thing that is asked of it. Too long rather
     * than too short where the virtual machine has just started.
     *
     * @throws IllegalArgumentException if the model does not take sequences of the task
     */
    public static Duration expected(AnalyticTask task, ObservableModel model, ProbeOptions options) {
        Sample one = Sample.draw(task, 1, options.seed());
        LabelledSequence sequence = one.sequences().get(0);
        ProbeOptions least = new ProbeOptions(4, 2, options.level(), 1, options.seed());
        Intervention unchanged = new Intervention() {};
        long pass = fastest(() -> model.predict(sequence.tokens(), sequence.positions(), unchanged));
        long recording = pass < SLOW ? fastest(() -> Geometry.of(model, one, least)) : questions(model) * pass;
        long recordings = 2L * options.sequences();
        return Duration.ofNanos(recordings * recording + CausalAxis.passes(model, options) * pass);
    }

    /** What is asked of a recording: the attention and the keys of each head, and the residual streams. */
    private static long questions(ObservableModel model) {
        long questions = 1;
        for (int layer = 0; layer < model.layers(); layer++) {
            questions += 1 + 2L * model.heads(layer);
        }
        return questions;
    }

    private static long fastest(Runnable work) {
        long fastest = Long.MAX_VALUE;
        for (int run = 0; run < 2; run++) {
            long start = System.nanoTime();
            work.run();
            fastest = Math.min(fastest, System.nanoTime() - start);
        }
        return fastest;
    }

    /** The probes that look and do not change anything. */
    record Geometry(KeyOrthogonality orthogonality, AttentionSharpening sharpening, ValueManifold manifold) {
        static Geometry of(ObservableModel model, Sample sample, ProbeOptions options) {
            TokenRoles roles = TokenRoles.of(sample.task());
            KeyOrthogonality.Collector keys = new KeyOrthogonality.Collector(model, roles, options.seed());
            AttentionSharpening.Collector attention = new AttentionSharpening.Collector(model, roles);
            ValueManifold.Collector manifold = new ValueManifold.Collector(model);
            Observation.forEach(model, sample, observation -> {
                keys.add(observation);
                attention.add(observation);
                manifold.add(observation);
            });
            Bootstrap bootstrap = options.bootstrap();
            return new Geometry(keys.result(bootstrap), attention.result(bootstrap), manifold.result(bootstrap));
        }
    }

    /** As text and as data, see {@link ResultTable#data}. */
    public List<ResultTable> tables() {
        return List.of(orthogonality.table(), sharpening.table(), manifold.table(), axis.table(), axis.controls());
    }

    /** Prints the tables, with an empty line between them. */
    public void print(PrintStream out) {
        String separator = "";
        for (ResultTable table : tables()) {
            out.print(separator);
            table.print(out);
            separator = System.lineSeparator();
        }
    }
}
