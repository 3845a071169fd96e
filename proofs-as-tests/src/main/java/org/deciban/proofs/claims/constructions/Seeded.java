package org.deciban.proofs.claims.constructions;

import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.deciban.proofs.claims.CaseDomain;
import org.deciban.proofs.claims.Domain;
import org.deciban.proofs.generators.Case;

/**
 * A case, and random numbers for what else a claim quantifies over.
 *
 * @param seed the same seed gives the same random numbers
 */
record Seeded(Case given, long seed) {
    Random random() {
        return new Random(seed);
    }

    /** The cases that a generator draws, each with a seed of its own, which a smaller case keeps. */
    static Domain<Seeded> domain(Function<Random, Case> draw) {
        CaseDomain cases = CaseDomain.of(draw);
        return new Domain<>() {
            @Override
            public Seeded draw(Random random) {
                return new Seeded(cases.draw(random), random.nextLong());
            }

            @Override
            public Stream<Seeded> smaller(Seeded larger) {
                return cases.smaller(larger.given).map(given -> new Seeded(given, larger.seed));
            }

            @Override
            public String print(Seeded drawn) {
                return cases.print(drawn.given) + "# seed " + drawn.seed + "\n";
            }
        };
    }
}
