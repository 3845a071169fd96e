package org.deciban.compiler.decompile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.deciban.compiler.internal.ir.RowFactor;
import org.deciban.compiler.internal.ir.RowVariable;

/**
 * Reads the factors off message and row tokens.
 *
 * <p>The message token of a factor's first edge has as many slots in use as the factor has other variables, which is how the
 * edges fall into factors. The rows that belong to that edge are the factor's rows; those of its other edges must be the same
 * rows, seen from there.
 */
final class RowFactorReader {
    /** More entries than this are not written out as a table. */
    private static final long MOST_ENTRIES = 1L << 24;

    private final TokenFields fields;
    private final List<RowVariable> variables;
    private final int[] messageTokens;
    private final List<List<Integer>> rowsOfEdge;

    RowFactorReader(
            TokenFields fields, List<RowVariable> variables, int[] messageTokens, List<List<Integer>> rowsOfEdge) {
        this.fields = fields;
        this.variables = variables;
        this.messageTokens = messageTokens;
        this.rowsOfEdge = rowsOfEdge;
    }

    /**
     * The factors; stops at the first that cannot be read.
     *
     * @param order receives the row tokens, edge by edge and row by row
     */
    List<RowFactor> read(List<Integer> order) {
        List<RowFactor> factors = new ArrayList<>();
        for (int edge = 0; edge < messageTokens.length; ) {
            Optional<RowFactor> factor = scope(edge).flatMap(this::factorOf);
            if (factor.isEmpty()) {
                break;
            }
            factors.add(factor.get());
            edge = appendRowTokens(edge, factor.get(), order);
        }
        return factors;
    }

    /** A factor's place: its first edge, and the variable of each slot. */
    private record Scope(int edge, List<Integer> variables) {}

    private Optional<Scope> scope(int edge) {
        int first = messageTokens[edge];
        int arity = 1;
        while (fields.has("slot_gate." + (arity - 1)) && fields.number(first, "slot_gate." + (arity - 1)) < 0) {
            arity++;
        }
        if (edge + arity > messageTokens.length) {
            fields.misfit(
                    first, "slot_gate.0", (arity - 1) + " slots in use", "slots for the message tokens that follow");
            return Optional.empty();
        }
        List<Integer> scope = new ArrayList<>();
        for (int slot = 0; slot < arity; slot++) {
            int token = messageTokens[edge + slot];
            int variable = fields.address(token, "own_variable").orElse(variables.size());
            if (variable >= variables.size() || scope.contains(variable)) {
                fields.misfit(
                        token, "own_variable", variable, "the address of a variable token, each once in a factor");
                return Optional.empty();
            }
            scope.add(variable);
        }
        return Optional.of(new Scope(edge, scope));
    }

    private Optional<RowFactor> factorOf(Scope scope) {
        int first = messageTokens[scope.edge];
        long entries = scope.variables.stream()
                .mapToLong(v -> variables.get(v).cardinality())
                .reduce(1, (a, b) -> Math.min(a * b, MOST_ENTRIES + 1));
        if (entries > MOST_ENTRIES) {
            fields.misfit(first, "own_cell", "a factor of more than " + MOST_ENTRIES + " entries", "a smaller table");
            return Optional.empty();
        }
        SortedMap<Integer, Integer> tokenOfEntry = rows(scope.edge, 0, scope.variables);
        if (tokenOfEntry.isEmpty()) {
            fields.misfit(first, "own_cell", "no rows that can be read", "at least one row token of this cell");
            return Optional.empty();
        }
        int arity = scope.variables.size();
        int[] states = new int[tokenOfEntry.size() * arity];
        double[] logPotentials = new double[tokenOfEntry.size()];
        int row = 0;
        for (Map.Entry<Integer, Integer> entry : tokenOfEntry.entrySet()) {
            for (int slot = arity - 1, rest = entry.getKey(); slot >= 0; slot--) {
                int cardinality = variables.get(scope.variables.get(slot)).cardinality();
                states[row * arity + slot] = rest % cardinality;
                rest /= cardinality;
            }
            logPotentials[row++] = fields.number(entry.getValue(), "log_potential");
        }
        String name =
                scope.variables.stream().map(v -> variables.get(v).name()).collect(Collectors.joining(", ", "f(", ")"));
        int[] bound = scope.variables.stream().mapToInt(v -> v).toArray();
        return Optional.of(new RowFactor(name, bound, states, logPotentials));
    }

    /** The row tokens that belong to an edge, by table index. */
    private SortedMap<Integer, Integer> rows(int edge, int slot, List<Integer> scope) {
        SortedMap<Integer, Integer> tokenOfEntry = new TreeMap<>();
        for (int token : rowsOfEdge.get(edge)) {
            int entry = 0;
            boolean readable = true;
            for (int other = 0, i = 0; other < scope.size(); other++) {
                String field = other == slot ? "out" : "row." + i++;
                int cardinality = variables.get(scope.get(other)).cardinality();
                int state = fields.oneHot(token, field).orElse(cardinality);
                if (state >= cardinality) {
                    fields.misfit(token, field, "no state of the variable", "one of " + cardinality + " states");
                    readable = false;
                }
                entry = entry * cardinality + state;
            }
            if (readable && tokenOfEntry.putIfAbsent(entry, token) != null) {
                fields.misfit(
                        token, "own_cell", "the row of token " + tokenOfEntry.get(entry) + " again", "another row");
            }
        }
        return tokenOfEntry;
    }

    /** Appends the row tokens of every edge of a factor in the order of its rows, and returns the edge after it. */
    private int appendRowTokens(int edge, RowFactor factor, List<Integer> order) {
        List<Integer> scope = Arrays.stream(factor.scope()).boxed().toList();
        SortedMap<Integer, Integer> first = rows(edge, 0, scope);
        for (int slot = 0; slot < factor.slots(); slot++) {
            SortedMap<Integer, Integer> here = slot == 0 ? first : rows(edge + slot, slot, scope);
            if (!here.keySet().equals(first.keySet())) {
                fields.misfit(
                        messageTokens[edge + slot],
                        "own_cell",
                        "rows of the table entries " + here.keySet(),
                        "the entries " + first.keySet() + ", as seen from token " + messageTokens[edge]);
            }
            order.addAll(here.values());
        }
        return edge + factor.slots();
    }
}
