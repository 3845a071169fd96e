package org.deciban.testkit.generators;

import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.Reductions;

/** A case that shrinks by reductions, the most drastic first; its distance is its size. */
record ShrinkableCase(Case value, Function<Case, Stream<Case>> reductions) implements Shrinkable<Case> {
    static Shrinkable<Case> of(Case value) {
        return new ShrinkableCase(value, Reductions::of);
    }

    /** Shrinks by its evidence alone. */
    static Shrinkable<Case> ofEvidence(Case value) {
        return new ShrinkableCase(value, Reductions::ofEvidence);
    }

    @Override
    public Stream<Shrinkable<Case>> shrink() {
        return reductions.apply(value).map(smaller -> new ShrinkableCase(smaller, reductions));
    }

    @Override
    public ShrinkingDistance distance() {
        return ShrinkingDistance.of(
                value.size().numbers().stream().mapToLong(Long::longValue).toArray());
    }
}
