package org.deciban.proofs.generators;

import java.util.Iterator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Looks for a smaller case on which a claim still fails: takes the first smaller one, of graphs the first of the {@link Reductions}, on
 * which it does, and goes on from there, until none is left or the tries are used up.
 */
public final class Shrinker {
    /** The tries of {@link #smallest}. */
    public static final int TRIES = 20_000;

    private static final Shrinker DEFAULT = new Shrinker(TRIES, false);

    private final int tries;
    private final boolean exceptionIsFailure;

    private Shrinker(int tries, boolean exceptionIsFailure) {
        this.tries = tries;
        this.exceptionIsFailure = exceptionIsFailure;
    }

    /** {@link #TRIES} tries; a predicate that throws counts as not failing. */
    public static Shrinker defaults() {
        return DEFAULT;
    }

    /**
     * This shrinker with another budget.
     *
     * @param tries how often the predicate is asked at most, ≥ 1
     */
    public Shrinker withTries(int tries) {
        if (!(tries >= 1)) {
            throw new IllegalArgumentException("a shrinker has " + tries + " tries; it needs at least 1");
        }
        return new Shrinker(tries, exceptionIsFailure);
    }

    /** This shrinker, a predicate that throws a {@link RuntimeException} or {@link AssertionError} counting as failing. */
    public Shrinker withExceptionsAsFailures() {
        return new Shrinker(tries, true);
    }

    /**
     * The smallest case that the {@link #defaults()} find.
     *
     * @throws IllegalArgumentException if the claim does not fail on the case given
     */
    public static Case smallest(Case failing, Predicate<Case> stillFails) {
        return defaults().shrink(failing, stillFails).smallest();
    }

    /**
     * A smaller case on which the predicate holds.
     *
     * @throws IllegalArgumentException if it does not hold on the case given
     */
    public Shrunk<Case> shrink(Case failing, Predicate<Case> stillFails) {
        return shrink(failing, Reductions::of, stillFails);
    }

    /**
     * The same of cases of any kind.
     *
     * @param smaller the cases that are one step smaller than a case, in the order in which they are tried; every chain of them ends
     * @throws IllegalArgumentException if the predicate does not hold on the case given
     */
    public <T> Shrunk<T> shrink(T failing, Function<T, Stream<T>> smaller, Predicate<T> stillFails) {
        if (!fails(failing, stillFails)) {
            throw new IllegalArgumentException(
                    "nothing to shrink: the claim does not fail on " + failing + ". Maybe it depends on chance?");
        }
        T current = failing;
        int used = 1;
        Iterator<T> candidates = smaller.apply(current).iterator();
        while (candidates.hasNext()) {
            if (used == tries) {
                return new Shrunk<>(current, used, false);
            }
            T candidate = candidates.next();
            used++;
            if (fails(candidate, stillFails)) {
                current = candidate;
                candidates = smaller.apply(current).iterator();
            }
        }
        return new Shrunk<>(current, used, true);
    }

    private <T> boolean fails(T candidate, Predicate<T> stillFails) {
        try {
            return stillFails.test(candidate);
        } catch (RuntimeException | AssertionError e) {
            return exceptionIsFailure;
        }
    }

    /**
     * What a search came to.
     *
     * @param <T> a case
     * @param smallest the smallest case found on which the predicate holds
     * @param tries how often the predicate was asked
     * @param minimal whether it holds on no case one step smaller; false if the tries were used up before that was seen
     */
    public record Shrunk<T>(T smallest, int tries, boolean minimal) {}
}
