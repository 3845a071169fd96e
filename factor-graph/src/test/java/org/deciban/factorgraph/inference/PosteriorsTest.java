package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the answers of exact inference say of themselves, and that each arithmetic has none where there is none. */
class PosteriorsTest {
    private static final FactorGraph COIN = FactorGraph.builder()
            .variable("x", "a", "b")
            .factor(List.of("x"), 1, 3)
            .build();

    private static final Variable X = COIN.variables().get(0);

    private static final Variable STRANGER = Variable.of("stranger", "a", "b");

    @Test
    void posteriorsInNumbersNameTheirVariables() {
        NumberPosterior<BigFraction> posterior =
                JunctionTree.of(COIN, Evidence.none()).posteriorInRationals();
        assertThat(posterior.variables()).containsExactly(X);
        assertThat(posterior.probability(X, 1)).isEqualTo(new BigFraction(3, 4));
        assertThat(posterior).hasToString("{x=[1 / 4, 3 / 4]}, evidence 4");
        assertThatThrownBy(() -> posterior.probability(STRANGER, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no marginal of stranger");
    }

    @Test
    void assignmentsKnowTheStateOfTheirVariables() {
        MostProbableAssignment best = JunctionTree.of(COIN, Evidence.none()).mostProbable();
        assertThat(best.state(X)).isEqualTo(1);
        assertThatThrownBy(() -> best.state(STRANGER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no variable stranger");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN})
    void theLogEvidenceIsFinite(double logEvidence) {
        Marginals marginals = JunctionTree.run(COIN, Evidence.none()).marginals();
        assertThatThrownBy(() -> new ExactPosterior(marginals, logEvidence))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a finite number");
    }

    /** Doubles cannot hold the products, and the last two factors contradict each other. */
    @Test
    void everyArithmeticFindsThatNothingIsPossible() {
        FactorGraph.Builder builder = FactorGraph.builder().variable("x", "a", "b");
        for (int i = 0; i < 6; i++) {
            builder.variable("y" + i, "c", "d").factor(List.of("x", "y" + i), 1e200, 1e-200, 1e-200, 1e200);
        }
        FactorGraph graph = builder.variable("z", "e", "f")
                .factor(List.of("x", "z"), 1, 0, 0, 1)
                .factor(List.of("z", "x"), 0, 1, 1, 0)
                .build();
        JunctionTree tree = JunctionTree.of(graph, Evidence.none());
        assertImpossible(tree::posterior);
        assertImpossible(tree::posteriorInLogs);
        assertImpossible(tree::posteriorInRationals);
        assertImpossible(() -> tree.posteriorInDecimals(30));
        assertImpossible(tree::mostProbable);
    }

    private static void assertImpossible(Runnable question) {
        assertThatThrownBy(question::run).isInstanceOf(ImpossibleEvidenceException.class);
    }

    @Test
    void oneDigitIsAPrecision() {
        // 1/4 and 3/4, which to one digit are 0.2 and 0.8 by rounding to even.
        NumberPosterior<BigDecimal> posterior =
                JunctionTree.of(COIN, Evidence.none()).posteriorInDecimals(1);
        assertThat(posterior.probability(X, 1).precision()).isEqualTo(1);
        assertThat(posterior.probability(X, 1).doubleValue()).isCloseTo(0.75, within(0.051));
    }

    @Test
    void logarithmsOfDecimalsReachBeyondDoubles() {
        DecimalSemiring decimals = new DecimalSemiring(new MathContext(30));
        assertThat(decimals.log(new BigDecimal("2E+400"))).isCloseTo(400 * Math.log(10) + Math.log(2), within(1e-12));
        assertThat(decimals.log(new BigDecimal("5E-500"))).isCloseTo(Math.log(5) - 500 * Math.log(10), within(1e-12));
    }
}
