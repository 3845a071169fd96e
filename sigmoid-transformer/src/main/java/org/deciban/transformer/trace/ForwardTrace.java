package org.deciban.transformer.trace;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.deciban.transformer.Matrix;

/** A recording of a forward pass: the values at the hook points that were selected, as replaced where something was. */
public final class ForwardTrace implements ForwardObserver {
    private final Predicate<HookPoint> selection;
    private final Map<HookPoint, Matrix> values = new LinkedHashMap<>();

    private ForwardTrace(Predicate<HookPoint> selection) {
        this.selection = selection;
    }

    /**
     * An empty recording, to be handed to a forward pass.
     *
     * <p>Scores and patterns take {@code tokens²} entries a head: select them where they are looked at.
     */
    public static ForwardTrace of(Predicate<HookPoint> selection) {
        return new ForwardTrace(selection);
    }

    /** An empty recording of the residual stream before, within and after every layer. */
    public static ForwardTrace ofResiduals() {
        return of(point -> point.site().isResidual());
    }

    @Override
    public boolean wants(HookPoint point) {
        return selection.test(point);
    }

    @Override
    public void observe(HookPoint point, Matrix value) {
        values.put(point, value);
    }

    /** The recorded places, in the order of the forward pass. */
    public Set<HookPoint> points() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /** The value at a place, or empty if it was not recorded. */
    public Optional<Matrix> find(HookPoint point) {
        return Optional.ofNullable(values.get(point));
    }

    /**
     * The value at a place.
     *
     * @throws IllegalArgumentException if it was not recorded
     */
    public Matrix get(HookPoint point) {
        return find(point)
                .orElseThrow(() -> new IllegalArgumentException("the trace holds no " + point
                        + ". Maybe it was not selected, or the model has fewer layers or heads?"));
    }
}
