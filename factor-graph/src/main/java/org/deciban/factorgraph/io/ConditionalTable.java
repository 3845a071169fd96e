package org.deciban.factorgraph.io;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.io.ParsedNetwork.Entry;

/**
 * The table of one probability block, shape {@code [joint state of the parents][state of the child]}, last parent
 * fastest.
 */
final class ConditionalTable {
    private final Variable child;
    private final List<Variable> parents;
    private final List<Map<String, Integer>> parentIndices;
    private final RowSums sums;
    private final FormatProblems problems;
    private final int rows;
    private final int columns;
    private final double[] weights;
    private final BitSet filled = new BitSet();

    /** A table of zeros; the caller has seen to it that it fits into memory. */
    ConditionalTable(
            Variable child,
            List<Variable> parents,
            List<Map<String, Integer>> parentIndices,
            RowSums sums,
            FormatProblems problems) {
        this.child = child;
        this.parents = parents;
        this.parentIndices = parentIndices;
        this.sums = sums;
        this.problems = problems;
        this.columns = child.cardinality();
        this.rows = parents.stream().mapToInt(Variable::cardinality).reduce(1, Math::multiplyExact);
        this.weights = new double[Math.multiplyExact(rows, columns)];
    }

    /** The table itself, not a copy. */
    double[] weights() {
        return weights;
    }

    /** Enters the numbers of a block; defaults come last because they are for the rows that nothing else fills. */
    void fill(Position at, List<Entry> entries) {
        List<Entry> defaults = new ArrayList<>();
        for (Entry entry : entries) {
            switch (entry.kind()) {
                case ALL_CHILD_SLOWEST -> fillAll(entry, 1, rows);
                case ALL_CHILD_FASTEST -> fillAll(entry, columns, 1);
                case ROW -> fillRow(entry);
                case DEFAULT -> defaults.add(entry);
            }
        }
        if (defaults.size() > 1) {
            problems.add(defaults.get(1).at(), "one default", "a second one", "");
        } else if (defaults.size() == 1) {
            fillRest(defaults.get(0));
        } else if (filled.cardinality() < rows) {
            problems.add(
                    at,
                    "a row for each joint state of the parents, " + rows + " in all",
                    filled.cardinality() + ", without one for " + describe(filled.nextClearBit(0)),
                    "");
        }
    }

    /** All rows at once; the strides say where the number for a row and a column stands in the entry. */
    private void fillAll(Entry entry, int rowStride, int columnStride) {
        if (!filled.isEmpty()) {
            problems.add(entry.at(), "one entry for a row", "a table of all rows after another entry", "");
            return;
        }
        filled.set(0, rows);
        if (entry.size() != weights.length) {
            reportSize(entry, weights.length, "the table of " + Excerpt.of(child.name()));
            return;
        }
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            for (int column = 0; column < columns; column++) {
                double weight = entry.number(row * rowStride + column * columnStride);
                weights[row * columns + column] = weight;
                sum += weight;
            }
            requireSum(entry, sum, row);
        }
    }

    private void fillRow(Entry entry) {
        int row = row(entry);
        if (row < 0) {
            return;
        }
        if (filled.get(row)) {
            problems.add(entry.at(), "one entry for a row", "a second one for " + describe(row), "");
            return;
        }
        filled.set(row);
        if (entry.size() == columns) {
            requireSum(entry, copy(entry, row), row);
        } else {
            reportSize(entry, columns, describe(row));
        }
    }

    private void fillRest(Entry entry) {
        if (entry.size() != columns) {
            reportSize(entry, columns, "the default of " + Excerpt.of(child.name()));
            return;
        }
        int first = filled.nextClearBit(0);
        if (first < rows) {
            requireSum(entry, copy(entry, first), first);
        }
        for (int row = first; row < rows; row = filled.nextClearBit(row + 1)) {
            copy(entry, row);
        }
    }

    private double copy(Entry entry, int row) {
        double sum = 0;
        for (int column = 0; column < columns; column++) {
            weights[row * columns + column] = entry.number(column);
            sum += entry.number(column);
        }
        return sum;
    }

    private void requireSum(Entry entry, double sum, int row) {
        if (!sums.accepts(sum)) {
            problems.add(entry.at(), RowSums.EXPECTED, "the sum " + sum + " in " + describe(row), "");
        }
    }

    private void reportSize(Entry entry, int size, String where) {
        problems.add(entry.at(), size + " numbers in " + where, Integer.toString(entry.size()), "");
    }

    /** The index of a row by the states of the parents, or −1 after reporting why there is none. */
    private int row(Entry entry) {
        List<String> states = entry.parentStates();
        if (states.size() != parents.size()) {
            problems.add(entry.at(), parents.size() + " parent states", Integer.toString(states.size()), "");
            return -1;
        }
        int row = 0;
        for (int p = 0; p < parents.size(); p++) {
            Integer state = parentIndices.get(p).get(states.get(p));
            if (state == null) {
                String known = "a state of " + Excerpt.of(parents.get(p).name());
                problems.add(entry.at(), known, Excerpt.of(states.get(p)), "");
                return -1;
            }
            row = row * parents.get(p).cardinality() + state;
        }
        return row;
    }

    private String describe(int row) {
        String[] given = new String[parents.size()];
        for (int p = parents.size() - 1, rest = row; p >= 0; p--) {
            Variable parent = parents.get(p);
            given[p] = parent.name() + "=" + parent.states().get(rest % parent.cardinality());
            rest /= parent.cardinality();
        }
        return "P(" + child.name() + (given.length == 0 ? "" : " | " + String.join(", ", given)) + ")";
    }
}
