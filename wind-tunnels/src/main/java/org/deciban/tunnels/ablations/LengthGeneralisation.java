package org.deciban.tunnels.ablations;

import java.util.ArrayList;
import java.util.List;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.SequenceModel;
import org.deciban.tunnels.meters.Bootstrap;
import org.deciban.tunnels.meters.Estimate;
import org.deciban.tunnels.meters.Sample;
import org.deciban.tunnels.results.ResultTable;

/**
 * A model at lengths for which it was not trained: KL to the exact posterior over all positions, and over those alone that lie beyond
 * what it was trained for. Where it cannot take sequences of a length, what it says about that.
 */
public final class LengthGeneralisation {
    private final String model;
    private final List<Row> rows;

    private LengthGeneralisation(String model, List<Row> rows) {
        this.model = model;
        this.rows = rows;
    }

    /**
     * What came out at one length.
     *
     * @param tokens the length
     * @param klBits over all positions; NaN if the model does not take such sequences
     * @param beyond over positions from {@code trainedTokens} on; NaN if there are none
     * @param refusal why it does not take them; empty if it does
     */
    public record Row(int tokens, Estimate klBits, Estimate beyond, String refusal) {}

    /**
     * Measures.
     *
     * @param trainedTokens how long the sequences were at most on which the model was trained
     * @param lengths the same task at several lengths
     */
    public static LengthGeneralisation of(
            SequenceModel model, int trainedTokens, List<? extends AnalyticTask> lengths, AblationOptions options) {
        List<Row> rows = new ArrayList<>();
        for (AnalyticTask task : lengths) {
            rows.add(row(model, trainedTokens, task, options));
        }
        return new LengthGeneralisation(model.name(), List.copyOf(rows));
    }

    private static Row row(SequenceModel model, int trainedTokens, AnalyticTask task, AblationOptions options) {
        Estimate undefined = new Estimate(Double.NaN, Double.NaN, Double.NaN);
        Sample sample = Sample.draw(task, options.sequences(), options.seed());
        LabelledSequence first = sample.sequences().get(0);
        try {
            model.predict(first.tokens(), first.positions());
        } catch (IllegalArgumentException refused) {
            return new Row(task.maximumLength(), undefined, undefined, String.valueOf(refused.getMessage()));
        }
        Answers answers = Answers.of(sample, s -> model.predict(s.tokens(), s.positions()));
        Bootstrap bootstrap = options.bootstrap();
        double[] beyond = answers.klBitsFrom(trainedTokens);
        return new Row(
                task.maximumLength(),
                bootstrap.mean(answers.klBits()),
                beyond.length == 0 ? undefined : bootstrap.mean(beyond),
                "");
    }

    /** One row for each length. */
    public List<Row> rows() {
        return rows;
    }

    /** As text. */
    public ResultTable table() {
        ResultTable.Builder table = ResultTable.of(
                "Lengths beyond training, " + model + ": KL in bits",
                "tokens",
                "all positions",
                "positions beyond training",
                "");
        for (Row row : rows) {
            String refusal = row.refusal.isEmpty() ? "" : "cannot: " + row.refusal;
            table.row(row.tokens, row.klBits, row.beyond, refusal);
        }
        return table.build();
    }
}
