package org.deciban.tunnels.probes;

import java.util.Optional;
import java.util.OptionalInt;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.tasks.AssociativeRecall;
import org.deciban.tunnels.tasks.Bijection;

/** What the tokens of a task are for: which hold keys, and where a query has to look. */
public interface TokenRoles {
    /** The key that a token is, equal for equal keys; empty if it is none. */
    OptionalInt key(LabelledSequence sequence, int position);

    /**
     * The attention pattern by which the task can be solved.
     *
     * @param query a position where the model is asked
     * @return shape {@code [tokens]}, sums to 1; empty if no pattern is known for this query
     */
    Optional<double[]> pattern(LabelledSequence sequence, int query);

    /**
     * The roles in a task. In a bijection keys are keys, and the query of a new key looks at all value tokens before it alike:
     * elimination. In recall it looks at the value after the same key. In another task the symbols where the model is asked are the
     * keys, and no pattern is known.
     */
    static TokenRoles of(AnalyticTask task) {
        if (task instanceof Bijection bijection) {
            return new BijectionRoles(bijection.values());
        }
        return task instanceof AssociativeRecall recall ? new RecallRoles(recall.vocabulary()) : new AskedTokens();
    }
}
