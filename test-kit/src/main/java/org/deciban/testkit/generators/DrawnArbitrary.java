package org.deciban.testkit.generators;

import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCases;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;

/** Values that are drawn whole and shrink in a way of their own; jqwik's arbitraries are combined of parts instead. */
record DrawnArbitrary<T>(Function<? super Random, Shrinkable<T>> draw) implements Arbitrary<T> {
    @Override
    public RandomGenerator<T> generator(int genSize) {
        return draw::apply;
    }

    /** None: the generators draw the odd values themselves. */
    @Override
    public EdgeCases<T> edgeCases(int maxEdgeCases) {
        return EdgeCases.none();
    }
}
