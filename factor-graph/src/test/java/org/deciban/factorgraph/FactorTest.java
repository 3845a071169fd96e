package org.deciban.factorgraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FactorTest {
    private static final Variable X = Variable.of("x", "0", "1");
    private static final Variable Y = Variable.of("y", "0", "1", "2");
    private static final Variable Z = Variable.of("z", "0", "1");

    private static List<String> problemsOf(ThrowingCallable call) {
        return catchThrowableOfType(InvalidGraphException.class, call).problems();
    }

    @Test
    void theTableIsKeptInTheOrderGiven() {
        Factor factor = Factor.of(List.of(X, Y), 1, 2, 3, 4, 5, 6);
        assertThat(factor.table()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(factor.weight(4)).isEqualTo(5);
        assertThat(factor.size()).isEqualTo(6);
        assertThat(factor.arity()).isEqualTo(2);
        assertThat(factor.scope()).containsExactly(X, Y);
        assertThat(factor.findChild()).isEmpty();
        assertThat(factor).hasToString("f(x, y)");
    }

    @Test
    void aConditionalHasItsParentsInOrderAndItsChildLast() {
        Factor factor = Factor.conditional(Y, List.of(Z, X), 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0);
        assertThat(factor.scope()).containsExactly(Z, X, Y);
        assertThat(factor.findChild()).hasValue(Y);
        assertThat(factor.name()).isEqualTo("P(y | z, x)");
        assertThat(Factor.conditional(X, List.of(), 0.5, 0.5).name()).isEqualTo("P(x)");
    }

    @Test
    void rowsOfAConditionalNeedNotSumToOne() {
        assertThat(Factor.conditional(X, List.of(), 3, 4).table()).containsExactly(3, 4);
    }

    @Test
    void aFactorWithoutVariablesIsAConstant() {
        Factor constant = Factor.of(List.of(), 2.5);
        assertThat(constant.arity()).isZero();
        assertThat(constant.table()).containsExactly(2.5);
        assertThat(problemsOf(() -> Factor.of(List.of(), 0)))
                .singleElement()
                .asString()
                .contains("zero everywhere");
        assertThat(problemsOf(() -> Factor.of(List.of())))
                .singleElement()
                .asString()
                .contains("0 entries", "asks for 1");
    }

    @Test
    void theSmallestAndLargestDoublesAreWeights() {
        assertThat(Factor.of(List.of(X), Double.MIN_VALUE, Double.MAX_VALUE).table())
                .containsExactly(Double.MIN_VALUE, Double.MAX_VALUE);
    }

    @Test
    void aTableOfTheWrongLengthIsRefusedWithItsShape() {
        assertThat(problemsOf(() -> Factor.of(List.of(X, Y), 1, 2, 3)))
                .containsExactly("factor f(x, y) has a table of 3 entries where its scope (x:2 × y:3) asks for 6");
    }

    @Test
    void aTableThatNoMemoryHoldsIsRefused() {
        List<Variable> scope = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            scope.add(Variable.of("b" + i, "0", "1"));
        }
        assertThat(problemsOf(() -> Factor.of(scope, 1)))
                .singleElement()
                .asString()
                .contains("1 entries", "asks for more than fit into memory");
    }

    @Test
    void entriesThatAreNoWeightAreRefusedEachWithItsIndex() {
        assertThat(problemsOf(() -> Factor.named("bad", List.of(Y), Double.NaN, -1e-300, Double.POSITIVE_INFINITY)))
                .containsExactly(
                        "factor bad has the entry NaN at index 0; weights are finite and ≥ 0",
                        "factor bad has the entry -1.0E-300 at index 1; weights are finite and ≥ 0",
                        "factor bad has the entry Infinity at index 2; weights are finite and ≥ 0");
        assertThat(problemsOf(() -> Factor.of(List.of(X), 1, Double.NEGATIVE_INFINITY)))
                .singleElement()
                .asString()
                .contains("-Infinity at index 1");
    }

    @Test
    void aTableOfZerosIsRefused() {
        assertThat(problemsOf(() -> Factor.of(List.of(X), 0, -0.0)))
                .containsExactly("factor f(x) is zero everywhere, so no assignment is possible");
    }

    @Test
    void aVariableTwiceInAScopeIsRefused() {
        assertThat(problemsOf(() -> Factor.of(List.of(X, X), 1, 2, 3, 4)))
                .containsExactly("factor f(x, x) has the variable x twice in its scope");
        assertThat(problemsOf(() -> Factor.conditional(X, List.of(X), 1, 2, 3, 4)))
                .containsExactly("factor P(x | x) has the variable x twice in its scope");
    }

    @Test
    void allFaultsAreReportedTogether() {
        assertThat(problemsOf(() -> Factor.of(List.of(X, Y, X), -1, Double.NaN)))
                .hasSize(4)
                .anyMatch(p -> p.contains("x twice"))
                .anyMatch(p -> p.contains("2 entries") && p.contains("asks for 12"))
                .anyMatch(p -> p.contains("-1.0 at index 0"))
                .anyMatch(p -> p.contains("NaN at index 1"));
    }

    @Test
    void arraysAndListsAreCopiedInAndOut() {
        double[] table = {1, 2};
        List<Variable> scope = new ArrayList<>(List.of(X));
        Factor factor = Factor.of(scope, table);
        table[0] = 9;
        scope.set(0, Z);
        factor.table()[1] = 9;
        assertThat(factor.table()).containsExactly(1, 2);
        assertThat(factor.scope()).containsExactly(X).isUnmodifiable();

        double[] rows = {1, 2};
        Factor conditional = Factor.conditional(X, List.of(), rows);
        rows[0] = 9;
        assertThat(conditional.table()).containsExactly(1, 2);
    }

    @Test
    void equalityIsOfNameScopeTableAndRole() {
        Factor factor = Factor.named("P(x)", List.of(X), 0.25, 0.75);
        assertThat(factor)
                .isEqualTo(Factor.named("P(x)", List.of(X), 0.25, 0.75))
                .hasSameHashCodeAs(Factor.named("P(x)", List.of(X), 0.25, 0.75))
                .isNotEqualTo(Factor.named("g", List.of(X), 0.25, 0.75))
                .isNotEqualTo(Factor.named("P(x)", List.of(Z), 0.25, 0.75))
                .isNotEqualTo(Factor.named("P(x)", List.of(X), 0.25, Math.nextUp(0.75)))
                .isNotEqualTo(Factor.conditional(X, List.of(), 0.25, 0.75));
    }
}
