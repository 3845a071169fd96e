package org.deciban.cli;

import java.util.OptionalInt;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.learned.TrainingDefaults;
import org.deciban.tunnels.tasks.AssociativeRecall;
import org.deciban.tunnels.tasks.Bijection;
import org.deciban.tunnels.tasks.HmmFiltering;

/** The size of a task, and of what is trained on it. */
enum TunnelSize {
    /** What is trained in minutes on two processors. */
    SMALL(TrainingDefaults.bijection(), TrainingDefaults.hmm(OptionalInt.empty()), TrainingDefaults.recall()) {
        @Override
        TrainingDefaults.Plan plan(AnalyticTask task) {
            return TrainingDefaults.small(task);
        }
    },
    /** That of the literature, on which training takes days. */
    PUBLISHED(Bijection.published(), HmmFiltering.published(20), AssociativeRecall.standard()) {
        @Override
        TrainingDefaults.Plan plan(AnalyticTask task) {
            return TrainingDefaults.published(task);
        }
    };

    private final Bijection bijection;
    private final HmmFiltering hmm;
    private final AssociativeRecall recall;

    TunnelSize(Bijection bijection, HmmFiltering hmm, AssociativeRecall recall) {
        this.bijection = bijection;
        this.hmm = hmm;
        this.recall = recall;
    }

    Bijection bijection() {
        return bijection;
    }

    HmmFiltering hmm() {
        return hmm;
    }

    AssociativeRecall recall() {
        return recall;
    }

    /** The transformer, and how it is trained. */
    abstract TrainingDefaults.Plan plan(AnalyticTask task);
}
