package org.deciban.cli;

import java.util.List;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.SequenceModel;
import org.deciban.tunnels.constructed.ConstructedBijection;
import org.deciban.tunnels.constructed.ConstructedHmm;
import org.deciban.tunnels.constructed.ConstructedRecall;
import org.deciban.tunnels.constructed.ConstructedTwoVariables;
import org.deciban.tunnels.tasks.AssociativeRecall;
import org.deciban.tunnels.tasks.Bijection;
import org.deciban.tunnels.tasks.HmmFiltering;

/** The models that the compiler constructs for a task; of a hidden Markov model two, along the chain and by a scan. */
final class TunnelConstructions {
    private TunnelConstructions() {}

    static List<SequenceModel> of(AnalyticTask task) {
        if (task instanceof Bijection bijection) {
            return List.of(new ConstructedBijection(bijection));
        }
        if (task instanceof HmmFiltering hmm) {
            return List.of(ConstructedHmm.deep(hmm), ConstructedHmm.scan(hmm));
        }
        if (task instanceof AssociativeRecall recall) {
            return List.of(new ConstructedRecall(recall));
        }
        return List.of(new ConstructedTwoVariables());
    }
}
