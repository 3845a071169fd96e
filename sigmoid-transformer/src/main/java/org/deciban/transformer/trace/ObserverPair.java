package org.deciban.transformer.trace;

import org.deciban.transformer.Matrix;
import org.deciban.transformer.Transformer;

/** Two observers of one forward pass. */
record ObserverPair(ForwardObserver first, ForwardObserver second) implements ForwardObserver {
    @Override
    public boolean wants(HookPoint point) {
        return first.wants(point) || second.wants(point);
    }

    @Override
    public void observe(HookPoint point, Matrix value) {
        if (first.wants(point)) {
            first.observe(point, value);
        }
        if (second.wants(point)) {
            second.observe(point, value);
        }
    }

    @Override
    public boolean replaces(HookPoint point) {
        return first.replaces(point) || second.replaces(point);
    }

    @Override
    public Matrix replace(HookPoint point, Matrix value) {
        Matrix replaced = first.replaces(point) ? first.replace(point, value) : value;
        return second.replaces(point) ? second.replace(point, replaced) : replaced;
    }

    @Override
    public void requireFits(Transformer transformer) {
        first.requireFits(transformer);
        second.requireFits(transformer);
    }
}
