package org.deciban.transformer.trace;

import org.deciban.transformer.Matrix;
import org.deciban.transformer.Transformer;

/**
 * Watches a forward pass, and may intervene in it. Values are handed over in the order in which they arise, from one thread.
 *
 * <p>At each place the engine first lets the observer replace the value, then shows what stands there: a value is observed as
 * everything downstream uses it. {@link Interventions} are ready-made; {@link ForwardTrace} records; {@link #with} joins two.
 */
public interface ForwardObserver {
    /** Watches nothing. */
    ForwardObserver NONE = new ForwardObserver() {
        @Override
        public boolean wants(HookPoint point) {
            return false;
        }

        @Override
        public void observe(HookPoint point, Matrix value) {
            throw new IllegalStateException("nothing was asked for at " + point);
        }
    };

    /** Whether the value at a place should be handed over; it is not built otherwise. */
    boolean wants(HookPoint point);

    /** Receives a value that was wanted. */
    void observe(HookPoint point, Matrix value);

    /** Whether the value at a place should be replaced; it is not built otherwise. */
    default boolean replaces(HookPoint point) {
        return false;
    }

    /**
     * What takes the place of a value, if the observer {@link #replaces} there.
     *
     * @return of the same shape as the value
     */
    default Matrix replace(HookPoint point, Matrix value) {
        return value;
    }

    /**
     * Is called before a forward pass.
     *
     * @throws IllegalArgumentException if this intervenes at a place that the transformer lacks
     */
    default void requireFits(Transformer transformer) {}

    /** Whether anything in a forward pass of this transformer would be replaced. */
    default boolean intervenesIn(Transformer transformer) {
        return HookPoint.allOf(transformer).stream().anyMatch(this::replaces);
    }

    /**
     * Both: this one replaces first, the other what this one put there, and both observe the outcome.
     */
    default ForwardObserver with(ForwardObserver other) {
        return other == NONE ? this : this == NONE ? other : new ObserverPair(this, other);
    }
}
