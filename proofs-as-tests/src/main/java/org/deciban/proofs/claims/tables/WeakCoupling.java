package org.deciban.proofs.claims.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.inference.BeliefPropagation;
import org.deciban.factorgraph.inference.BeliefPropagationOptions;
import org.deciban.factorgraph.inference.BeliefPropagationResult;
import org.deciban.factorgraph.inference.Enumeration;
import org.deciban.proofs.claims.PublishedTable;
import org.deciban.proofs.claims.Tries;

/** The published table of loopy belief propagation on five small graphs with cycles. */
public final class WeakCoupling implements PublishedTable {
    private static final int MOST_ROUNDS = 100;

    /** Compiled transformers, of the first graphs of each row. */
    private static final int TRANSFORMERS = 20;

    private static final double ROUNDING = 1e-12;

    private static final List<Published> ROWS = List.of(
            new Published("triangle", "01 12 02", 8.5, 0.000045, 0.002091),
            new Published("square", "01 12 23 03", 8.4, 0.000002, 0.000382),
            new Published("dating", "02 12 24 34 31", 13.2, 0.000102, 0.003590),
            new Published("two loops", "01 02 12 13 23", 10.2, 0.000086, 0.003111),
            new Published("chain", "02 03 12 24 35 41", 8.7, 0.000021, 0.001055));

    private record Published(String name, String edges, double rounds, double divergence, double error) {}

    @Override
    public String id() {
        return "B1";
    }

    @Override
    public String title() {
        return "Loopy belief propagation under weak coupling";
    }

    @Override
    public String source() {
        return "arXiv:2603.17063, table of loopy graphs";
    }

    /** Five graphs for each try, and at least the published hundred, in each row. */
    @Override
    public Result run(Tries tries) {
        int graphs = Math.max(Sampled.PUBLISHED_GRAPHS, 5 * tries.count());
        List<Row> rows = new ArrayList<>();
        for (int r = 0; r < ROWS.size(); r++) {
            rows.add(row(ROWS.get(r), graphs, tries.random(r)));
        }
        String note = graphs + " graphs a row, tables U(0.1, 1), at most " + MOST_ROUNDS
                + " rounds, tolerance 1e-6; means over the converged. The last column: the transformers of the first "
                + TRANSFORMERS + " graphs against BP in every round.";
        return new Result(
                note, List.of("graph", "converged %", "rounds", "KL (nats)", "mean |error|", "transformer − BP"), rows);
    }

    private static Row row(Published published, int graphs, Random random) {
        BeliefPropagationOptions options =
                BeliefPropagationOptions.defaults().withMaxRounds(MOST_ROUNDS).withTolerance(1e-6);
        SummaryStatistics rounds = new SummaryStatistics();
        SummaryStatistics divergence = new SummaryStatistics();
        SummaryStatistics error = new SummaryStatistics();
        double transformer = 0;
        for (int i = 0; i < graphs; i++) {
            FactorGraph graph = PairwiseGraphs.weaklyCoupled(published.name(), published.edges(), random);
            BeliefPropagationResult result = BeliefPropagation.run(graph, Evidence.none(), options);
            Optional<Marginals> beliefs = result.findFixedPoint();
            if (beliefs.isPresent()) {
                Marginals posteriors = Enumeration.run(graph, Evidence.none()).marginals();
                rounds.addValue(result.rounds());
                divergence.addValue(PairwiseGraphs.divergence(graph, posteriors, beliefs.get()));
                error.addValue(PairwiseGraphs.error(graph, posteriors, beliefs.get()));
            }
            if (i < TRANSFORMERS) {
                transformer = Math.max(transformer, PairwiseGraphs.transformerError(graph, result.rounds(), 0));
            }
        }
        return new Row(
                published.name(),
                List.of(
                        Sampled.share((int) rounds.getN(), graphs, 1),
                        Sampled.mean(rounds, published.rounds(), Sampled.PUBLISHED_GRAPHS),
                        Sampled.mean(divergence, published.divergence(), Sampled.PUBLISHED_GRAPHS),
                        Sampled.mean(error, published.error(), Sampled.PUBLISHED_GRAPHS),
                        Cell.bounded(transformer, ROUNDING)));
    }
}
