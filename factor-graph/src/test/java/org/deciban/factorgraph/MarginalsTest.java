package org.deciban.factorgraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.deciban.factorgraph.Marginals.Discrepancy;
import org.junit.jupiter.api.Test;

class MarginalsTest {
    private static final Variable X = Variable.of("x", "no", "yes");
    private static final Variable Y = Variable.of("y", "a", "b", "c");

    private static Marginals of(double[] x, double[] y) {
        return new Marginals(List.of(X, Y), new double[][] {x, y});
    }

    private static void assertRefused(String inTheMessage, double... ofX) {
        assertThatThrownBy(() -> new Marginals(List.of(X), new double[][] {ofX}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the marginal of x")
                .hasMessageContaining(inTheMessage);
    }

    @Test
    void probabilitiesAreFoundByNameAndByIndex() {
        Marginals marginals = of(new double[] {0.25, 0.75}, new double[] {0.5, 0, 0.5});
        assertThat(marginals.probability("x", "yes")).isEqualTo(0.75);
        assertThat(marginals.probability(Y, 2)).isEqualTo(0.5);
        assertThat(marginals.distribution(Y)).containsExactly(0.5, 0, 0.5);
        assertThat(marginals.variables()).containsExactly(X, Y);
    }

    @Test
    void namesThatAreNotThereAreRefused() {
        Marginals marginals = of(new double[] {0.25, 0.75}, new double[] {0.5, 0, 0.5});
        assertThatThrownBy(() -> marginals.probability("z", "yes"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no marginal of z");
        assertThatThrownBy(() -> marginals.probability("x", "maybe"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("variable x has no state maybe");
    }

    @Test
    void nanIsRefused() {
        assertRefused("the entry NaN, not a probability", Double.NaN, 1);
        assertRefused("the entry NaN, not a probability", 1, Double.NaN);
    }

    @Test
    void entriesOutsideZeroToOneAreRefused() {
        assertRefused("the entry -1.0E-17, not a probability", -1e-17, 1);
        assertRefused("the entry 1.5, not a probability", 1.5, -0.5);
        assertRefused("the entry Infinity, not a probability", Double.POSITIVE_INFINITY, 0);
    }

    @Test
    void whatDoesNotSumToOneIsRefused() {
        assertRefused("sums to 0.0", 0, 0);
        assertRefused("sums to 0.75", 0.25, 0.5);
        assertRefused("sums to 1.75", 1, 0.75);
        assertRefused("sums to 1.00000001", 0.5, 0.50000001);
    }

    @Test
    void theRoundingOfALongSumIsNoFault() {
        double rounded = 0.75 + 1e-12;
        assertThat(new Marginals(List.of(X), new double[][] {{0.25, rounded}}).probability(X, 1))
                .isEqualTo(rounded);
    }

    @Test
    void lengthsMustFit() {
        assertRefused("has 3 entries; the variable has 2 states", 0.5, 0.25, 0.25);
        assertThatThrownBy(() -> new Marginals(List.of(X, Y), new double[][] {{0.5, 0.5}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("marginals of 2 variables given 1 distributions");
    }

    @Test
    void aVariableTwiceIsRefused() {
        assertThatThrownBy(() -> new Marginals(List.of(X, X), new double[][] {{1, 0}, {0, 1}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("x twice");
    }

    @Test
    void arraysAndListsAreCopiedInAndOut() {
        List<Variable> variables = new ArrayList<>(List.of(X));
        double[][] probabilities = {{0.25, 0.75}};
        Marginals marginals = new Marginals(variables, probabilities);
        variables.set(0, Y);
        probabilities[0][0] = 1;
        marginals.distribution(X)[1] = 0;
        assertThat(marginals.distribution(X)).containsExactly(0.25, 0.75);
        assertThat(marginals.variables()).containsExactly(X).isUnmodifiable();
    }

    @Test
    void farthestFromFindsTheLargestAbsoluteDifference() {
        Marginals expected = of(new double[] {0.5, 0.5}, new double[] {0.25, 0.25, 0.5});
        Marginals actual = of(new double[] {0.375, 0.625}, new double[] {0.25, 0, 0.75});
        Discrepancy worst = actual.farthestFrom(expected);
        assertThat(worst).isEqualTo(new Discrepancy(Y, 1, 0.25, 0));
        assertThat(worst.magnitude()).isEqualTo(0.25);
        assertThat(worst).hasToString("y=b: expected 0.25, got 0.0 (difference 0.25, 4.503599627370496E15 ulps)");
    }

    @Test
    void farthestFromItselfIsNoDistance() {
        Marginals marginals = of(new double[] {1, 0}, new double[] {0.25, 0.25, 0.5});
        assertThat(marginals.farthestFrom(marginals).magnitude()).isZero();
        assertThat(marginals.farthestFrom(marginals).ulps()).isZero();
    }

    @Test
    void farthestFromMatchesVariablesByNameAndNotByPlace() {
        Marginals one = of(new double[] {0.25, 0.75}, new double[] {1, 0, 0});
        Marginals turned = new Marginals(List.of(Y, X), new double[][] {{1, 0, 0}, {0.25, 0.75}});
        assertThat(one.farthestFrom(turned).magnitude()).isZero();
    }

    @Test
    void farthestFromRefusesMarginalsOfOtherVariables() {
        Marginals both = of(new double[] {0.25, 0.75}, new double[] {1, 0, 0});
        Marginals onlyX = new Marginals(List.of(X), new double[][] {{0.25, 0.75}});
        Marginals otherStates =
                new Marginals(List.of(Variable.of("x", "no", "perhaps", "yes")), new double[][] {{0.25, 0, 0.75}});
        Marginals onlyY = new Marginals(List.of(Y), new double[][] {{1, 0, 0}});
        assertThatThrownBy(() -> both.farthestFrom(onlyX))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("marginals of 2 variables compared with marginals of 1");
        assertThatThrownBy(() -> onlyX.farthestFrom(both)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> onlyX.farthestFrom(onlyY)).hasMessage("there is no marginal of x");
        assertThatThrownBy(() -> onlyX.farthestFrom(otherStates))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("variable x with states [no, yes] compared with one with states [no, perhaps, yes]");
        assertThatThrownBy(() -> otherStates.farthestFrom(onlyX)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ulpsAreUnitsInTheLastPlaceOfTheExpectedValue() {
        assertThat(new Discrepancy(X, 0, 1.0, 1.0 - 0x1p-53).ulps()).isEqualTo(0.5);
        assertThat(new Discrepancy(X, 0, 0.25, 0.25 + 3 * 0x1p-54).ulps()).isEqualTo(3);
        assertThat(new Discrepancy(X, 0, 0.0, 2 * Double.MIN_VALUE).ulps()).isEqualTo(2);
    }

    @Test
    void equalityIsOfEveryBit() {
        Marginals marginals = of(new double[] {0.25, 0.75}, new double[] {1, 0, 0});
        assertThat(marginals)
                .isEqualTo(of(new double[] {0.25, 0.75}, new double[] {1, 0, 0}))
                .hasSameHashCodeAs(of(new double[] {0.25, 0.75}, new double[] {1, 0, 0}))
                .isNotEqualTo(of(new double[] {0.25, Math.nextUp(0.75)}, new double[] {1, 0, 0}))
                .hasToString("x[0.25, 0.75], y[1.0, 0.0, 0.0]");
    }
}
