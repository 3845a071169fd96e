package org.deciban.tunnels.ablations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.SequenceModel;
import org.deciban.tunnels.meters.Estimate;
import org.deciban.tunnels.meters.Sample;
import org.deciban.tunnels.results.ResultTable;

/**
 * Several models that differ in their seed alone, on the same sequences: each with its interval over sequences, then their mean with an
 * interval over seeds: {@code m ± t s / √n}, t of Student's distribution with n − 1 degrees of freedom. A handful of seeds is too few for
 * a bootstrap. The interval supposes that the models are independent and their errors about normal.
 */
public final class Seeds {
    private final String task;
    private final List<Row> rows;
    private final Estimate overSeeds;

    private Seeds(String task, List<Row> rows, Estimate overSeeds) {
        this.task = task;
        this.rows = rows;
        this.overSeeds = overSeeds;
    }

    /**
     * One model.
     *
     * @param klBits KL to the exact posterior, with an interval over sequences
     */
    public record Row(String model, Estimate klBits) {}

    /**
     * Measures.
     *
     * @param models at least 2
     * @throws IllegalArgumentException if there are fewer
     */
    public static Seeds of(AnalyticTask task, List<? extends SequenceModel> models, AblationOptions options) {
        if (models.size() < 2) {
            throw new IllegalArgumentException("an interval over seeds needs at least 2 models, got " + models.size());
        }
        Sample sample = Sample.draw(task, options.sequences(), options.seed());
        List<Row> rows = new ArrayList<>();
        for (SequenceModel model : models) {
            Answers answers = Answers.of(sample, s -> model.predict(s.tokens(), s.positions()));
            rows.add(new Row(model.name(), options.bootstrap().mean(answers.klBits())));
        }
        double[] means = rows.stream().mapToDouble(row -> row.klBits.value()).toArray();
        return new Seeds(
                task.name(),
                List.copyOf(rows),
                student(means, options.bootstrap().level()));
    }

    /**
     * The mean of independent normal numbers with its interval.
     *
     * @param values at least 2
     */
    static Estimate student(double[] values, double level) {
        double mean = StatUtils.mean(values);
        double error = Math.sqrt(StatUtils.variance(values) / values.length);
        // Without a generator: none is needed for a quantile.
        double t = new TDistribution(null, values.length - 1).inverseCumulativeProbability((1 + level) / 2);
        return new Estimate(mean, mean - t * error, mean + t * error);
    }

    /** One row for each model. */
    public List<Row> rows() {
        return rows;
    }

    /** The mean over models, with its interval over seeds; the lower end may be negative. */
    public Estimate overSeeds() {
        return overSeeds;
    }

    /** As text. */
    public ResultTable table() {
        ResultTable.Builder table = ResultTable.of("Seeds on " + task + ": KL in bits", "model", "KL");
        for (Row row : rows) {
            table.row(row.model, row.klBits);
        }
        double[] means = rows.stream().mapToDouble(row -> row.klBits.value()).toArray();
        return table.row("mean over " + rows.size() + " seeds", overSeeds)
                .row("least", Arrays.stream(means).min().orElse(Double.NaN))
                .row("greatest", Arrays.stream(means).max().orElse(Double.NaN))
                .build();
    }
}
