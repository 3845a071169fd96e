package org.deciban.proofs.generators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.inference.BeliefPropagation;
import org.deciban.proofs.generators.Case.Entries;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
    /** x − y − z with evidence on x: by hand, what is left of each claim. */
    private static final FactorGraph CHAIN = FactorGraph.builder()
            .variable("x", "a", "b")
            .variable("y", "a", "b", "c")
            .variable("z", "a", "b")
            .factor(List.of("x", "y"), 0.31, 0.17, 0.52, 0.23, 0.59, 0.18)
            .factor(List.of("y", "z"), 0.91, 0.09, 0.34, 0.66, 0.48, 0.52)
            .build();

    private static final Case GIVEN =
            new Case(CHAIN, CHAIN.evidence().likelihood("x", 0.2, 0.7).build(), Entries.MODERATE, 4);

    @Test
    void ofAFactorWithALargeEntryTheEntryIsLeft() {
        Case smallest = Shrinker.smallest(GIVEN, anyEntry(entry -> entry > 0.9));

        // One entry above 0.9 takes one variable of one state, and 1 is the plainest such number.
        assertThat(smallest.graph().variables()).hasSize(1);
        assertThat(smallest.graph().variables().get(0).cardinality()).isEqualTo(1);
        assertThat(smallest.graph().factors()).hasSize(1);
        assertThat(smallest.graph().factors().get(0).table()).containsExactly(1);
        assertThat(smallest.evidence().isEmpty()).isTrue();
        assertThat(smallest.rounds()).isEqualTo(1);
    }

    @Test
    void softEvidenceIsMadeHardWhereThatDoes() {
        Case smallest = Shrinker.smallest(GIVEN, c -> c.evidence().variables().size() == 1);

        Variable observed = smallest.graph().variables().get(0);
        assertThat(smallest.graph().variables()).hasSize(1);
        assertThat(smallest.evidence().findObservedState(observed)).isPresent();
    }

    @Test
    void anEngineThatReadsATableTransposedFailsOnTwoVariables() {
        Predicate<Case> fails = ShrinkerTest::transposingMatters;
        Case failing = LongStream.range(0, 1000)
                .mapToObj(seed -> Cases.loopy(new Random(seed)))
                .filter(c -> c.entries() == Entries.MODERATE)
                .filter(c -> c.graph().variables().size() >= 5 && fails.test(c))
                .findFirst()
                .orElseThrow();

        Case smallest = Shrinker.smallest(failing, fails);

        assertThat(smallest.graph().variables()).hasSize(2);
        assertThat(smallest.graph().factors()).hasSize(1);
        assertThat(fails.test(smallest)).isTrue();
    }

    /** Belief propagation is not exact where there is a cycle; the shortest has two variables and two factors. */
    @Test
    void aCycleIsShortenedToTwoVariables() {
        for (long seed = 0; seed < 20; seed++) {
            Case smallest = Shrinker.smallest(Cases.strong(new Random(seed)), c -> !c.isForest());

            assertThat(smallest.graph().variables()).hasSize(2);
            assertThat(smallest.graph().factors()).hasSize(2);
            assertThat(smallest.graph().edgeCount()).isEqualTo(4);
        }
    }

    /** By hand: y stands for x in f(x, z), its third state for the last of x. */
    @Test
    void aMergedVariableStandsForTheOther() {
        Variable x = Variable.of("x", "a", "b");
        Variable y = Variable.of("y", "a", "b", "c");
        Variable z = Variable.of("z", "a", "b");

        assertThat(FactorEdits.merged(Factor.of(List.of(x, z), 1, 2, 3, 4), y, x))
                .contains(Factor.of(List.of(y, z), 1, 2, 3, 4, 3, 4));
        assertThat(FactorEdits.merged(Factor.of(List.of(x, y), 1, 2, 3, 4, 5, 6), y, x))
                .contains(Factor.of(List.of(y), 1, 5, 6));
        assertThat(FactorEdits.merged(Factor.of(List.of(x, y), 1, 2, 3, 4, 5, 6), x, y))
                .contains(Factor.of(List.of(x), 1, 5));
    }

    /** Whether the beliefs change when tables over two variables of equal cardinality are transposed. */
    private static boolean transposingMatters(Case given) {
        FactorGraph.Builder builder = FactorGraph.builder();
        given.graph().variables().forEach(builder::variable);
        given.graph().factors().forEach(factor -> builder.factor(transposed(factor)));
        FactorGraph other = builder.build();
        return BeliefPropagation.beliefsAfterEachRound(other, given.evidence(), 2)
                        .get(2)
                        .farthestFrom(BeliefPropagation.beliefsAfterEachRound(given.graph(), given.evidence(), 2)
                                .get(2))
                        .magnitude()
                > 1e-6;
    }

    private static Factor transposed(Factor factor) {
        if (factor.arity() != 2
                || factor.scope().get(0).cardinality() != factor.scope().get(1).cardinality()) {
            return factor;
        }
        int n = factor.scope().get(0).cardinality();
        double[] table = new double[n * n];
        Arrays.setAll(table, i -> factor.weight(i % n * n + i / n));
        return Factor.of(factor.scope(), table);
    }

    @Test
    void exceptionsFailOnlyWhereTheyAreSaidTo() {
        Predicate<Case> throwsBelowThreeVariables = c -> {
            if (c.graph().variables().size() < 3) {
                throw new IllegalStateException("too small");
            }
            return true;
        };

        assertThat(Shrinker.smallest(GIVEN, throwsBelowThreeVariables).graph().variables())
                .hasSize(3);
        assertThat(Shrinker.defaults()
                        .withExceptionsAsFailures()
                        .shrink(GIVEN, throwsBelowThreeVariables)
                        .smallest()
                        .graph()
                        .variables())
                .hasSize(1);
    }

    @Test
    void theBudgetOfTriesIsKept() {
        int[] asked = {0};
        Predicate<Case> counted = c -> ++asked[0] > 0;

        Shrinker.Shrunk<Case> cut = Shrinker.defaults().withTries(3).shrink(GIVEN, counted);
        assertThat(asked[0]).isEqualTo(3).isEqualTo(cut.tries());
        assertThat(cut.minimal()).isFalse();
        assertThat(Shrinker.defaults().shrink(GIVEN, counted).minimal()).isTrue();
    }

    /** From 30, 0 … 17 do not fail and 18 does; from 18, 0 … 17 do not again. With 30 itself that is asked 1 + 19 + 18 times. */
    @Test
    void casesOfAnyKindAreShrunk() {
        Shrinker.Shrunk<Integer> shrunk =
                Shrinker.defaults().shrink(30, n -> IntStream.range(0, n).boxed(), n -> n > 17);
        assertThat(shrunk).isEqualTo(new Shrinker.Shrunk<>(18, 38, true));
    }

    @Test
    void whatDoesNotFailCannotBeShrunk() {
        assertThatThrownBy(() -> Shrinker.smallest(GIVEN, c -> false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing to shrink");
    }

    private static Predicate<Case> anyEntry(DoublePredicate wanted) {
        return c -> c.graph().factors().stream()
                .anyMatch(f -> Arrays.stream(f.table()).anyMatch(wanted));
    }
}
