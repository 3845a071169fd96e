package org.deciban.cli;

import java.util.List;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.SequenceModel;

/** The models that the compiler constructs for a task. */
final class TunnelConstructions {
    private TunnelConstructions() {}

    static List<SequenceModel> of(AnalyticTask task) {
        return List.of();
    }
}
