package org.deciban.proofs.claims.propagation;

import java.util.Map;
import java.util.function.Predicate;
import org.deciban.proofs.claims.Domain;
import org.deciban.proofs.claims.Finding;
import org.deciban.proofs.claims.Trials;
import org.deciban.proofs.claims.Tries;

/** Shares of cases that are only drawn and looked at, which is cheap: enough of them that the shares mean something. */
final class Coverage {
    private static final int FEWEST = 200;

    private Coverage() {}

    static <T> Finding of(Tries tries, Domain<T> domain, Map<String, Predicate<T>> kinds, double share) {
        return Trials.covers(new Tries(tries.seed(), Math.max(FEWEST, tries.count())), domain, kinds, share);
    }
}
