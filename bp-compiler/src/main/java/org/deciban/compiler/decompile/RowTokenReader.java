package org.deciban.compiler.decompile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.deciban.compiler.internal.ir.RowFactor;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.compiler.internal.ir.RowVariable;
import org.deciban.transformer.Activation;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ResidualLayout;

/**
 * Sorts the tokens by what they stand for and reads graph and evidence off them.
 *
 * <p>Variables have the addresses 0 … V−1; cells V … V+E−1 are the edges, factor by factor and slot by slot.
 */
final class RowTokenReader {
    private static final List<String> KINDS = List.of("is_sink", "is_variable", "is_message", "is_row");
    private static final int NO_TOKEN = -1;

    private final TokenFields fields;
    private final Misfits misfits;
    private final List<List<Integer>> tokensByKind = new ArrayList<>();

    private RowTokenReader(TokenFields fields, Misfits misfits) {
        this.fields = fields;
        this.misfits = misfits;
        KINDS.forEach(kind -> tokensByKind.add(new ArrayList<>()));
    }

    /** What the tokens say; empty, with misfits, where they cannot be read. */
    static Optional<RowReading> read(ResidualLayout layout, Matrix tokens, Misfits misfits) {
        if (tokens.columns() != layout.modelDim()) {
            misfits.add("the tokens", tokens.shape(), "[tokens, " + layout.modelDim() + "]");
            return Optional.empty();
        }
        return new RowTokenReader(new TokenFields(layout, tokens, misfits), misfits).read();
    }

    private Optional<RowReading> read() {
        sortByKind();
        if (misfits.any()) {
            return Optional.empty();
        }
        int[] variables = inOrder(tokensByKind.get(1), "own_variable", 0);
        int[] messages = inOrder(tokensByKind.get(2), "own_cell", variables.length);
        List<List<Integer>> rowsOfEdge = rowsByEdge(variables.length, messages.length);
        if (misfits.any()) {
            return Optional.empty();
        }
        List<RowVariable> read = new ArrayList<>();
        double[][] logEvidence = new double[variables.length][];
        for (int v = 0; v < variables.length; v++) {
            logEvidence[v] = logEvidence(variables[v]);
            read.add(new RowVariable("v" + v, logEvidence[v].length));
        }
        List<Integer> order = new ArrayList<>(tokensByKind.get(0));
        Arrays.stream(variables).forEach(order::add);
        Arrays.stream(messages).forEach(order::add);
        RowFactorReader factors = new RowFactorReader(fields, read, messages, rowsOfEdge);
        List<RowFactor> rowFactors = factors.read(order);
        return misfits.any()
                ? Optional.empty()
                : Optional.of(new RowReading(new RowFactorGraph(read, rowFactors), logEvidence, order));
    }

    private void sortByKind() {
        for (int token = 0; token < fields.tokens(); token++) {
            double[] flags = new double[KINDS.size()];
            for (int kind = 0; kind < flags.length; kind++) {
                flags[kind] = fields.number(token, KINDS.get(kind));
                if (flags[kind] == 1) {
                    tokensByKind.get(kind).add(token);
                }
            }
            if (Arrays.stream(flags).filter(f -> f != 0).count() != 1
                    || Arrays.stream(flags).sum() != 1) {
                fields.misfit(token, KINDS.get(0), "the kinds " + Arrays.toString(flags), "one 1, the others 0");
            }
        }
        if (tokensByKind.get(0).size() != 1) {
            misfits.add("the tokens", tokensByKind.get(0).size() + " sinks", "one sink");
        }
        if (tokensByKind.get(1).isEmpty()) {
            misfits.add("the tokens", "no variable", "at least one");
        }
    }

    /** Tokens of one kind by ascending address, which must run from {@code first} without a gap. */
    private int[] inOrder(List<Integer> tokens, String field, int first) {
        int[] tokenAt = new int[tokens.size()];
        Arrays.fill(tokenAt, NO_TOKEN);
        for (int token : tokens) {
            OptionalInt address = fields.address(token, field);
            if (address.isPresent()) {
                int place = address.getAsInt() - first;
                if (place < 0 || place >= tokenAt.length || tokenAt[place] != NO_TOKEN) {
                    String expected =
                            "an address from " + first + " to " + (first + tokenAt.length - 1) + " that no other has";
                    fields.misfit(token, field, address.getAsInt(), expected);
                } else {
                    tokenAt[place] = token;
                }
            }
        }
        return tokenAt;
    }

    private List<List<Integer>> rowsByEdge(int variables, int edges) {
        List<List<Integer>> rowsOfEdge = new ArrayList<>();
        for (int edge = 0; edge < edges; edge++) {
            rowsOfEdge.add(new ArrayList<>());
        }
        for (int token : tokensByKind.get(3)) {
            OptionalInt cell = fields.address(token, "own_cell");
            if (cell.isPresent()) {
                int edge = cell.getAsInt() - variables;
                if (edge < 0 || edge >= edges) {
                    fields.misfit(token, "own_cell", cell.getAsInt(), "the cell of a message token");
                } else {
                    rowsOfEdge.get(edge).add(token);
                }
            }
        }
        return rowsOfEdge;
    }

    /** ln e_v, one entry for each state that the variable has: the states behind it are impossible, but not by evidence. */
    private double[] logEvidence(int token) {
        double[] message = fields.numbers(token, "message");
        double[] impossible = fields.numbers(token, "impossible");
        int states = message.length;
        while (states > 1 && impossible[states - 1] == Activation.LOG_FLOOR && message[states - 1] == 0) {
            states--;
        }
        double[] logEvidence = new double[states];
        Arrays.setAll(logEvidence, s -> impossible[s] == 0 ? message[s] : Double.NEGATIVE_INFINITY);
        if (Arrays.stream(logEvidence).noneMatch(l -> l > Double.NEGATIVE_INFINITY)) {
            fields.misfit(token, "impossible", "every state ruled out", "a state that the evidence allows");
        }
        return logEvidence;
    }
}
