package org.deciban.proofs.diagnosis;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A model with faults of one kind put in.
 *
 * @param suspect the model
 * @param places where they are
 */
public record Injected(Suspect suspect, Diagnosis.Kind kind, Set<Place> places) {
    /** Copies the set, in its order. */
    public Injected {
        places = Collections.unmodifiableSet(new LinkedHashSet<>(places));
    }
}
