package org.deciban.factorgraph.io;

import java.util.ArrayList;
import java.util.List;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.InvalidGraphException;
import org.deciban.factorgraph.Variable;

/** The grammar of UAI model files: type, cardinalities, scopes, tables. */
final class UaiParser {
    private static final String NONE = "";

    private final Tokens tokens;
    private final MemoryBudget budget;
    private final FormatProblems problems;
    private final List<Variable> variables = new ArrayList<>();
    private final List<Position> declaredAt = new ArrayList<>();
    private final List<Scope> scopes = new ArrayList<>();

    private record Scope(Position at, List<Variable> variables) {}

    UaiParser(TextCursor text) {
        this.tokens = new Tokens(text, Comments.HASH);
        this.budget = new MemoryBudget(text.name(), tokens::position);
        this.problems = new FormatProblems(text.name());
    }

    FactorGraph parse() {
        boolean bayes = isBayes();
        variables();
        scopes(bayes);
        return bayes ? bayes() : markov();
    }

    private boolean isBayes() {
        Position at = tokens.position();
        String type = tokens.word(NONE, "'MARKOV' or 'BAYES'");
        if (!type.equals("BAYES") && !type.equals("MARKOV")) {
            throw tokens.fail(at, "'MARKOV' or 'BAYES'", Excerpt.of(type), "");
        }
        return type.equals("BAYES");
    }

    private void variables() {
        int count = tokens.integer(NONE, "the number of variables, at least 1", 1, Integer.MAX_VALUE);
        NumberedVariables numbered = new NumberedVariables(budget);
        for (int v = 0; v < count; v++) {
            Position at = tokens.position();
            int states = tokens.integer(NONE, "the number of states of x" + v + ", at least 1", 1, Integer.MAX_VALUE);
            variables.add(numbered.variable(v, states));
            declaredAt.add(at);
        }
    }

    private void scopes(boolean bayes) {
        int count = tokens.integer(NONE, "the number of factors", 0, Integer.MAX_VALUE);
        int last = variables.size() - 1;
        String index = "the index of a variable, 0 to " + last;
        for (int f = 0; f < count; f++) {
            Position at = tokens.position();
            int least = bayes ? 1 : 0;
            int arity = tokens.integer(
                    NONE, "the size of scope " + f + ", " + least + " to " + variables.size(), least, variables.size());
            List<Variable> scope = new ArrayList<>();
            budget.claimBlock();
            for (int i = 0; i < arity; i++) {
                budget.claimNumber();
                scope.add(variables.get(tokens.integer(NONE, index, 0, last)));
            }
            scopes.add(new Scope(at, List.copyOf(scope)));
        }
    }

    private FactorGraph markov() {
        FactorGraph.Builder graph = FactorGraph.builder();
        variables.forEach(graph::variable);
        for (Scope scope : scopes) {
            Position at = tokens.position();
            double[] table = table(scope.variables());
            try {
                graph.factor(Factor.of(scope.variables(), table));
            } catch (InvalidGraphException e) {
                e.problems().forEach(p -> problems.add(at, "a table of a factor", p, ""));
            }
        }
        end();
        problems.throwIfAny();
        return graph.build();
    }

    /**
     * The child is the last of a scope; its rows are not held to sum to 1, because published files have rows of zeros.
     */
    private FactorGraph bayes() {
        NetworkAssembler network = new NetworkAssembler(problems);
        for (int v = 0; v < variables.size(); v++) {
            network.variable(
                    declaredAt.get(v), variables.get(v).name(), variables.get(v).states());
        }
        for (Scope scope : scopes) {
            Position at = tokens.position();
            double[] table = table(scope.variables());
            int last = scope.variables().size() - 1;
            Variable child = scope.variables().get(last);
            if (network.claimTable(scope.at(), child.name())) {
                network.table(at, child, scope.variables().subList(0, last), table);
            }
        }
        end();
        return network.finish();
    }

    private double[] table(List<Variable> scope) {
        int size = budget.claimTable(tokens.position(), scope);
        tokens.integer(NONE, size + ", the size of the table over " + scope, size, size);
        double[] table = new double[size];
        for (int i = 0; i < size; i++) {
            table[i] = tokens.weight(NONE, "a number for every entry of the table");
        }
        return table;
    }

    /** Published files end in lists of indices that no format describes; a number with a point would be of a table. */
    private void end() {
        while (tokens.peek() != TextCursor.END) {
            tokens.integer(NONE, "the end of the file, or integers", 0, Integer.MAX_VALUE);
        }
    }
}
