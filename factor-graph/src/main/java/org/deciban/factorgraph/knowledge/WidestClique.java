package org.deciban.factorgraph.knowledge;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.inference.CliqueTree;
import org.deciban.factorgraph.inference.Triangulation;

/** The atoms of a grounding that have to be looked at all at once, which is what makes an exact answer expensive. */
final class WidestClique {
    private static final int MOST_NAMES = 8;

    private WidestClique() {}

    /** {@code 12 propositions depend on each other all at once, those of a(1), a(2), …}. */
    static String words(Grounding grounding) {
        List<Variable> variables = variables(grounding.graph());
        Set<String> names = new LinkedHashSet<>();
        variables.forEach(variable -> names.add(name(grounding.origins().get(variable))));
        String listed = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        return variables.size() + " propositions depend on each other all at once, those of " + listed
                + (names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "");
    }

    private static List<Variable> variables(FactorGraph graph) {
        List<Variable> variables = graph.variables();
        int[] cardinality = variables.stream().mapToInt(Variable::cardinality).toArray();
        List<int[]> scopes = IntStream.range(0, graph.factors().size())
                .mapToObj(graph::scope)
                .toList();
        int[] widest = {};
        for (CliqueTree.Clique clique :
                Triangulation.cheapest(cardinality, scopes).cliques()) {
            int[] separator = clique.separator();
            int[] residual = clique.residual();
            if (separator.length + residual.length > widest.length) {
                widest = Arrays.copyOf(separator, separator.length + residual.length);
                System.arraycopy(residual, 0, widest, separator.length, residual.length);
            }
        }
        return Arrays.stream(widest).sorted().mapToObj(variables::get).toList();
    }

    private static String name(Origin origin) {
        return origin.atom()
                .filter(atom -> !Flattening.isGroup(atom.predicate()))
                .map(Atom::toString)
                .orElseGet(() ->
                        "the clause at " + origin.place().map(Place::toString).orElse("no place") + origin.values());
    }
}
