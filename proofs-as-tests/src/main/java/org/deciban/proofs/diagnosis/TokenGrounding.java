package org.deciban.proofs.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Subspace;

/**
 * What the tokens of row attention have to be for a graph, written down from the documented layout of the residual stream and not
 * from the compiler: a variable token per variable, a message token per factor and variable, a row token per message and table
 * entry that is not zero; cell addresses count the variables, then the messages.
 */
final class TokenGrounding {
    private static final double ROUNDING = 1e-12;

    private final FactorGraph graph;
    private final ResidualLayout layout;
    private final Matrix tokens;
    /** By cell: the variable, or the message. */
    private final List<String> names = new ArrayList<>();
    /** By cell: the variable that it is or that the message goes to. */
    private final List<Integer> variables = new ArrayList<>();
    /** By cell: for a message the variables and the cells of the slots, in the order of the scope; none for a variable. */
    private final List<int[]> slotVariables = new ArrayList<>();

    private final List<int[]> slotCells = new ArrayList<>();
    /** By message: its factor. */
    private final List<Factor> factors = new ArrayList<>();
    /** By cell: for a message the rows of its factor, else 0. */
    private final List<Integer> rows = new ArrayList<>();

    private final List<Diagnosis> missing = new ArrayList<>();
    private final List<Diagnosis> routing = new ArrayList<>();

    TokenGrounding(ClaimedGraph claimed, ResidualLayout layout, Matrix tokens) {
        this.graph = claimed.graph();
        this.layout = layout;
        this.tokens = tokens;
        for (int v = 0; v < graph.variables().size(); v++) {
            add(claimed.variable(v, graph.variables().get(v)), v, new int[0], new int[0], 0);
        }
        for (int f = 0; f < graph.factors().size(); f++) {
            Factor factor = graph.factors().get(f);
            int[] scope = graph.scope(f);
            int first = names.size();
            int entries = (int)
                    Arrays.stream(factor.table()).filter(entry -> entry > 0).count();
            for (int slot = 0; slot < scope.length; slot++) {
                int target = slot;
                factors.add(factor);
                int[] others = IntStream.range(0, scope.length)
                        .filter(i -> i != target)
                        .toArray();
                add(
                        claimed.message(first + slot, factor, factor.scope().get(slot)),
                        scope[slot],
                        Arrays.stream(others).map(i -> scope[i]).toArray(),
                        Arrays.stream(others).map(i -> first + i).toArray(),
                        entries);
            }
        }
    }

    private void add(String name, int variable, int[] ofSlots, int[] cells, int ofRows) {
        names.add(name);
        variables.add(variable);
        slotVariables.add(ofSlots);
        slotCells.add(cells);
        rows.add(ofRows);
    }

    /** What does not fit: what is missing, then what is read from elsewhere; if there is neither, numbers that differ. */
    List<Diagnosis> problems() {
        int variableCount = graph.variables().size();
        checkCount("is_variable", "tokens have its address", cell -> cell < variableCount ? 1 : 0);
        checkCount("is_message", "tokens have its address", cell -> cell < variableCount ? 0 : 1);
        checkCount("is_row", "row tokens are its own", rows::get);
        checkVariables("is_variable");
        checkVariables("is_message");
        checkSlots();
        List<Diagnosis> problems = new ArrayList<>(missing);
        problems.addAll(routing);
        return problems.isEmpty() ? wrongEntries() : problems;
    }

    /** Row tokens whose potential is not that of the table entry for their states, the largest of the table being 1. */
    private List<Diagnosis> wrongEntries() {
        List<Diagnosis> wrong = new ArrayList<>();
        for (int token : tokensOf("is_row")) {
            int cell = address(token, "own_cell");
            Factor factor = factors.get(cell - graph.variables().size());
            double largest = Arrays.stream(factor.table()).max().orElseThrow();
            double entry = factor.weight(entry(token, factor, variables.get(cell)));
            double expected = Math.log(entry) - Math.log(largest);
            double found = tokens.get(token, layout.subspace("log_potential").start());
            // Two logarithms and a difference, each rounded to half a unit of at most 2^-43.
            if (!(Math.abs(found - expected) <= ROUNDING)) {
                wrong.add(problem(
                        Diagnosis.Kind.WRONG_WEIGHTS,
                        cell,
                        "the potential of a row is " + Math.exp(found) + " of the largest instead of "
                                + entry / largest));
            }
        }
        return wrong;
    }

