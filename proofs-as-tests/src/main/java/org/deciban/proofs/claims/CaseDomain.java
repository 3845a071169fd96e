package org.deciban.proofs.claims;

import java.util.Random;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.Pasteable;
import org.deciban.proofs.generators.Reductions;

/** Graphs with evidence: drawn by a generator, made smaller by {@link Reductions}, printed as a UAI file that can be pasted. */
public final class CaseDomain implements Domain<Case> {
    private final Function<Random, Case> draw;
    private final ToIntFunction<Case> rounds;

    private CaseDomain(Function<Random, Case> draw, ToIntFunction<Case> rounds) {
        this.draw = draw;
        this.rounds = rounds;
    }

    /** The cases that a generator draws. */
    public static CaseDomain of(Function<Random, Case> draw) {
        return new CaseDomain(draw, Case::rounds);
    }

    /** The same cases, for a statement about a number of rounds that is not theirs: that number is printed. */
    public CaseDomain over(int otherRounds) {
        return new CaseDomain(draw, unused -> otherRounds);
    }

    @Override
    public Case draw(Random random) {
        return draw.apply(random);
    }

    @Override
    public Stream<Case> smaller(Case larger) {
        return Reductions.of(larger);
    }

    @Override
    public String print(Case drawn) {
        return Pasteable.of(drawn.graph(), drawn.evidence(), rounds.applyAsInt(drawn))
                .toString();
    }
}
