package org.deciban.proofs.claims;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What came of running a suite.
 *
 * @param claim what it is about
 * @param findings by part, in the order of the parts
 */
public record ClaimResult(Claim claim, Map<Part, Finding> findings) {
    /** The word of a claim whose suite did not come out as its status says. */
    public static final String NOT_CONFIRMED = "NOT_CONFIRMED";

    /** Copies the map. */
    public ClaimResult {
        findings = new EnumMap<>(findings);
    }

    /**
     * Runs the suite of a claim.
     *
     * @throws IllegalStateException if the class has no {@link Claim}, or no part to show that it fails where its status says so
     */
    public static ClaimResult of(ClaimSuite suite, Tries tries) {
        Claim claim = suite.claim();
        Map<Part, Finding> findings = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            part.run(suite, tries).ifPresent(finding -> findings.put(part, finding));
        }
        boolean fails = Arrays.asList(claim.status()).contains(Status.FAILS_AS_STATED);
        if (fails != findings.containsKey(Part.FAILS_AS_STATED)) {
            throw new IllegalStateException(claim.id() + " is " + List.of(claim.status()) + ", and has "
                    + (fails ? "no part that shows that it fails" : "a part that shows that it fails"));
        }
        return new ClaimResult(claim, findings);
    }

    /** Whether every part came out as the status says. */
    public boolean isConfirmed() {
        return findings.values().stream().allMatch(Finding::asExpected);
    }

    /** The status in words, {@code FAILS_AS_STATED, HOLDS_REPAIRED}, if it is confirmed; else {@link #NOT_CONFIRMED}. */
    public String verdict() {
        return isConfirmed()
                ? Arrays.stream(claim.status()).map(Status::name).collect(Collectors.joining(", "))
                : NOT_CONFIRMED;
    }

    /** Cases looked at, in all parts. */
    public int tries() {
        return findings.values().stream().mapToInt(Finding::tries).sum();
    }

    /** The largest error among the cases on which the statement had to hold. */
    public OptionalDouble worst() {
        Finding holds = findings.get(Part.HOLDS);
        return holds == null ? OptionalDouble.empty() : holds.worst();
    }

    /**
     * The counterexample to show: of a part that did not come out as expected; else to the published claim, if it fails; else to the
     * statement without one of its assumptions.
     */
    public Optional<Counterexample> counterexample() {
        Optional<Counterexample> unexpected = findings.values().stream()
                .filter(finding -> !finding.asExpected())
                .flatMap(finding -> finding.counterexample().stream())
                .findFirst();
        return unexpected
                .or(() ->
                        Optional.ofNullable(findings.get(Part.FAILS_AS_STATED)).flatMap(Finding::counterexample))
                .or(() -> Optional.ofNullable(findings.get(Part.NEEDS_ITS_ASSUMPTIONS))
                        .flatMap(Finding::counterexample));
    }
}
