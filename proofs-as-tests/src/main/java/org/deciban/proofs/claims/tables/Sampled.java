package org.deciban.proofs.claims.tables;

import java.util.OptionalDouble;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;
import org.deciban.proofs.claims.PublishedTable.Cell;

/**
 * Averages over random graphs beside published ones.
 *
 * <p>A published average over m graphs and ours over n agree if they lie within 3.3 standard errors of their difference, √(s²(1/n + 1/m))
 * with our variance s², which a right one misses once in a thousand times.
 */
final class Sampled {
    /** Graphs behind every published average. */
    static final int PUBLISHED_GRAPHS = 100;

    private static final double STANDARD_ERRORS = 3.3;

    /** Two-sided 95 % of the normal distribution. */
    private static final double NORMAL_95 = 1.96;

    private Sampled() {}

    /** A mean that nobody published. */
    static Cell mean(SummaryStatistics values) {
        double mean = values.getMean();
        double half = NORMAL_95 * values.getStandardDeviation() / Math.sqrt(values.getN());
        return new Cell(mean, mean - half, mean + half, OptionalDouble.empty(), true);
    }

    /** A mean beside a published mean over that many graphs. */
    static Cell mean(SummaryStatistics values, double published, double publishedGraphs) {
        Cell ours = mean(values);
        double standardError = Math.sqrt(values.getVariance() * (1.0 / values.getN() + 1 / publishedGraphs));
        boolean agrees = Math.abs(ours.measured() - published) <= STANDARD_ERRORS * standardError;
        return new Cell(ours.measured(), ours.low(), ours.high(), OptionalDouble.of(published), agrees);
    }

    /**
     * A share in per cent, its interval that of Wilson (1927), doi:10.1080/01621459.1927.10502953, beside a published share of 100
     * graphs.
     */
    static Cell share(int successes, int graphs, double published) {
        double share = (double) successes / graphs;
        ConfidenceInterval wilson = new WilsonScoreInterval().createInterval(graphs, successes, 0.95);
        // Of both together, so that a share of 1 here has a standard error if it is below 1 there.
        double pooled = (successes + published * PUBLISHED_GRAPHS) / (graphs + PUBLISHED_GRAPHS);
        double variance = pooled * (1 - pooled) * (1.0 / graphs + 1.0 / PUBLISHED_GRAPHS);
        return new Cell(
                100 * share,
                100 * wilson.getLowerBound(),
                100 * wilson.getUpperBound(),
                OptionalDouble.of(100 * published),
                Math.abs(share - published) <= STANDARD_ERRORS * Math.sqrt(variance));
    }
}
