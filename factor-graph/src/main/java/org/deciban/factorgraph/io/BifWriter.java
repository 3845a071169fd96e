package org.deciban.factorgraph.io;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;

/**
 * Writes BIF in the layout of bnlearn: a {@code table} for a variable without parents, else one row for each joint
 * state.
 */
final class BifWriter {
    /** A name with one of these, or with a blank, a quote at its start or a comment inside, is quoted. */
    private static final String QUOTED = "{}();,|[]";

    private final Writer out;

    BifWriter(Writer out) {
        this.out = out;
    }

    /** Every reason why a graph cannot be written. */
    static List<String> obstacles(FactorGraph graph) {
        List<String> obstacles = new ArrayList<>(BayesianNetworks.obstacles(graph));
        for (Variable variable : graph.variables()) {
            requireWritable(variable.name(), obstacles);
            variable.states().forEach(state -> requireWritable(state, obstacles));
        }
        return obstacles;
    }

    private static void requireWritable(String name, List<String> obstacles) {
        boolean unprintable = name.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t' || c == '\uFFFD');
        if (unprintable || (needsQuotes(name) && name.contains("\""))) {
            obstacles.add("the name " + Excerpt.of(name) + " cannot be quoted");
        }
    }

    void write(FactorGraph graph) throws IOException {
        out.write("network unknown {\n}\n");
        for (Variable variable : graph.variables()) {
            out.write("variable " + name(variable.name()) + " {\n  type discrete [ " + variable.cardinality() + " ] { "
                    + variable.states().stream().map(BifWriter::name).collect(Collectors.joining(", ")) + " };\n}\n");
        }
        for (Factor factor : graph.factors()) {
            write(factor);
        }
    }

    private void write(Factor factor) throws IOException {
        List<Variable> parents = factor.scope().subList(0, factor.arity() - 1);
        Variable child = factor.scope().get(parents.size());
        out.write("probability ( " + name(child.name()));
        String separator = " | ";
        for (Variable parent : parents) {
            out.write(separator + name(parent.name()));
            separator = ", ";
        }
        out.write(" ) {\n");
        int columns = child.cardinality();
        for (int row = 0; row < factor.size() / columns; row++) {
            out.write("  " + (parents.isEmpty() ? "table" : states(parents, row)));
            for (int column = 0; column < columns; column++) {
                out.write((column == 0 ? " " : ", ") + factor.weight(row * columns + column));
            }
            out.write(";\n");
        }
        out.write("}\n");
    }

    private static String states(List<Variable> parents, int row) {
        String[] states = new String[parents.size()];
        for (int p = states.length - 1, rest = row; p >= 0; p--) {
            Variable parent = parents.get(p);
            states[p] = name(parent.states().get(rest % parent.cardinality()));
            rest /= parent.cardinality();
        }
        return "(" + String.join(", ", states) + ")";
    }

    private static String name(String name) {
        return needsQuotes(name) ? "\"" + name + "\"" : name;
    }

    private static boolean needsQuotes(String name) {
        return name.startsWith("\"")
                || name.contains("//")
                || name.contains("/*")
                || name.chars().anyMatch(c -> Character.isWhitespace(c) || QUOTED.indexOf(c) >= 0);
    }
}
