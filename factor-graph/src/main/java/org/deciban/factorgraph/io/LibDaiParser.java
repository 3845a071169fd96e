package org.deciban.factorgraph.io;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.InvalidGraphException;
import org.deciban.factorgraph.Variable;

/** The grammar of libDAI's factor graph files: one block for each factor. */
final class LibDaiParser {
    private static final String NONE = "";

    private final Tokens tokens;
    private final MemoryBudget budget;
    private final NumberedVariables numbered;
    private final FormatProblems problems;
    private final SortedMap<Integer, Variable> variables = new TreeMap<>();
    private final List<Factor> factors = new ArrayList<>();

    LibDaiParser(TextCursor text) {
        this.tokens = new Tokens(text, Comments.HASH);
        this.budget = new MemoryBudget(text.name(), tokens::position);
        this.numbered = new NumberedVariables(budget);
        this.problems = new FormatProblems(text.name());
    }

    FactorGraph parse() {
        int count = tokens.integer(NONE, "the number of factors", 0, Integer.MAX_VALUE);
        for (int f = 0; f < count; f++) {
            factor();
        }
        if (tokens.peek() != TextCursor.END) {
            throw tokens.unexpected("the end of the file after " + count + " factors", "");
        }
        if (variables.isEmpty()) {
            problems.add(Position.WHOLE, "at least one variable", "none", "");
        }
        problems.throwIfAny();
        FactorGraph.Builder graph = FactorGraph.builder();
        variables.values().forEach(graph::variable);
        factors.forEach(graph::factor);
        return graph.build();
    }

    private void factor() {
        Position at = tokens.position();
        List<Variable> scope = scope();
        double[] table = table(scope);
        try {
            factors.add(Factor.of(scope, table));
        } catch (InvalidGraphException e) {
            e.problems().forEach(p -> problems.add(at, "a factor", p, ""));
        }
    }

    private List<Variable> scope() {
        int arity = tokens.integer(NONE, "the number of variables of a factor", 0, Integer.MAX_VALUE);
        List<Integer> labels = new ArrayList<>();
        budget.claimBlock();
        for (int i = 0; i < arity; i++) {
            budget.claimNumber();
            labels.add(tokens.integer(NONE, "the label of a variable", 0, Integer.MAX_VALUE));
        }
        List<Variable> scope = new ArrayList<>();
        for (int label : labels) {
            scope.add(variable(label));
        }
        return scope;
    }

    /** The next number of states is for this label: as before, if the label occurred. */
    private Variable variable(int label) {
        Position at = tokens.position();
        String expected = "the number of states of x" + label + ", at least 1";
        int states = tokens.integer(NONE, expected, 1, Integer.MAX_VALUE);
        Variable known = variables.get(label);
        if (known == null) {
            known = numbered.variable(label, states);
            variables.put(label, known);
        } else if (known.cardinality() != states) {
            throw tokens.fail(
                    at,
                    "the number of states of x" + label + ", which is " + known.cardinality() + " above",
                    Excerpt.of(Integer.toString(states)),
                    "");
        }
        return known;
    }

    private double[] table(List<Variable> scope) {
        double[] table = new double[budget.claimTable(tokens.position(), scope)];
        int count = tokens.integer(NONE, "the number of nonzero entries, 0 to " + table.length, 0, table.length);
        FirstFastest order = new FirstFastest(scope);
        BitSet seen = new BitSet();
        String expected = "the index of an entry, 0 to " + (table.length - 1);
        for (int i = 0; i < count; i++) {
            Position entry = tokens.position();
            int index = tokens.integer(NONE, expected, 0, table.length - 1);
            if (seen.get(index)) {
                throw tokens.fail(entry, "every entry once", "index " + index + " a second time", "");
            }
            seen.set(index);
            table[order.toLastFastest(index)] = tokens.weight(NONE, "the value of an entry");
        }
        return table;
    }
}
