package org.deciban.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.deciban.cli.Names.Item;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import picocli.CommandLine.Option;

/** The variables that an answer is restricted to. */
final class QueryOption {
    @Option(
            names = "--query",
            paramLabel = "V,V",
            description =
                    "Answer for these variables only, in this order; of a knowledge base for these atoms in the place of"
                            + " its query directives. May be repeated.")
    private List<String> options = new ArrayList<>();

    /** What the options say. */
    List<String> given() {
        return List.copyOf(options);
    }

    /** The variables asked for, each once; all of the graph if the option was not given. */
    List<Variable> variables(FactorGraph graph) {
        if (options.isEmpty()) {
            return graph.variables();
        }
        Names names = new Names(graph);
        Set<Variable> asked = new LinkedHashSet<>();
        for (String option : options) {
            asked.addAll(Names.split(
                            option,
                            place -> names.at(option, place)
                                    .map(variable -> new Item<>(
                                            variable, place + variable.name().length())))
                    .orElseThrow(() -> unknown(option, graph)));
        }
        return List.copyOf(asked);
    }

    private static BadInputException unknown(String option, FactorGraph graph) {
        List<String> faults = new ArrayList<>();
        for (String piece : option.split(",", -1)) {
            String name = piece.strip();
            if (graph.findVariable(name).isEmpty()) {
                faults.add(name.isEmpty() ? "a name in --query is empty" : "there is no variable " + name);
            }
        }
        return new BadInputException(String.join("\n", faults));
    }
}
