package org.deciban.transformer.trace;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Transformer;

/**
 * Replacements of activations in a forward pass, to be handed to it as an observer.
 *
 * <pre>{@code
 *   Interventions.zero("blocks.3.attn.0.result")                              // ablation
 *           .and("blocks.5.resid_post", Edit.patch(trace).onTokens(7))        // activation patching
 *           .with(recording)                                                 // what is recorded is what replaced
 * }</pre>
 *
 * <p>Everything downstream uses the replacement: replaced scores change the pattern, a replaced pattern changes z. Edits at one
 * place act one after the other. Immutable.
 */
public final class Interventions implements ForwardObserver {
    private static final Interventions NONE = new Interventions(Map.of());

    private final Map<HookPoint, Edit> edits;

    private Interventions(Map<HookPoint, Edit> edits) {
        this.edits = edits;
    }

    /** No replacement, to add some to. */
    public static Interventions none() {
        return NONE;
    }

    /** One replacement. */
    public static Interventions at(HookPoint point, Edit edit) {
        return NONE.and(point, edit);
    }

    /**
     * One replacement at a place by its name.
     *
     * @throws IllegalArgumentException as {@link HookPoint#parse}
     */
    public static Interventions at(String point, Edit edit) {
        return NONE.and(point, edit);
    }

    /** Zero ablation of places. */
    public static Interventions zero(HookPoint... points) {
        return NONE.and(List.of(points), Edit.zero());
    }

    /**
     * Zero ablation of places by their names.
     *
     * @throws IllegalArgumentException as {@link HookPoint#parse}
     */
    public static Interventions zero(String... points) {
        return NONE.and(List.of(points).stream().map(HookPoint::parse).toList(), Edit.zero());
    }

    /** These, and one more. */
    public Interventions and(HookPoint point, Edit edit) {
        return and(List.of(point), edit);
    }

    /**
     * These, and one more at a place by its name.
     *
     * @throws IllegalArgumentException as {@link HookPoint#parse}
     */
    public Interventions and(String point, Edit edit) {
        return and(HookPoint.parse(point), edit);
    }

    /** These, and one edit at each of some places. */
    public Interventions and(Collection<HookPoint> points, Edit edit) {
        Map<HookPoint, Edit> all = new LinkedHashMap<>(edits);
        points.forEach(point -> all.merge(point, edit, Edit::then));
        return new Interventions(all);
    }

    /** These, then others. */
    public Interventions and(Interventions others) {
        Interventions all = this;
        for (Map.Entry<HookPoint, Edit> other : others.edits.entrySet()) {
            all = all.and(other.getKey(), other.getValue());
        }
        return all;
    }

    /** Where something is replaced, in the order in which the places were first named. */
    public Set<HookPoint> points() {
        return Collections.unmodifiableSet(edits.keySet());
    }

    @Override
    public boolean wants(HookPoint point) {
        return false;
    }

    @Override
    public void observe(HookPoint point, Matrix value) {
        throw new IllegalStateException("interventions do not observe, but were shown " + point);
    }

    @Override
    public boolean replaces(HookPoint point) {
        return edits.containsKey(point);
    }

    @Override
    public Matrix replace(HookPoint point, Matrix value) {
        Edit edit = edits.get(point);
        return edit == null ? value : edit.apply(point, value);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException naming the place and what the transformer has
     */
    @Override
    public void requireFits(Transformer transformer) {
        edits.keySet().forEach(point -> point.requireIn(transformer));
    }

    @Override
    public String toString() {
        return "Interventions" + edits.keySet();
    }
}
