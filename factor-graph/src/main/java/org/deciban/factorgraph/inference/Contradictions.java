package org.deciban.factorgraph.inference;

import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.ImpossibleEvidenceException;

/** Says where evidence was found to be impossible. */
final class Contradictions {
    private final EdgeLayout layout;
    private final Evidence evidence;

    Contradictions(EdgeLayout layout, Evidence evidence) {
        this.layout = layout;
        this.evidence = evidence;
    }

    ImpossibleEvidenceException toFactor(int edge) {
        return message(variable(layout.variableOf[edge]), factor(edge));
    }

    ImpossibleEvidenceException toVariable(int edge) {
        return message(factor(edge), variable(layout.variableOf[edge]));
    }

    ImpossibleEvidenceException at(int variable) {
        return new ImpossibleEvidenceException(evidence, "every state of " + variable(variable) + " is ruled out");
    }

    private ImpossibleEvidenceException message(String from, String to) {
        return new ImpossibleEvidenceException(
                evidence, "the message from " + from + " to " + to + " rules out every state");
    }

    private String variable(int variable) {
        return layout.graph.variables().get(variable).toString();
    }

    private String factor(int edge) {
        return layout.graph.factors().get(layout.factorOf[edge]).toString();
    }
}
