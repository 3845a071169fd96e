package org.deciban.compiler;

import java.util.OptionalInt;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Variable;

/** Hard evidence that was compiled in, and holds in every run. */
record Constants(FactorGraph graph, Evidence compiledIn) {

    /**
     * The evidence together with the constants.
     *
     * @throws ImpossibleEvidenceException if it contradicts a constant
     * @throws org.deciban.factorgraph.InvalidEvidenceException if it names a variable that the graph lacks
     */
    Evidence and(Evidence evidence) {
        evidence.requireFits(graph);
        if (compiledIn.isEmpty()) {
            return evidence;
        }
        Evidence.Builder both = graph.evidence();
        for (Variable variable : graph.variables()) {
            OptionalInt constant = compiledIn.findObservedState(variable);
            if (constant.isPresent()) {
                if (evidence.likelihood(variable, constant.getAsInt()) == 0) {
                    throw new ImpossibleEvidenceException(
                            evidence,
                            variable + " is compiled in as " + variable.states().get(constant.getAsInt()));
                }
                both.observe(variable, constant.getAsInt());
            } else if (evidence.variables().contains(variable)) {
                both.likelihood(variable, evidence.likelihood(variable));
            }
        }
        return both.build();
    }
}
