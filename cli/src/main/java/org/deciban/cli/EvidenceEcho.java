package org.deciban.cli;

import java.io.IOException;
import java.util.OptionalInt;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Variable;

/** Evidence as an answer repeats it. */
record EvidenceEcho(Evidence evidence) {

    String text() {
        return evidence.isEmpty() ? "none" : evidence.toString();
    }

    /** Hard evidence as the name of the state, soft evidence as its likelihoods. */
    void write(Json json) throws IOException {
        for (Variable observed : evidence.variables()) {
            OptionalInt state = evidence.findObservedState(observed);
            if (state.isPresent()) {
                json.text(observed.name(), observed.states().get(state.getAsInt()));
            } else {
                json.array(observed.name(), () -> {
                    for (double likelihood : evidence.likelihood(observed)) {
                        json.brief(likelihood);
                    }
                });
            }
        }
    }
}
