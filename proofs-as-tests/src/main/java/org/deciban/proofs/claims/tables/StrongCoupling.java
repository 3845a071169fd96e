package org.deciban.proofs.claims.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.inference.BeliefPropagation;
import org.deciban.factorgraph.inference.BeliefPropagationOptions;
import org.deciban.factorgraph.inference.BeliefPropagationResult;
import org.deciban.factorgraph.inference.Enumeration;
import org.deciban.factorgraph.inference.MessageDomain;
import org.deciban.proofs.claims.PublishedTable;
import org.deciban.proofs.claims.Tries;

/** Loopy belief propagation on the complete graph of four variables as couplings grow. */
public final class StrongCoupling implements PublishedTable {
    private static final int MOST_ROUNDS = 1000;

    /** Compiled transformers, of the first graphs of each row, and how far they are followed. */
    private static final int TRANSFORMERS = 10;

    private static final int TRANSFORMER_ROUNDS = 30;

    private static final double ROUNDING = 1e-12;

    private static final List<Measured> ROWS = List.of(
            new Measured(0.5, 0, 1.00, OptionalDouble.of(0.0043)),
            new Measured(1, 0, 0.99, OptionalDouble.of(0.037)),
            new Measured(2, 0, 0.55, OptionalDouble.of(0.129)),
            new Measured(3, 0, 0.41, OptionalDouble.of(0.206)),
            new Measured(4, 0, 0.30, OptionalDouble.of(0.278)),
            new Measured(2, 0.5, 0.88, OptionalDouble.empty()),
            new Measured(3, 0.5, 0.67, OptionalDouble.empty()),
            new Measured(4, 0.5, 0.53, OptionalDouble.empty()));

    private record Measured(double coupling, double damping, double converged, OptionalDouble error) {}

    @Override
    public String id() {
        return "B2";
    }

    @Override
    public String title() {
        return "Loopy belief propagation under strong coupling";
    }

    @Override
    public String source() {
        return "an earlier measurement with other software, on 100 graphs a row";
    }

    /** Two graphs for each try, and at least a hundred, in each row. */
    @Override
    public Result run(Tries tries) {
        int graphs = Math.max(Sampled.PUBLISHED_GRAPHS, 2 * tries.count());
        List<Row> rows = new ArrayList<>();
        for (int r = 0; r < ROWS.size(); r++) {
            rows.add(row(ROWS.get(r), graphs, tries.random(r)));
        }
        String note =
                graphs + " graphs a row, K4 Ising, couplings U(−J, J), fields U(−0.3, 0.3), at most " + MOST_ROUNDS
                        + " rounds, tolerance 1e-6; the error is a mean over the converged. The last column: the transformers of the first "
                        + TRANSFORMERS + " graphs against BP in each of " + TRANSFORMER_ROUNDS + " rounds.";
        return new Result(note, List.of("couplings", "converged %", "mean |error|", "transformer − BP"), rows);
    }

    private static Row row(Measured published, int graphs, Random random) {
        BeliefPropagationOptions options = BeliefPropagationOptions.defaults()
                .withDomain(MessageDomain.PROBABILITY)
                .withMaxRounds(MOST_ROUNDS)
                .withTolerance(1e-6)
                .withDamping(published.damping());
        SummaryStatistics error = new SummaryStatistics();
        double transformer = 0;
        for (int i = 0; i < graphs; i++) {
            FactorGraph graph = PairwiseGraphs.completeIsing(published.coupling(), random);
            BeliefPropagationResult result = BeliefPropagation.run(graph, Evidence.none(), options);
            if (result.converged()) {
                Marginals posteriors = Enumeration.run(graph, Evidence.none()).marginals();
                error.addValue(PairwiseGraphs.error(graph, posteriors, result.beliefs()));
            }
            if (i < TRANSFORMERS) {
                transformer = Math.max(
                        transformer, PairwiseGraphs.transformerError(graph, TRANSFORMER_ROUNDS, published.damping()));
            }
        }
        double publishedGraphs = published.converged() * Sampled.PUBLISHED_GRAPHS;
        Cell meanError = published.error().isPresent()
                ? Sampled.mean(error, published.error().getAsDouble(), publishedGraphs)
                : Sampled.mean(error);
        return new Row(
                "J = " + published.coupling() + (published.damping() == 0 ? "" : ", damping " + published.damping()),
                List.of(
                        Sampled.share((int) error.getN(), graphs, published.converged()),
                        meanError,
                        Cell.bounded(transformer, ROUNDING)));
    }
}
