package org.deciban.transformer.trace;

import org.deciban.transformer.Matrix;

/** Watches a forward pass. Values are handed over in the order in which they arise, from one thread. */
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
}
