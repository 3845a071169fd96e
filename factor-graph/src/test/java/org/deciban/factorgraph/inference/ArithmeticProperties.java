package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.commons.math3.fraction.BigFraction;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.random.RandomModels;
import org.deciban.factorgraph.random.TableLaw;

/** One propagation in several kinds of numbers. */
class ArithmeticProperties {
    /** Small enough for rational brute force: at most 3^6 assignments. */
    private static RandomCase small(long seed) {
        Random random = new Random(seed);
        TableLaw law = TableLaw.binary()
                .withStates(1, 3)
                .withZeros(random.nextInt(3) * 0.25)
                .withSpread(random.nextInt(3) * 10);
        FactorGraph graph = RandomModels.factors(random.nextLong(), 3 + random.nextInt(4), random.nextInt(9), 2, law);
        return new RandomCase(graph, RandomCase.evidence(graph, random));
    }

    @Property(tries = 300)
    void rationalsEqualBruteForceInRationals(@ForAll long seed) {
        RandomCase model = small(seed);
        BruteForce expected = new BruteForce(model.graph(), model.evidence());
        if (expected.total.equals(BigFraction.ZERO)) {
            assertThatThrownBy(() ->
                            JunctionTree.of(model.graph(), model.evidence()).posteriorInRationals())
                    .isInstanceOf(ImpossibleEvidenceException.class);
            return;
        }
        NumberPosterior<BigFraction> actual =
                JunctionTree.of(model.graph(), model.evidence()).posteriorInRationals();
        assertThat(actual.evidenceWeight()).isEqualTo(expected.total);
        for (Variable variable : model.graph().variables()) {
            for (int s = 0; s < variable.cardinality(); s++) {
                assertThat(actual.probability(variable, s)).isEqualTo(expected.probability(variable, s));
            }
        }
    }

    @Property(tries = 300)
    void doublesLogsAndDecimalsApproximateTheRationals(@ForAll long seed) {
        RandomCase model = RandomCase.of(seed);
        NumberPosterior<BigFraction> exact;
        JunctionTree tree;
        try {
            tree = JunctionTree.of(model.graph(), model.evidence());
            exact = tree.posteriorInRationals();
        } catch (ImpossibleEvidenceException e) {
            return;
        }
        double logEvidence = BruteForce.log(exact.evidenceWeight());
        double bound = 4e-14 * Math.max(1, Math.abs(logEvidence));
        for (ExactPosterior actual : List.of(tree.posterior(), tree.posteriorInLogs())) {
            assertThat(actual.marginals().farthestFrom(exact.toMarginals()).magnitude())
                    .isLessThan(1e-12);
            assertThat(actual.logEvidence()).isCloseTo(logEvidence, within(bound));
        }
        NumberPosterior<BigDecimal> decimals = tree.posteriorInDecimals(50);
        assertRelativelyClose(exactly(decimals.evidenceWeight()), exact.evidenceWeight());
        for (Variable variable : model.graph().variables()) {
            for (int s = 0; s < variable.cardinality(); s++) {
                assertRelativelyClose(exactly(decimals.probability(variable, s)), exact.probability(variable, s));
            }
        }
    }

    /** A probability whose numerator fits into a double while its denominator does not. */
    @Example
    void fractionsOfLongNumbersRoundToTheirNearestDoubles() {
        RandomCase model = RandomCase.of(-9643);
        NumberPosterior<BigFraction> exact =
                JunctionTree.of(model.graph(), model.evidence()).posteriorInRationals();
        Variable variable = model.graph().findVariable("x3").orElseThrow();
        double sum = 0;
        for (double probability : exact.toMarginals().distribution(variable)) {
            sum += probability;
        }
        assertThat(sum).isCloseTo(1, within(1e-15));
    }

    private static void assertRelativelyClose(BigFraction actual, BigFraction expected) {
        BigFraction bound = expected.multiply(new BigFraction(1e-47));
        assertThat(actual.subtract(expected).abs().compareTo(bound)).isLessThanOrEqualTo(0);
    }

    private static BigFraction exactly(BigDecimal decimal) {
        return new BigFraction(decimal.unscaledValue()).multiply(new BigFraction(10).pow(-decimal.scale()));
    }

    @Example
    void aLogarithmNearZeroIsNotLostBetweenNumeratorAndDenominator() {
        BigFraction nearOne =
                new BigFraction(BigInteger.TWO.pow(3000).add(BigInteger.TWO.pow(2960)), BigInteger.TWO.pow(3000));
        assertThat(BruteForce.log(nearOne)).isCloseTo(0x1p-40, within(2e-16));
    }

    @Example
    void datingNetworkHasItsFractions() {
        // Weights in tenths, which doubles hold exactly; posteriors do not depend on the scale.
        FactorGraph dating = FactorGraph.builder()
                .variable("lonely", "false", "true")
                .variable("exciting", "false", "true")
                .variable("like_jj", "false", "true")
                .variable("like_kj", "false", "true")
                .variable("date", "false", "true")
                .factor(List.of("lonely"), 7, 3)
                .factor(List.of("exciting"), 4, 6)
                .conditional("like_jj", List.of("lonely", "exciting"), 1, 0, 0, 1, 0, 1, 0, 1)
                .factor(List.of("like_kj"), 6, 4)
                .conditional("date", List.of("like_jj", "like_kj"), 1, 0, 1, 0, 1, 0, 0, 1)
                .build();
        assertThat(yes(dating, Evidence.none(), "like_jj")).isEqualTo(new BigFraction(18, 25));
        assertThat(yes(dating, Evidence.none(), "date")).isEqualTo(new BigFraction(36, 125));
        Evidence date = dating.evidence().observe("date", "true").build();
        assertThat(yes(dating, date, "lonely")).isEqualTo(new BigFraction(5, 12));
        assertThat(yes(dating, date, "exciting")).isEqualTo(new BigFraction(5, 6));
        assertThat(yes(dating, date, "date")).isEqualTo(BigFraction.ONE);
        Evidence likesHim = dating.evidence().observe("like_jj", "true").build();
        assertThat(yes(dating, likesHim, "date")).isEqualTo(new BigFraction(2, 5));
        Evidence likesHer = dating.evidence().observe("like_kj", "true").build();
        assertThat(yes(dating, likesHer, "date")).isEqualTo(new BigFraction(18, 25));
        assertThat(JunctionTree.of(dating, date).posteriorInRationals().evidenceWeight())
                .isEqualTo(new BigFraction(288));
    }

    private static BigFraction yes(FactorGraph graph, Evidence evidence, String variable) {
        return JunctionTree.of(graph, evidence)
                .posteriorInRationals()
                .probability(graph.findVariable(variable).orElseThrow(), 1);
    }

    @Example
    void decimalsWithoutDigitsAreRefused() {
        JunctionTree tree = JunctionTree.of(Networks.dating(), Evidence.none());
        assertThatThrownBy(() -> tree.posteriorInDecimals(0)).hasMessageContaining("digits is 0");
    }
}
