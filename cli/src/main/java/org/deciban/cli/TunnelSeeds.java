package org.deciban.cli;

import java.util.ArrayList;
import java.util.List;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.ablations.AblationOptions;
import org.deciban.tunnels.ablations.Seeds;
import org.deciban.tunnels.constructed.ConstructedTwoVariables;
import org.deciban.tunnels.learned.LearnedModel;
import org.deciban.tunnels.learned.LearnedTwoVariables;
import org.deciban.tunnels.learned.LearnedTwoVariables.Errors;
import org.deciban.tunnels.meters.Bootstrap;
import org.deciban.tunnels.meters.Estimate;
import org.deciban.tunnels.meters.Sample;
import org.deciban.tunnels.results.ResultTable;
import org.deciban.tunnels.tasks.TwoVariables;

/** Tables over models that differ in their seed alone. */
final class TunnelSeeds {
    private TunnelSeeds() {}

    /** @param learned at least 2, by ascending seed from that of the sample on */
    static List<ResultTable> tables(AnalyticTask task, List<LearnedModel> learned, Sample sample) {
        List<ResultTable> tables = new ArrayList<>();
        AblationOptions options = new AblationOptions(sample.size(), 1, Bootstrap.STANDARD, sample.seed());
        tables.add(Seeds.of(task, learned, options).table());
        if (task instanceof TwoVariables) {
            tables.add(published(learned, sample.seed()));
        }
        return tables;
    }

    /** Claim B4: the published experiment beside ours. */
    private static ResultTable published(List<LearnedModel> learned, long seed) {
        LearnedTwoVariables.Table table = LearnedTwoVariables.table(learned, seed);
        double constructed =
                LearnedTwoVariables.meanAbsoluteError(new ConstructedTwoVariables(), LearnedTwoVariables.heldOut(seed));
        return ResultTable.of(
                        "B4: mean absolute error of probabilities on held-out tables", "answer", "here", "published")
                .row("learned", estimate(table.learned()), LearnedTwoVariables.PUBLISHED_LEARNED)
                .row("always ½", estimate(table.constant()), LearnedTwoVariables.PUBLISHED_CONSTANT)
                .row("constructed", constructed, "")
                .note("over " + learned.size()
                        + " seeds, 95 % by Student's t; 2,000 tables are held out of each training")
                .note("each token holds the whole table: no attention is needed")
                .build();
    }

    private static Estimate estimate(Errors errors) {
        return new Estimate(errors.mean(), errors.mean() - errors.halfWidth(), errors.mean() + errors.halfWidth());
    }
}
