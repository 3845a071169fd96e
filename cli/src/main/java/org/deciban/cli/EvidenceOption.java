package org.deciban.cli;

import java.util.ArrayList;
import java.util.List;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import picocli.CommandLine.Option;

/** The evidence that a command is given. */
final class EvidenceOption {
    @Option(
            names = "--evidence",
            paramLabel = "V=S,V=S",
            description = {
                "What was observed: V=STATE, or V~p1:p2:… for the likelihood of the observation under each state of V, in"
                        + " the order of the model. May be repeated.",
                "Names may hold commas and equal signs: the text is matched with the names in the model, longest first. If"
                        + " two readings remain, give each observation its own --evidence.",
                "About a knowledge base: atoms that are true, likes(jack,jill), or false, \\+likes(jack,jill), besides those"
                        + " of its evidence directives."
            })
    private List<String> options = new ArrayList<>();

    /** Whether the option was given. */
    boolean given() {
        return !options.isEmpty();
    }

    /** What the options say. */
    List<String> stated() {
        return List.copyOf(options);
    }

    /** The evidence about a graph, see {@link EvidenceSyntax#parse}. */
    Evidence about(FactorGraph graph) {
        return EvidenceSyntax.parse(graph, options);
    }
}
