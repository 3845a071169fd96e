package org.deciban.tunnels.learned;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.distribution.TDistribution;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.SequenceModel;
import org.deciban.tunnels.tasks.TwoVariables;

/**
 * Claim B4: two variables and one factor, learned at the published size (arXiv:2603.17063): 20,000 tables, 18,000 of them to train on;
 * a pre-norm encoder of width 32, 2 heads, 2 layers, feed-forward of 128 rectified units; Adam at 1e-3, batches of 256, 50 passes. What is
 * known of the published training names no schedule; here the rate falls to 0 over the second half. At a constant rate the error of the
 * last step is three to five times as large, since the weights jump about.
 *
 * <p>The loss is the squared error of the probability; where a pass does not fill the last batch, 80 tables of it are left out, others
 * in each pass. Each token holds the whole table, so that attention is not needed.
 */
public final class LearnedTwoVariables {
    /** The published mean absolute error of the learned model on held-out tables. */
    public static final double PUBLISHED_LEARNED = 0.000752;

    /** That of the answer ½. */
    public static final double PUBLISHED_CONSTANT = 0.1132;

    private static final int SEQUENCES = 20_000;
    private static final int TRAINED_ON = 18_000;
    private static final int BATCH = 256;
    private static final int PASSES = 50;

    private LearnedTwoVariables() {}

    /** The published experiment. */
    public static TrainingDefaults.Plan plan(long seed) {
        TrainingOptions options = new TrainingOptions(
                PASSES * (TRAINED_ON / BATCH),
                BATCH,
                new LearningRate(1e-3, 0, 0.5, 0),
                TrainingTarget.SQUARED_ERROR,
                seed,
                TRAINED_ON,
                Double.POSITIVE_INFINITY,
                new Validation(SEQUENCES - TRAINED_ON, 0, 0),
                Checkpoints.NONE,
                false);
        return new TrainingDefaults.Plan(LearnedSpec.transformer(new TwoVariables(), 32, 2, 2, 128), options);
    }

    /** The tables that were held out of the training of a seed. */
    public static List<LabelledSequence> heldOut(long seed) {
        return new TrainingData(new TwoVariables(), plan(seed).options()).validation();
    }

    /** The mean over tables and variables of |P(v = 1) − exact|. */
    public static double meanAbsoluteError(SequenceModel model, List<LabelledSequence> tables) {
        TwoVariables task = new TwoVariables();
        List<double[][]> found = model.predictAll(tables);
        double sum = 0;
        for (int t = 0; t < tables.size(); t++) {
            LabelledSequence table = tables.get(t);
            double[][] exact = task.posterior(table.tokens(), table.positions());
            for (int variable = 0; variable < 2; variable++) {
                sum += Math.abs(found.get(t)[variable][1] - exact[variable][1]) / (2.0 * tables.size());
            }
        }
        return sum;
    }

    /**
     * Errors of several seeds.
     *
     * @param errors one for each seed, at least two
     */
    public record Errors(List<Double> errors) {
        /**
         * @throws IllegalArgumentException if there is not more than one
         */
        public Errors {
            errors = List.copyOf(errors);
            if (errors.size() < 2) {
                throw new IllegalArgumentException("an interval needs at least 2 seeds, got " + errors.size());
            }
        }

        /** Their mean. */
        public double mean() {
            return errors.stream().mapToDouble(error -> error).average().orElseThrow();
        }

        /** Half the width of the 95 % interval of the mean over seeds, by Student's t. */
        public double halfWidth() {
            double mean = mean();
            int n = errors.size();
            double variance = errors.stream()
                            .mapToDouble(error -> (error - mean) * (error - mean))
                            .sum()
                    / (n - 1);
            return new TDistribution(n - 1).inverseCumulativeProbability(0.975) * Math.sqrt(variance / n);
        }

        /** {@code 0.000812 ± 0.000100}. */
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.6f ± %.6f", mean(), halfWidth());
        }
    }

    /**
     * The table of B4.
     *
     * @param learned on held-out tables, by seed
     * @param constant of the answer ½, by seed
     */
    public record Table(Errors learned, Errors constant) {}

    /**
     * The table of B4.
     *
     * @param learned models trained by {@link #plan} with the seeds {@code firstSeed}, {@code firstSeed + 1} …, at least 2: each is
     *     measured on what was held out of its training
     * @throws IllegalArgumentException if there are fewer
     */
    public static Table table(List<? extends SequenceModel> learned, long firstSeed) {
        SequenceModel half = SequenceModel.of("½", (tokens, positions) -> {
            double[][] answer = new double[positions.length][2];
            Arrays.stream(answer).forEach(row -> Arrays.fill(row, 0.5));
            return answer;
        });
        List<Double> errors = new ArrayList<>();
        List<Double> constant = new ArrayList<>();
        for (int number = 0; number < learned.size(); number++) {
            List<LabelledSequence> tables = heldOut(firstSeed + number);
            errors.add(meanAbsoluteError(learned.get(number), tables));
            constant.add(meanAbsoluteError(half, tables));
        }
        return new Table(new Errors(errors), new Errors(constant));
    }
}
