package org.deciban.proofs.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrialsTest {
    /** Whole numbers below 1,000; each smaller one is one step away. */
    private static final Domain<Integer> NUMBERS =
            Domain.of(random -> random.nextInt(1000), n -> IntStream.range(0, n).boxed(), n -> "n = " + n);

    private static final Tries TRIES = new Tries(5, 100);

    @Test
    void aTrueStatementHoldsWithItsWorstError() {
        Finding finding = Trials.everyCase("n < 1000", TRIES, NUMBERS, n -> n, 999);
        assertThat(finding.asExpected()).isTrue();
        assertThat(finding.tries()).isEqualTo(100);
        assertThat(finding.worst().orElseThrow()).isBetween(900.0, 999.0);
        assertThat(finding.counterexample()).isEmpty();
    }

    @Test
    void aFalseStatementIsRefutedByTheSmallestCase() {
        Finding finding = Trials.everyCase("n ≤ 17", TRIES, NUMBERS, n -> n, 17);
        assertThat(finding.asExpected()).isFalse();
        assertThat(finding.counterexample()).contains(new Counterexample("n ≤ 17", "n = 18", 18));
    }

    @Test
    void noNumberRefutes() {
        assertThat(Trials.everyCase("NaN", TRIES, NUMBERS, n -> Double.NaN, 1).asExpected())
                .isFalse();
    }

    @Test
    void aRefutationThatIsLookedForIsAsExpected() {
        Finding finding = Trials.someCaseRefutes("n ≤ 500", TRIES, NUMBERS, n -> n, 500);
        assertThat(finding.asExpected()).isTrue();
        assertThat(finding.counterexample().orElseThrow().text()).isEqualTo("n = 501");
    }

    @Test
    void aRefutationThatIsNotFoundIsNotAsExpected() {
        Finding finding = Trials.someCaseRefutes("n ≤ 1000", TRIES, NUMBERS, n -> n, 1000);
        assertThat(finding.asExpected()).isFalse();
        assertThat(finding.counterexample()).isEmpty();
    }

    @Test
    void smallerCasesThatCannotBeTriedAreLeftOut() {
        Domain<Integer> large = Domain.of(random -> 40 + random.nextInt(1000), NUMBERS::smaller, NUMBERS::print);
        Finding finding = Trials.someCaseRefutes("n ≤ 17", TRIES, large, TrialsTest::atLeastForty, 17);
        assertThat(finding.counterexample().orElseThrow().text()).isEqualTo("n = 40");
    }

    private static double atLeastForty(int n) {
        if (n < 40) {
            throw new IllegalArgumentException("too small");
        }
        return n;
    }

    @Test
    void coverageCountsEachKind() {
        Finding finding =
                Trials.covers(TRIES, NUMBERS, Map.of("even", n -> n % 2 == 0, "below 100", n -> n < 100), 0.3);
        assertThat(finding.asExpected()).isFalse();
        assertThat(Trials.covers(TRIES, NUMBERS, Map.of("even", n -> n % 2 == 0), 0.3)
                        .asExpected())
                .isTrue();
    }

    @Test
    void theSameSeedDrawsTheSameCases() {
        assertThat(NUMBERS.draw(TRIES.random(3))).isEqualTo(NUMBERS.draw(new Tries(5, 1).random(3)));
        assertThat(IntStream.range(0, 100)
                        .map(i -> NUMBERS.draw(TRIES.random(i)))
                        .distinct()
                        .count())
                .isGreaterThan(80);
    }
}
