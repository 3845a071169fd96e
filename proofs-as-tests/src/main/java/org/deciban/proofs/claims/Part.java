package org.deciban.proofs.claims;

import java.util.Optional;
import java.util.function.BiFunction;

/** The parts of a {@link ClaimSuite}. */
public enum Part {
    /** {@link ClaimSuite#failsAsStated}. */
    FAILS_AS_STATED("is false as published", ClaimSuite::failsAsStated),
    /** {@link ClaimSuite#holds}. */
    HOLDS("holds", (suite, tries) -> Optional.of(suite.holds(tries))),
    /** {@link ClaimSuite#isNotVacuous}. */
    IS_NOT_VACUOUS("is not vacuous", (suite, tries) -> Optional.of(suite.isNotVacuous(tries))),
    /** {@link ClaimSuite#needsItsAssumptions}. */
    NEEDS_ITS_ASSUMPTIONS("needs its assumptions", (suite, tries) -> Optional.of(suite.needsItsAssumptions(tries))),
    /** {@link ClaimSuite#bites}. */
    BITES("bites", (suite, tries) -> Optional.of(suite.bites(tries)));

    private final String words;
    private final BiFunction<ClaimSuite, Tries, Optional<Finding>> run;

    Part(String words, BiFunction<ClaimSuite, Tries, Optional<Finding>> run) {
        this.words = words;
        this.run = run;
    }

    /** The part in words. */
    public String words() {
        return words;
    }

    /** Runs the part; empty if the suite does not have it. */
    public Optional<Finding> run(ClaimSuite suite, Tries tries) {
        return run.apply(suite, tries);
    }
}
