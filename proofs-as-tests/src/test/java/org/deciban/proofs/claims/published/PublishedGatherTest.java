package org.deciban.proofs.claims.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.Function;
import org.deciban.compiler.published.PublishedGraph;
import org.deciban.compiler.published.PublishedLayout;
import org.deciban.proofs.generators.PublishedTrees;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often the published heads gather what they are meant to: the share of slots, over 400 random trees, whose scratch equals
 * the neighbour's belief to 1e-6. An absent neighbour has index 0 and does not count.
 */
class PublishedGatherTest {
    private static final int TREES = 400;

    /**
     * The figures found before, at every λ, on paths. Both are samples of 400 trees, so they may differ by the error of a
     * difference: three standard errors, and half a unit of the last digit given.
     */
    @ParameterizedTest(name = "{0} at λ = {1}: {2}")
    @CsvSource({
        "A, 1, 0.002", "A, 10, 0.075", "A, 1000, 0.082",
        "A_OWN_INDEX, 1, 0.024", "A_OWN_INDEX, 10, 0.107", "A_OWN_INDEX, 1000, 0.108",
        "B, 1, 0", "B, 10, 0", "B, 1000, 0.083",
        "B_OWN_INDEX, 1, 0", "B_OWN_INDEX, 10, 0", "B_OWN_INDEX, 1000, 0.108",
        "PAIRED_BITS, 50, 1", "PAIRED_BITS, 1000, 1"
    })
    void onPathsTheFiguresComeOutWithinTheirSamplingError(PublishedLayout layout, double temperature, double figure) {
        GatherShare share = share(layout, temperature, PublishedTrees::path);
        double tolerance = 3 * Math.sqrt(2) * share.standardError() + 0.0005;
        assertThat(Math.abs(share.value() - figure)).as("%s", share).isLessThanOrEqualTo(tolerance);
    }

    /** On trees with more than two neighbours a node, two of them drawn, the shares are as small. */
    @ParameterizedTest(name = "{0} at λ = {1}: {2}")
    @CsvSource({"A, 1000, 0.078", "A_OWN_INDEX, 1000, 0.110", "B, 1000, 0.080", "B_OWN_INDEX, 1000, 0.111"})
    void onOtherTreesTheSharesAreAsSmall(PublishedLayout layout, double temperature, double figure) {
        GatherShare share = share(layout, temperature, PublishedTrees::recursive);
        assertThat(Math.abs(share.value() - figure))
                .as("%s", share)
                .isLessThanOrEqualTo(3 * share.standardError() + 0.0005);
    }

    private static GatherShare share(
            PublishedLayout layout, double temperature, Function<Random, PublishedGraph> trees) {
        return GatherShare.of(layout, temperature, trees, TREES, new Random(1));
    }
}