    /** The index in the table of the states that a row token names. */
    private int entry(int token, Factor factor, int target) {
        int entry = 0;
        int slot = 0;
        for (Variable variable : factor.scope()) {
            Subspace states = layout.subspace(graph.indexOf(variable) == target ? "out" : "row." + slot++);
            int state = 0;
            while (state + 1 < variable.cardinality() && tokens.get(token, states.at(state)) != 1) {
                state++;
            }
            entry = entry * variable.cardinality() + state;
        }
        return entry;
    }

    /**
     * As many tokens of a kind at each cell as there must be. Where there are enough in all, one that is not at its cell has the
     * wrong address; the cells that lack one come first, since the others may have one that is theirs.
     */
    private void checkCount(String kind, String what, IntUnaryOperator expected) {
        List<Integer> found = tokensOf(kind);
        Map<Integer, Integer> count = new HashMap<>();
        found.forEach(token -> count.merge(address(token, "own_cell"), 1, Integer::sum));
        int wanted = IntStream.range(0, names.size()).map(expected).sum();
        Diagnosis.Kind cause = found.size() == wanted ? Diagnosis.Kind.WRONG_ROUTING : Diagnosis.Kind.MISSING_GROUNDING;
        List<Diagnosis> tooFew = new ArrayList<>();
        List<Diagnosis> tooMany = new ArrayList<>();
        for (int cell = 0; cell < names.size(); cell++) {
            int here = count.getOrDefault(cell, 0);
            int due = expected.applyAsInt(cell);
            if (here != due) {
                (here < due ? tooFew : tooMany).add(problem(cause, cell, here + " instead of " + due + " " + what));
            }
        }
        List<Diagnosis> problems = cause == Diagnosis.Kind.WRONG_ROUTING ? routing : missing;
        problems.addAll(tooFew);
        problems.addAll(tooMany);
    }

    private Diagnosis problem(Diagnosis.Kind kind, int cell, String detail) {
        return new Diagnosis(kind, new Place.Node(names.get(cell)), detail);
    }

    /** The variable that each token says to belong to. */
    private void checkVariables(String kind) {
        for (int token : tokensOf(kind)) {
            int cell = address(token, "own_cell");
            if (cell < names.size() && address(token, "own_variable") != variables.get(cell)) {
                routing.add(problem(
                        Diagnosis.Kind.WRONG_ROUTING,
                        cell,
                        "a token of its address is read as if of another variable"));
            }
        }
    }

    /** Whom each message token asks. */
    private void checkSlots() {
        for (int token : tokensOf("is_message")) {
            int cell = address(token, "own_cell");
            if (cell < graph.variables().size() || cell >= names.size()) {
                continue;
            }
            for (int slot = 0; slot < slotCells.get(cell).length; slot++) {
                int variable = address(token, "slot_variable." + slot);
                int message = address(token, "slot_cell." + slot);
                if (variable != slotVariables.get(cell)[slot]
                        || message != slotCells.get(cell)[slot]) {
                    routing.add(problem(
                            Diagnosis.Kind.WRONG_ROUTING,
                            cell,
                            "slot " + slot + " asks variable " + variable + " and cell " + message + " instead of "
                                    + slotVariables.get(cell)[slot] + " and "
                                    + slotCells.get(cell)[slot]));
                }
            }
        }
        for (int token : tokensOf("is_variable")) {
            int cell = address(token, "own_cell");
            if (cell < graph.variables().size() && address(token, "slot_variable.0") != cell) {
                routing.add(
                        problem(Diagnosis.Kind.WRONG_ROUTING, cell, "it gathers what is known of another variable"));
            }
        }
    }

    private List<Integer> tokensOf(String kind) {
        int flag = layout.subspace(kind).start();
        return IntStream.range(0, tokens.rows())
                .filter(token -> tokens.get(token, flag) == 1)
                .boxed()
                .toList();
    }

    /** A number written as pairs, lowest bit first. */
    private int address(int token, String field) {
        Subspace block = layout.subspace(field);
        int address = 0;
        for (int bit = 0; 2 * bit < block.size(); bit++) {
            address |= tokens.get(token, block.at(2 * bit + 1)) == 1 ? 1 << bit : 0;
        }
        return address;
    }
}
