package org.deciban.tunnels.ablations;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.Intervention;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.ObservableModel;
import org.deciban.tunnels.SequenceModel;
import org.deciban.tunnels.meters.Bootstrap;
import org.deciban.tunnels.meters.Estimate;
import org.deciban.tunnels.meters.Sample;
import org.deciban.tunnels.results.ResultTable;

/**
 * A model whole, without each layer, without each head, without attention from each layer on, and asked in other names: KL to the
 * exact posterior in bits, the change against the whole model on the same sequences, and how far the answers move, KL(before ‖ after).
 * Every divergence is {@linkplain org.deciban.tunnels.results.FiniteDivergence kept finite}.
 */
public final class AblationReport {
    private final String model;
    private final String task;
    private final List<Row> rows;
    private final boolean isObservable;

    private AblationReport(String model, String task, List<Row> rows, boolean isObservable) {
        this.model = model;
        this.task = task;
        this.rows = rows;
        this.isObservable = isObservable;
    }

    /**
     * What is left of a model.
     *
     * @param ablation what was done
     * @param klBits KL(posterior ‖ answer), mean over positions, then sequences
     * @param change of it against the whole model, paired by sequence
     * @param moved KL(answer of the whole model ‖ answer), bits
     * @param totalVariation to the posterior
     */
    public record Row(String ablation, Estimate klBits, Estimate change, Estimate moved, Estimate totalVariation) {}

    /**
     * Runs all that apply: without layers and heads for an {@link ObservableModel}, other names where
     * {@linkplain LabelPermutation#draw they are known}.
     *
     * @throws IllegalArgumentException if the model does not take sequences of the task
     */
    public static AblationReport of(AnalyticTask task, SequenceModel model, AblationOptions options) {
        Sample sample = Sample.draw(task, options.sequences(), options.seed());
        Answers whole = Answers.of(sample, s -> model.predict(s.tokens(), s.positions()));
        Collector collector = new Collector(whole, options.bootstrap());
        collector.add("none", whole);
        if (model instanceof ObservableModel observable) {
            parts(sample, observable, collector);
        }
        SplittableRandom random = new SplittableRandom(options.seed());
        for (int i = 1; i <= options.permutations(); i++) {
            Optional<LabelPermutation> permutation = LabelPermutation.draw(task, random);
            if (permutation.isPresent()) {
                LabelPermutation p = permutation.get();
                collector.add(p.what() + " renamed, " + i, Answers.of(sample, s -> p.predict(model, s)));
            }
        }
        return new AblationReport(
                model.name(), task.name(), List.copyOf(collector.rows), model instanceof ObservableModel);
    }

    /**
     * About how long {@link #of} takes: a changed forward pass, the fastest of two, times how many there will be on one processor. Too
     * long rather than too short where the virtual machine has just started.
     *
     * @throws IllegalArgumentException if the model does not take sequences of the task
     */
    public static Duration expected(AnalyticTask task, SequenceModel model, AblationOptions options) {
        LabelledSequence sequence =
                Sample.draw(task, 1, options.seed()).sequences().get(0);
        long fastest = Long.MAX_VALUE;
        for (int run = 0; run < 2; run++) {
            long start = System.nanoTime();
            if (model instanceof ObservableModel observable) {
                observable.predict(sequence.tokens(), sequence.positions(), new Intervention() {});
            } else {
                model.predict(sequence.tokens(), sequence.positions());
            }
            fastest = Math.min(fastest, System.nanoTime() - start);
        }
        return Duration.ofNanos(fastest * options.sequences() * variants(model, options));
    }

    /** The model itself, and what is done to it at most. */
    static long variants(SequenceModel model, AblationOptions options) {
        long variants = 1L + options.permutations();
        if (model instanceof ObservableModel observable) {
            variants += 2L * observable.layers();
            for (int layer = 0; layer < observable.layers(); layer++) {
                variants += observable.heads(layer);
            }
        }
        return variants;
    }

    private static void parts(Sample sample, ObservableModel model, Collector collector) {
        for (int layer = 0; layer < model.layers(); layer++) {
            collector.add("without layer " + layer, ablated(sample, model, Intervention.withoutLayer(layer)));
        }
        for (int layer = 0; layer < model.layers(); layer++) {
            for (int head = 0; head < model.heads(layer); head++) {
                collector.add(
                        "without head " + layer + "." + head,
                        ablated(sample, model, Intervention.withoutHead(layer, head)));
            }
        }
        for (int layer = 0; layer < model.layers(); layer++) {
            if (hasHeadsFrom(model, layer)) {
                collector.add(
                        "without attention from layer " + layer + " on",
                        ablated(sample, model, Intervention.withoutAttentionFrom(layer)));
            }
        }
    }

    private static boolean hasHeadsFrom(ObservableModel model, int first) {
        for (int layer = first; layer < model.layers(); layer++) {
            if (model.heads(layer) > 0) {
                return true;
            }
        }
        return false;
    }

    private static Answers ablated(Sample sample, ObservableModel model, Intervention intervention) {
        return Answers.of(sample, s -> model.predict(s.tokens(), s.positions(), intervention));
    }

    private static final class Collector {
        private final Answers whole;
        private final double[] klOfWhole;
        private final Bootstrap bootstrap;
        private final List<Row> rows = new ArrayList<>();

        Collector(Answers whole, Bootstrap bootstrap) {
            this.whole = whole;
            this.klOfWhole = whole.klBits();
            this.bootstrap = bootstrap;
        }

        void add(String ablation, Answers answers) {
            double[] bits = answers.klBits();
            double[] change = new double[bits.length];
            Arrays.setAll(change, i -> bits[i] - klOfWhole[i]);
            rows.add(new Row(
                    ablation,
                    bootstrap.mean(bits),
                    bootstrap.mean(change),
                    bootstrap.mean(whole.movedBits(answers)),
                    bootstrap.mean(answers.totalVariation())));
        }
    }

    /** The whole model first. */
    public List<Row> rows() {
        return rows;
    }

    /**
     * The row of an ablation.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Row row(String ablation) {
        return rows.stream()
                .filter(row -> row.ablation.equals(ablation))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no ablation '" + ablation + "', only "
                        + rows.stream().map(Row::ablation).toList()));
    }

    /** As text. */
    public ResultTable table() {
        ResultTable.Builder table = ResultTable.of(
                "Ablations of " + model + " on " + task + ": bits",
                "ablation",
                "KL",
                "change",
                "answers move",
                "total variation");
        for (Row row : rows) {
            table.row(row.ablation, row.klBits, row.change, row.moved, row.totalVariation);
        }
        if (!isObservable) {
            table.note("The model does not show its parts: none is left out.");
        }
        return table.build();
    }

    /** As text and as data, see {@link ResultTable#data}. */
    public List<ResultTable> tables() {
        return List.of(table());
    }

    /** Prints the table. */
    public void print(PrintStream out) {
        table().print(out);
    }
}
