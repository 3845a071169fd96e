package org.deciban.tunnels.learned;

import java.util.OptionalInt;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.tasks.AssociativeRecall;
import org.deciban.tunnels.tasks.Bijection;
import org.deciban.tunnels.tasks.HmmFiltering;
import org.deciban.tunnels.tasks.TwoVariables;

/** The sizes of tasks, models and trainings that nobody asked for otherwise: small enough for minutes on two processors. */
public final class TrainingDefaults {
    private static final long SEED = 1;

    private TrainingDefaults() {}

    /**
     * A transformer for a task and how to train it. The position-wise network and the LSTM are its {@link LearnedSpec#matchingMlp()} and
     * {@link LearnedSpec#matchingLstm()}, trained with the same options.
     */
    public record Plan(LearnedSpec transformer, TrainingOptions options) {}

    /** 10 values, 9 keys, none twice: 17 tokens. */
    public static Bijection bijection() {
        return new Bijection(10, 9, 0);
    }

    /** 2 states, 4 symbols, probabilities in eighths, 20 observations unless it says otherwise: 35 tokens. */
    public static HmmFiltering hmm(OptionalInt steps) {
        return new HmmFiltering(2, 4, 8, steps.orElse(20));
    }

    /** 8 values, 6 pairs, 2 queries, 4 filler tokens: 18 tokens. */
    public static AssociativeRecall recall() {
        return new AssociativeRecall(8, 6, 2, 4);
    }

    /** The plan for a task of about the sizes above; any other task is given that of the bijection. */
    public static Plan small(AnalyticTask task) {
        if (task instanceof TwoVariables) {
            return LearnedTwoVariables.plan(SEED);
        }
        if (task instanceof HmmFiltering) {
            return plan(task, 3, 4, 3000, 64, 4e-3);
        }
        if (task instanceof AssociativeRecall) {
            return plan(task, 2, 4, 2000, 64, 3e-3);
        }
        return plan(task, 2, 2, 1500, 128, 3e-3);
    }

    private static Plan plan(AnalyticTask task, int layers, int heads, int steps, int batch, double rate) {
        return new Plan(LearnedSpec.transformer(task, 32, heads, layers, 128), options(steps, batch, rate));
    }

    /**
     * The plan at the size of the published experiment, whatever the task: 6 layers of 6 heads, d = 192, about 2.7 million weights,
     * 150,000 steps of 64 sequences. On processors alone that takes days.
     */
    public static Plan published(AnalyticTask task) {
        if (task instanceof TwoVariables) {
            return LearnedTwoVariables.plan(SEED);
        }
        return new Plan(LearnedSpec.transformer(task, 192, 6, 6, 768), options(150_000, 64, 3e-4));
    }

    private static TrainingOptions options(int steps, int batch, double rate) {
        return TrainingOptions.of(steps, batch, new LearningRate(rate, Math.min(100, steps / 10), 0.3, 0.02), SEED)
                .withValidation(new Validation(200, Math.max(1, steps / 10), 0));
    }
}
