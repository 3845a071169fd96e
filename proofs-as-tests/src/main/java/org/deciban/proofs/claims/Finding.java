package org.deciban.proofs.claims;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one part of a suite found.
 *
 * @param asExpected whether it came out as the claim's status says
 * @param summary what was tried and what came of it, in a sentence
 * @param tries cases looked at
 * @param worst the largest error among the cases on which something had to hold; empty where nothing was measured
 * @param counterexample expected where a part looks for one, and otherwise the reason why the part is not as expected
 */
public record Finding(
        boolean asExpected, String summary, int tries, OptionalDouble worst, Optional<Counterexample> counterexample) {

    /** A finding without numbers: of a count, a construction or a comparison of structures. */
    public static Finding of(boolean asExpected, String summary, int tries) {
        return new Finding(asExpected, summary, tries, OptionalDouble.empty(), Optional.empty());
    }

    /** Whether an error had to stay within a bound, and did. */
    public static Finding within(double bound, double worst, String summary, int tries) {
        return new Finding(
                worst <= bound,
                summary + ": worst " + brief(worst) + ", bound " + brief(bound),
                tries,
                OptionalDouble.of(worst),
                Optional.empty());
    }

    /** A number for a sentence: two digits, {@code 2.2e-16}. */
    public static String brief(double x) {
        return Double.isFinite(x)
                ? new BigDecimal(x)
                        .round(new MathContext(2))
                        .stripTrailingZeros()
                        .toString()
                        .replace("E", "e")
                : Double.toString(x);
    }

    /** This finding and another of the same part: as expected if both are. */
    public Finding and(Finding other) {
        OptionalDouble larger = worst.isEmpty()
                ? other.worst
                : OptionalDouble.of(Math.max(worst.getAsDouble(), other.worst.orElse(worst.getAsDouble())));
        boolean second = counterexample.isEmpty() || (asExpected && !other.asExpected);
        return new Finding(
                asExpected && other.asExpected,
                summary + "; " + other.summary,
                tries + other.tries,
                larger,
                second ? other.counterexample.or(() -> counterexample) : counterexample);
    }

    /** The same with a counterexample. */
    public Finding with(Counterexample example) {
        return new Finding(asExpected, summary, tries, worst, Optional.of(example));
    }
}
